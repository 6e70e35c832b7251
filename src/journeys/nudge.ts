import type { Context } from "../core/context";
import type { Statement } from "../core/database";
import { deleteTimer, fireSoon, insertTimer, type TimerMessage } from "../core/timers";
import { type Decision, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { NEVER } from "../lib/time";
import { closeMember, factOf, turnOf } from "../members";
import { drawOf, type Planned, planMessage, planStatements, pushSoon } from "../messages";
import { causeText, grantVoucher, newVoucherCode } from "../vouchers";
import { draftOf, type Gift, giftFor } from "./drafts";
import { type Look, lookFrom, lookStatements, whoIsMember } from "./look";
import { marksAfter, type Nudge, nextLook, nudgesDue } from "./rules";
import { setLooksAt, setPlan } from "./store";

/** The kind of the timers that look at a member; their subject is the member. */
export const NUDGE_TIMER = "nudge";

const timerOf = (member: string, dueAt: number) => ({
  dueAt,
  subject: member,
  kind: NUDGE_TIMER,
});

/**
 * A member's timer fires: what is due is planned, the next look is set, and this timer is deleted,
 * all in one commit. A timer that fires twice finds everything planned.
 */
export async function nudge(ctx: Context, timer: TimerMessage): Promise<void> {
  // A sandbox's clock that was set back: the timer is for later, and stays.
  if (timer.dueAt > ctx.now) return;
  const made = { fact: newId("fct"), code: newVoucherCode() };
  const planned: Planned[] = [];
  await transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: timer.subject }),
    load: (width) => [
      ...lookStatements(ctx, timer.subject, width),
      ...planStatements(ctx, whoIsMember(ctx, timer.subject)),
    ],
    decide: async (rows, width) => {
      planned.length = 0;
      const look = await lookFrom(ctx, rows, width);
      const decided = look ? await decide(ctx, look, made, planned) : NOTHING;
      // Deleted first: should the next timer have this one's key, it must survive.
      return { ...decided, writes: [deleteTimer(timer), ...decided.writes] };
    },
  });
  for (const message of planned) pushSoon(ctx, message);
}

const NOTHING: Decision = { status: 200, body: {}, writes: [], fact: null };

interface Made {
  readonly fact: string;
  readonly code: string;
}

async function decide(ctx: Context, look: Look, made: Made, planned: Planned[]) {
  const { member, seen, asked } = look;
  const due = nudgesDue(seen, asked);
  const marks = marksAfter(seen, due);
  const looksAt = nextLook({ ...seen, marks }, asked);
  const again = lookAgain(ctx, member.row.id, looksAt);
  if (due.length === 0) {
    const isSet = looksAt === seen.looksAt;
    const writes = isSet ? [] : [setLooksAt(ctx.shop.id, member.row.id, looksAt), ...again];
    return { ...NOTHING, writes };
  }
  for (const one of due) {
    const message = await plan(ctx, look, one, made.code);
    if (message) planned.push(message);
  }
  member.writes.push(setPlan(ctx.shop.id, member.row.id, { looksAt, marks }), ...again);
  const fact = factOf(ctx, member, made.fact, ctx.now, []);
  return {
    ...NOTHING,
    writes: closeMember(ctx, member),
    fact: fact.facts.length > 0 ? fact : null,
  };
}

const lookAgain = (ctx: Context, member: string, looksAt: number): Statement[] =>
  looksAt < NEVER ? [insertTimer(ctx, timerOf(member, looksAt))] : [];

/** Plans one message, and makes the voucher that it promises, unless nobody will see it. */
async function plan(ctx: Context, look: Look, one: Nudge, code: string): Promise<Planned | null> {
  const { program, member, more } = look;
  const gift = giftFor(ctx, program, one, code);
  const draft = draftOf(ctx, program, member, one, gift);
  const draw = await drawOf(ctx, draft.journey, member.row.id);
  const message = await planMessage(ctx, program, member, more, draft, draw);
  const isSeen = message?.status === "queued" || message?.status === "shown";
  if (gift && isSeen) give(ctx, look, gift, message.id);
  return message;
}

function give(ctx: Context, { program, member }: Look, gift: Gift, message: string): void {
  const { name, worth, minimumTotal } = gift.voucher;
  grantVoucher(ctx, member, {
    cause: causeText("journey", message),
    code: gift.code,
    name,
    worth,
    expiresAt: gift.expiresAt,
    minimumTotal,
    program: program.number,
  });
}

/**
 * Sees to it that a member is looked at in time, whatever has changed: a timer is set where the
 * next look is earlier than the one that is set. Nothing is planned here. One round trip where
 * nothing has to be written.
 *
 * @param until timers up to then are due already.
 */
export async function lookAhead(ctx: Context, member: string, until: number): Promise<void> {
  let at = NEVER;
  await transact(ctx, {
    load: (width) => lookStatements(ctx, member, width),
    decide: async (rows, width) => {
      at = NEVER;
      const look = await lookFrom(ctx, rows, width);
      const looksAt = look ? nextLook(look.seen, look.asked) : NEVER;
      const set = look?.seen.looksAt ?? NEVER;
      // What is set for before now is about to fire, and looks at the state itself.
      if (set <= ctx.now || looksAt >= set) return NOTHING;
      at = looksAt;
      const writes = [setLooksAt(ctx.shop.id, member, at), ...lookAgain(ctx, member, at)];
      return { ...NOTHING, writes };
    },
  });
  if (at <= until) fireSoon(ctx, timerOf(member, at));
}
