import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { say } from "../core/i18n";
import { describe, log } from "../core/log";
import { deleteTimer, type TimerMessage, takeTimer } from "../core/timers";
import { readToken, signToken } from "../core/tokens";
import { MINUTE } from "../lib/time";
import { type Mail, sendMail } from "../mail";
import { voiceOf } from "../program";
import { readJoin } from "./confirm";
import { JOIN_KEPT_MS, MAIL_PATIENCE_MS } from "./rules";
import { deleteJoin, type JoinKey, keyIn } from "./store";
import type { JoinRow } from "./tables";
import { MAIL } from "./texts";

/** After how long to try again what cannot be sent now. */
const AGAIN_MS = 10 * MINUTE;

/**
 * Asks the owner of an address whether it was they. The mail advertises nothing, and holds nothing
 * that whoever filled in the form could have written: else the form would send spam.
 */
export async function sendJoinMail(ctx: Context, timer: TimerMessage): Promise<void> {
  const key = keyIn(timer.subject);
  const held = { ...timer, dueAt: ctx.now + AGAIN_MS };
  // Of two deliveries only one takes the timer, and sends.
  if (!firstOf(await ctx.db.batch([takeTimer(timer, held.dueAt)]), 0)) return;
  const row = await readJoin(ctx, key);
  const isLate = row !== null && ctx.now - row.requested_at > MAIL_PATIENCE_MS;
  if (row?.email && !isLate && !(await send(ctx, key, row))) return;
  await ctx.db.batch([deleteTimer(held)]);
}

/** @returns whether the mail is done with; else it is tried again. */
async function send(ctx: Context, key: JoinKey, row: JoinRow): Promise<boolean> {
  if (ctx.publicUrl === null || row.email === null) {
    log("error", "no_public_url", { shop: ctx.shop.id });
    return false;
  }
  const { shop } = ctx;
  const parts = [shop.id, key.address, key.slot];
  const token = await signToken(ctx.env, "join", parts, row.requested_at + JOIN_KEPT_MS);
  const voice = voiceOf(ctx, row.locale);
  const url = `${ctx.publicUrl}/join/confirm/${token}`;
  const values = { shop: shop.name, url, sender: shop.legalSender ?? shop.name };
  const mail: Mail = {
    key: `join-${shop.id}-${key.address}-${key.slot}`,
    to: row.email,
    subject: say(MAIL.subject, voice, values),
    text: say(MAIL.text, voice, values),
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": row.locale },
  };
  try {
    const sent = await sendMail(ctx, mail);
    if (sent.kind !== "sent") {
      log("error", "join_mail_not_sent", { shop: shop.id, reason: sent.reason });
    }
    return sent.kind !== "not_now";
  } catch (error) {
    // It may have arrived, and a second one would be a nuisance: they can join again.
    log("error", "join_mail_unknown", { shop: shop.id, error: describe(error) });
    return true;
  }
}

/** A week has passed: what somebody typed who never confirmed is gone. */
export async function endPendingJoin(ctx: Context, timer: TimerMessage): Promise<void> {
  await ctx.db.batch([deleteJoin(ctx, keyIn(timer.subject)), deleteTimer(timer)]);
}

interface Linked {
  readonly shop: string;
  readonly key: JoinKey;
}

/** What the link in the mail says, also where it has ended; null when it is none of ours. */
export async function joinIn(ctx: Context, token: string): Promise<Linked | null> {
  const [shop, address, slot] = (await readToken(ctx.env, "join", token, 0)) ?? [];
  if (typeof shop !== "string" || typeof address !== "string") return null;
  return typeof slot === "number" ? { shop, key: { address, slot } } : null;
}
