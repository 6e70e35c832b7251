import { emailFor } from "../consent";
import type { Context } from "../core/context";
import { describe, log } from "../core/log";
import { deleteTimer, insertTimer, type TimerMessage } from "../core/timers";
import { type Mail, type Sent, sendMail } from "../mail";
import { rowAfter } from "../members";
import { mailOf } from "./mail";
import { profileOf, timerOf, timeZoneOf } from "./plan";
import { readerOf } from "./render";
import { CLAIM_MS, retryAt, whenToPush } from "./rules";
import { changed, closed, nothing, onMessage, type State, stepOf } from "./state";

/**
 * A message's timer fires: everything is decided anew, then the message is claimed by a commit,
 * handed to the provider, and marked by another. So of two deliveries one sends; and whoever is
 * stopped between the two leaves a claim that is repeated once, under the same key.
 */
export async function sendMessage(ctx: Context, timer: TimerMessage): Promise<void> {
  // A sandbox's clock that was set back: the timer is for later, and stays.
  if (timer.dueAt > ctx.now) return;
  const mail = await claim(ctx, timer);
  if (mail === null) return;
  const sent = await handOver(ctx, mail);
  if (sent !== null) await mark(ctx, timer, sent);
}

/** The mail to send, which nobody else sends now; null where nothing is to be sent. */
async function claim(ctx: Context, timer: TimerMessage): Promise<Mail | null> {
  let claimed: Mail | null = null;
  const leave = () => nothing([deleteTimer(timer)]);
  await onMessage(ctx, timer.subject, leave, async (state) => {
    claimed = null;
    const { member, message } = state;
    const step = await stepOf(ctx, state);
    switch (step.kind) {
      case "leave":
        return leave();
      case "wait":
        return nothing([deleteTimer(timer), insertTimer(ctx, timerOf(timer.subject, step.until))]);
      case "close":
        member.writes.push(deleteTimer(timer));
        return closed(ctx, state, step);
      case "push": {
        claimed = await letterOf(ctx, state, timer.subject);
        // Should the mark never come, this timer looks what became of the message.
        const check = insertTimer(ctx, timerOf(timer.subject, ctx.now + CLAIM_MS));
        member.writes.push(deleteTimer(timer), check);
        const attempts = message.attempts + 1;
        const next = { ...message, status: "sending", attempts, claimed_at: ctx.now } as const;
        return changed(ctx, state, next, null);
      }
    }
  });
  return claimed;
}

async function letterOf(ctx: Context, { program, member, message, rows }: State, key: string) {
  const email = await emailFor(rowAfter(member), rows.slice(1), message.purpose);
  const reader = readerOf(ctx, program, profileOf(member));
  return mailOf(ctx, reader, message, { key, to: email?.address ?? "" });
}

/** What became of a mail; null where nobody knows, so that the claim's own timer must look. */
async function handOver(ctx: Context, mail: Mail): Promise<Sent | null> {
  try {
    return await sendMail(ctx, mail);
  } catch (error) {
    log("error", "message_unknown", { mail: mail.key, error: describe(error) });
    return null;
  }
}

/** Records what the provider said, unless a later attempt has done so already. */
async function mark(ctx: Context, timer: TimerMessage, sent: Sent): Promise<void> {
  await onMessage(ctx, timer.subject, nothing, async (state) => {
    const { member, message } = state;
    if (message.status !== "sending") return nothing();
    const check = { ...timer, dueAt: (message.claimed_at ?? 0) + CLAIM_MS };
    member.writes.push(deleteTimer(check));
    switch (sent.kind) {
      case "sent":
        return changed(
          ctx,
          state,
          { ...message, status: "sent", sent_at: ctx.now },
          "message_sent",
        );
      case "refused":
        return closed(ctx, state, { status: "failed", reason: sent.reason });
      case "not_now":
        return later(ctx, state, timer.subject, sent.reason);
    }
  });
}

/** The provider surely did not take it: the attempt does not count, and there is another one. */
function later(ctx: Context, state: State, id: string, reason: string) {
  const { program, member, message } = state;
  const since = Math.max(message.planned_at, message.due_at);
  const pushAt = whenToPush(since, timeZoneOf(ctx, member), program.parts.contact.quietHours);
  const next = retryAt(ctx.now, pushAt, message.due_at);
  if (next === null) return closed(ctx, state, { status: "failed", reason });
  member.writes.push(insertTimer(ctx, timerOf(id, next)));
  const attempts = message.attempts - 1;
  // An attempt before it, of which nothing was heard, may have got through.
  if (attempts > 0) return changed(ctx, state, { ...message, attempts }, null);
  const queued = { ...message, status: "queued", attempts, claimed_at: null } as const;
  return changed(ctx, state, queued, null);
}
