import type { Context } from "../core/context";
import { readToken, signToken, type TokenPurpose } from "../core/tokens";
import { DAY } from "../lib/time";
import { contextForVisitor, findShop } from "../shops";
import { type Channel, type Email, PURPOSES, type Purpose } from "./rules";

/** Mail is found and read years later; a link to leave must still work then. */
const UNSUBSCRIBE_MS = 2 * 365 * DAY;
/** Who has not confirmed in a week has forgotten what was asked. */
export const CONFIRM_MS = 7 * DAY;
/** Signs of an address's hash in a link: enough to tell one address from another. */
const HASH_SIGNS = 16;

/** Where a member stops being written to for a purpose; null where links cannot be made. */
export async function unsubscribeUrl(
  ctx: Context,
  member: string,
  channel: Channel,
  purpose: Purpose,
): Promise<string | null> {
  if (ctx.publicUrl === null) return null;
  const parts = [ctx.shop.id, member, channel, purpose];
  const token = await signToken(ctx.env, "unsubscribe", parts, ctx.now + UNSUBSCRIBE_MS);
  return `${ctx.publicUrl}/unsubscribe/${token}`;
}

/**
 * Headers by which mail programs show their own button to unsubscribe, which needs one click and
 * no page (RFC 2369, RFC 8058). None where links cannot be made: nothing that advertises may be
 * sent then.
 */
export async function unsubscribeHeaders(
  ctx: Context,
  member: string,
  channel: Channel,
  purpose: Purpose,
): Promise<Record<string, string>> {
  const url = await unsubscribeUrl(ctx, member, channel, purpose);
  if (url === null) return {};
  return {
    "List-Unsubscribe": `<${url}?by=one_click>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** Where the owner of an address confirms what was asked for with it. */
export async function confirmUrl(
  ctx: Context,
  member: string,
  email: Email,
  purposes: readonly Purpose[],
): Promise<string | null> {
  if (ctx.publicUrl === null) return null;
  const parts = [ctx.shop.id, member, email.hash.slice(0, HASH_SIGNS), purposes.join(",")];
  const token = await signToken(ctx.env, "confirm", parts, ctx.now + CONFIRM_MS);
  return `${ctx.publicUrl}/confirm/${token}`;
}

/** Whether a link was mailed to the address with this hash. */
export const isMailedTo = (mailedTo: string, hash: string): boolean =>
  hash.slice(0, HASH_SIGNS) === mailedTo;

/** What a link that we signed is about. */
export interface Followed {
  /** Of the link's shop; whoever holds the link acts, without a key. */
  readonly ctx: Context;
  readonly member: string;
  readonly parts: readonly string[];
  readonly hasEnded: boolean;
}

/**
 * Follows a link into its shop; null when it is none of ours. One round trip.
 *
 * @param ctx of a visitor, who stands in no shop yet
 */
export async function follow(
  ctx: Context,
  purpose: TokenPurpose,
  token: string,
): Promise<Followed | null> {
  // Also a link that has ended tells whose page to show.
  const parts = await readToken(ctx.env, purpose, token, 0);
  const [shop, member, ...rest] = (parts ?? []).map(String);
  const row = shop ? await findShop(ctx.env, shop) : null;
  if (!row || !member) return null;
  const inShop = contextForVisitor(ctx, row, null);
  const hasEnded = (await readToken(ctx.env, purpose, token, inShop.now)) === null;
  return { ctx: inShop, member, parts: rest, hasEnded };
}

export const purposesIn = (list: string): Purpose[] =>
  PURPOSES.filter((purpose) => list.split(",").includes(purpose));
