import { consentStatements, emailFor, type Purpose, permissionOf } from "../consent";
import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement } from "../core/database";
import type { Fact } from "../core/facts";
import { fireSoon, insertTimer } from "../core/timers";
import type { Who } from "../ledger";
import { hmac } from "../lib/hash";
import { type OpenMember, orderDatesOf, type Profile, profileFrom, rowAfter } from "../members";
import type { Program } from "../program";
import { type Fate, fateOf, type Pushing, pushesPlanned } from "./rules";
import { type Earlier, earlierStatement, insertMessage, messageId } from "./store";
import type { MessageRow } from "./tables";
import type { Draft, Planned } from "./types";

/** The kind of the timers that push messages; their subject is the message's id. */
export const MESSAGE_TIMER = "message";

/** Reads what planning a message needs: earlier ones and consent. */
export const planStatements = (ctx: Context, who: Who): Statement[] => [
  earlierStatement(who, ctx.now),
  ...consentStatements(ctx, who),
];

/**
 * Plans a message for an opened member, for the commit that closes the member: whether it is
 * pushed, only shown, or kept back is decided here, and decided again before it is pushed.
 *
 * @param rows those of {@link planStatements}, of the same load as the member's.
 * @param draw from {@link drawOf}.
 * @returns null when a message of this key was planned before, or the member is erased.
 */
export async function planMessage(
  ctx: Context,
  program: Program,
  member: OpenMember,
  rows: Batch,
  draft: Draft,
  draw: number,
): Promise<Planned | null> {
  const id = messageId(member.row.id, draft.key);
  const earlier = rowsOf<Earlier>(rows, 0);
  const isPlanned =
    earlier.some((m) => m.key === draft.key) || member.facts.some((f) => f.message === id);
  if (isPlanned || rowAfter(member).erased_at !== null) return null;
  const fate = fateOf({
    ...(await pushingOf(ctx, program, member, rows.slice(1), draft.purpose)),
    pushes: pushesPlanned(ctx.now, earlier) + queuedBy(member),
    ...draft,
    now: ctx.now,
    draw,
    timeZone: timeZoneOf(ctx, member),
  });
  const row = rowOf(ctx, program, member, draft, fate);
  member.writes.push(insertMessage(row));
  member.facts.push(...planFacts(row));
  if (fate.status === "queued") {
    member.writes.push(insertTimer(ctx, timerOf(id, fate.pushAt)));
  }
  return { id, status: fate.status, reason: fate.reason, dueAt: fate.pushAt };
}

/** Hands a planned message that may be pushed at once to the Queue; to be called after the commit. */
export function pushSoon(ctx: Context, planned: Planned): void {
  if (planned.status !== "queued" || planned.dueAt > ctx.now) return;
  fireSoon(ctx, timerOf(planned.id, planned.dueAt));
}

export const timerOf = (id: string, dueAt: number) => ({
  dueAt,
  subject: id,
  kind: MESSAGE_TIMER,
});

/** Bytes of the HMAC that make the draw: as many as a JS number holds exactly. */
const DRAW_BYTES = 6;

/** A member's place in a journey's draw, in [0, 1): random, for ever the same, not to be guessed. */
export async function drawOf(ctx: Context, journey: string, member: string): Promise<number> {
  const text = `draw ${ctx.shop.id} ${journey} ${member}`;
  const bytes = (await hmac(ctx.env.SIGNING_SECRET, text)).slice(0, DRAW_BYTES);
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0) / 256 ** DRAW_BYTES;
}

/** Messages that this very commit queues, which the load could not see. */
const queuedBy = ({ facts }: OpenMember): number =>
  facts.filter((fact) => fact.type === "message_queued").length;

/** What decides about a push, but for how many there were. @param rows of the consents */
export async function pushingOf(
  ctx: Context,
  program: Program,
  member: OpenMember,
  rows: Batch,
  purpose: Purpose,
): Promise<Omit<Pushing, "pushes">> {
  const email = await emailFor(rowAfter(member), rows, purpose);
  const permission = permissionOf(rows, email, purpose);
  return {
    refusal: permission.isAllowed ? null : permission.reason,
    hasLegalSender: ctx.shop.legalSender !== null,
    hasPublicUrl: ctx.publicUrl !== null,
    contact: program.parts.contact,
  };
}

export const profileOf = (member: OpenMember): Profile => profileFrom(rowAfter(member).profile);

export const timeZoneOf = (ctx: Context, member: OpenMember): string =>
  profileOf(member).timeZone ?? ctx.shop.timeZone;

export const lastOrderOf = (member: OpenMember): number | null =>
  orderDatesOf(rowAfter(member)).at(-1) ?? null;

const rowOf = (
  ctx: Context,
  program: Program,
  member: OpenMember,
  draft: Draft,
  fate: Fate,
): MessageRow => ({
  shop: ctx.shop.id,
  member: member.row.id,
  key: draft.key,
  journey: draft.journey,
  purpose: draft.purpose,
  channel: fate.status === "queued" ? "email" : "inbox",
  status: fate.status,
  reason: fate.reason,
  stops_on_order: draft.stopsOnOrder ? 1 : 0,
  last_order_at: lastOrderOf(member),
  details: JSON.stringify(draft.values),
  program: program.number,
  attempts: 0,
  due_at: draft.dueAt,
  planned_at: ctx.now,
  claimed_at: null,
  sent_at: null,
  read_at: null,
});

/** A service notice that is held out counts as held out, and is shown nevertheless. */
function planFacts(row: MessageRow): Fact[] {
  const heldOut = row.reason === "held_out" ? [messageFact("message_held_out", row)] : [];
  switch (row.status) {
    case "queued":
      return [messageFact("message_queued", row)];
    case "shown":
      return [...heldOut, messageFact("message_shown", row)];
    case "held_out":
      return heldOut;
    default:
      return [messageFact("message_not_sent", row)];
  }
}

/** What metrics and webhooks learn; the reason is the status where nothing more is to be said. */
export const messageFact = (type: string, row: MessageRow): Fact => ({
  type,
  message: messageId(row.member, row.key),
  journey: row.journey,
  channel: row.channel,
  reason: row.reason ?? (type === "message_not_sent" ? row.status : null),
});
