import type { Context } from "../core/context";
import {
  type Effect,
  type Gift,
  type Given,
  type Giving,
  giveGift,
  takeUnitsBack,
  takeVoucherBack,
} from "../effects";
import { unitFor } from "../ledger";
import { DAY } from "../lib/time";
import type { OpenMember } from "../members";
import { causeText } from "../vouchers";
import type { StoredProgress } from "./codec";
import type { EntryGift } from "./gift-codec";
import type { MemberTiers } from "./member-tiers";
import type { TierLevel, TierSet } from "./program";

/**
 * How long what a level brought is taken back with what earned the level. Goods come back within
 * weeks; afterwards a gift is the member's, and need not be read whenever the member is.
 */
export const GIFTS_UNDONE_FOR = 100 * DAY;

const ruleOf = (set: TierSet, level: TierLevel): string => `tiers.${set.key}.${level.key}`;

const givingOf = (member: OpenMember, set: TierSet, level: TierLevel): Giving => ({
  cause: `tier:${set.key}:${level.key}`,
  voucherCause: causeText("tier", `${set.key}:${level.key}`),
  rule: ruleOf(set, level),
  program: member.program,
  happenedAt: member.book.now,
});

/** What reaching levels brings, each once as long as it is held. */
export function giveEntryGifts(
  ctx: Context,
  member: OpenMember,
  stored: StoredProgress,
  reached: readonly { readonly set: TierSet; readonly level: TierLevel }[],
): { stored: StoredProgress; effects: Effect[] } {
  const given = reached.flatMap(({ set, level }) =>
    numbered(level.entry)
      .filter(({ what, nth }) => {
        const isIt = (g: EntryGift) => whatOf(g) === what && g.nth === nth;
        return !stored.gifts.some((g) => g.set === set.key && g.level === level.key && isIt(g));
      })
      .map(({ gift, nth }) => {
        const { given, effect } = giveGift(ctx, member, gift, givingOf(member, set, level));
        const expiresAt = effect.type === "given" ? effect.expiresAt : 0;
        const of = { set: set.key, level: level.key, nth };
        return { effect, gift: entryGift(of, given, expiresAt) };
      }),
  );
  if (given.length === 0) return { stored, effects: [] };
  const gifts = [...stored.gifts, ...given.map(({ gift }) => gift)];
  const undoneUntil = member.book.now + GIFTS_UNDONE_FOR;
  return { stored: { ...stored, gifts, undoneUntil }, effects: given.map(({ effect }) => effect) };
}

/** What a gift is: a unit, or a voucher. */
const whatOf = (gift: EntryGift): string =>
  gift.type === "voucher" ? "voucher" : gift.type === "units" ? gift.unit : gift.what;

function promisedIn(gift: Gift): string {
  if (gift.type === "voucher") return "voucher";
  return gift.type === "points" ? gift.unit : unitFor("perk", gift.perk);
}

/** The gifts of a level, each by what it is and which of its kind. */
function numbered(entry: readonly Gift[]) {
  const whats = entry.map(promisedIn);
  return entry.map((gift, i) => {
    const what = promisedIn(gift);
    return { gift, what, nth: whats.slice(0, i).filter((earlier) => earlier === what).length };
  });
}

const entryGift = (
  of: Pick<EntryGift, "set" | "level" | "nth">,
  given: Given,
  expiresAt: number,
): EntryGift =>
  given.type === "voucher"
    ? { type: "voucher", ...of, code: given.code }
    : { ...given, ...of, expiresAt };

/**
 * Takes back what lost levels brought, as their orders never should have: vouchers that were not
 * used, units as far as they are there. What was used is remembered, and not given once more.
 */
export function takeEntryGifts(
  member: OpenMember,
  { stored, vouchers }: MemberTiers,
  lost: readonly { readonly set: TierSet; readonly level: TierLevel }[],
): { stored: StoredProgress; effects: Effect[] } {
  const effects: Effect[] = [];
  const gifts = stored.gifts.flatMap((gift): EntryGift[] => {
    const of = lost.find(({ set, level }) => set.key === gift.set && level.key === gift.level);
    if (!of) return [gift];
    const taken = takeGift(member, { stored, vouchers }, gift, ruleOf(of.set, of.level));
    if (taken) effects.push(taken.effect);
    const { set, level, nth } = gift;
    return taken?.isAll ? [] : [{ type: "kept", set, level, nth, what: whatOf(gift) }];
  });
  return { stored: { ...stored, gifts }, effects };
}

function takeGift(
  member: OpenMember,
  { stored, vouchers }: Pick<MemberTiers, "stored" | "vouchers">,
  gift: EntryGift,
  rule: string,
): { effect: Effect; isAll: boolean } | null {
  const { now, lots } = member.book;
  if (gift.type === "kept" || (stored.undoneUntil ?? 0) <= now) return null;
  if (gift.type === "voucher") {
    const row = vouchers.get(gift.code);
    const effect = row ? takeVoucherBack(member, row, rule) : null;
    return effect && { effect, isAll: true };
  }
  const there = lots.get(gift.lot);
  if (!there || there.remaining + there.expired === 0) return null;
  const { unit, amount, lot } = gift;
  const effect = takeUnitsBack(member, { type: "units", unit, amount, lot }, "waive", {
    reason: "reverse",
    cause: `tier:${gift.set}:${gift.level}`,
    rule,
    program: member.program.number,
    happenedAt: now,
  });
  return { effect, isAll: effect.waived === 0 };
}
