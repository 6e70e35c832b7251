import type { Context, Locale } from "../core/context";
import { DomainError } from "../core/errors";
import { readToken, signToken } from "../core/tokens";
import { addDuration, toIso } from "../lib/time";
import { readMember } from "../members";

const VALID_FOR = "P90D";

/**
 * A link to a member's card, signed and for ninety days; null where nobody knows where we answer.
 *
 * @param member `mem_…`
 */
export async function cardLink(ctx: Context, member: string, locale: Locale) {
  if (ctx.publicUrl === null) return null;
  const expiresAt = addDuration(ctx.now, VALID_FOR, ctx.shop.timeZone);
  const token = await signToken(ctx.env, "card", [ctx.shop.id, member, locale], expiresAt);
  return { url: `${ctx.publicUrl}/card/${token}`, expiresAt: toIso(expiresAt) };
}

/** The card's address, for messages; in the shop's language, as their buttons are. */
export const cardUrl = async (ctx: Context, member: string): Promise<string | null> =>
  (await cardLink(ctx, member, ctx.locale))?.url ?? null;

/** @throws {DomainError} not_found, member_erased */
export async function makeCardLink(ctx: Context, ref: string) {
  const member = await readMember(ctx, ref);
  if (member.erasedAt !== null) throw new DomainError("member_erased");
  const link = await cardLink(ctx, member.id, member.locale ?? ctx.shop.locale);
  if (!link) throw new DomainError("not_found", "Set PUBLIC_URL, so that links lead here.");
  return link;
}

interface CardNamed {
  readonly shop: string;
  readonly member: string;
  readonly locale: Locale | null;
}

/** What a link to a card says, also where it has ended; null when it is none of ours. */
export async function cardIn(ctx: Context, token: string): Promise<CardNamed | null> {
  const [shop, member, locale] = (await readToken(ctx.env, "card", token, 0)) ?? [];
  if (typeof shop !== "string" || typeof member !== "string") return null;
  return { shop, member, locale: locale === "de" || locale === "en" ? locale : null };
}

/** Whether the link still counts, by the shop's clock. */
export const isCurrent = async (ctx: Context, token: string): Promise<boolean> =>
  (await readToken(ctx.env, "card", token, ctx.now)) !== null;
