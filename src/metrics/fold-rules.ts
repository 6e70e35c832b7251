import type { Fact } from "../core/facts";
import { addTo, type Numbers } from "./sums";

/*
 * A day's numbers are sums over its facts, by these keys: each fact adds to some, whatever came
 * before it. Where a fact of an earlier release lacks an amount, it adds nothing to that sum.
 */

type Rule = (fact: Fact, add: (key: string, by: number) => void, entry: readonly Fact[]) => void;

const number = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) ? value : 0;

/** Names that come from other slices' facts become part of a key: nothing but plain words may. */
const word = (value: unknown): string =>
  typeof value === "string" && /^[a-z0-9_:-]{1,60}$/i.test(value) ? value : "other";

const count =
  (key: string): Rule =>
  (_fact, add) =>
    add(key, 1);

const redeemed: Rule = (fact, add) => {
  add("captured", 1);
  add("cost", number(fact.costAmount));
};

/** An order that was paid before and changes its total; one that is paid now counts as paid. */
const amended: Rule = (fact, add, entry) => {
  const isPaidNow = entry.some((other) => other.type === "order_paid");
  const wasPaid = fact.wasPaid ?? !isPaidNow;
  if (wasPaid) add("gross", number(fact.total) - number(fact.totalBefore));
};

const RULES: Readonly<Record<string, Rule>> = {
  order_paid: (fact, add) => {
    add("paid", 1);
    add("gross", number(fact.total));
  },
  order_amended: amended,
  order_refunded: (fact, add) => add("refunded", number(fact.amount)),
  order_cancelled: (fact, add) => {
    add("cancelled", 1);
    add("undone", number(fact.undone));
  },
  member_enrolled: count("enrolled"),
  member_erased: count("erased"),
  reward_redeemed: redeemed,
  redemption_captured: redeemed,
  redemption_reversed: (fact, add) => {
    add("takenBack", 1);
    add("costBack", number(fact.costAmount));
  },
  voucher_issued: count("vouchersIssued"),
  voucher_redeemed: count("vouchersRedeemed"),
  referral_claimed: count("claimed"),
  referral_qualified: count("qualified"),
  referral_rewarded: count("rewarded"),
  referral_cancelled: count("referralsCancelled"),
  referral_expired: count("referralsExpired"),
  referral_refused: count("refused"),
  referral_reversed: count("referralsReversed"),
  message_sent: count("sent"),
  message_shown: count("shown"),
  message_held_out: count("heldOut"),
  message_not_sent: (fact, add) => add(`notSent:${word(fact.reason)}`, 1),
  consent_changed: (fact, add) => {
    if (fact.status === "granted" || fact.status === "withdrawn") add(fact.status, 1);
  },
  points_moved: (fact, add) => {
    const flows = typeof fact.moved === "object" && fact.moved !== null ? fact.moved : {};
    for (const [flow, amount] of Object.entries(flows)) {
      if (/^[a-z_]+>[a-z_]+$/.test(flow)) add(`${word(fact.unit)}|${flow}`, number(amount));
    }
    add(`${word(fact.unit)}|givers`, number(fact.givers));
  },
};

/** Adds what the facts of one commit count for to the numbers of their day. */
export function fold(numbers: Numbers, member: string | null, facts: readonly Fact[]): void {
  for (const fact of facts) {
    RULES[fact.type]?.(fact, (key, by) => addTo(numbers, key, by), facts);
    if (fact.type === "order_paid" && member === null) addTo(numbers, "guests", 1);
  }
}

/** Whether facts may have changed which orders of their member are kept, or who is a member. */
export const touchesLife = (facts: readonly Fact[]): boolean =>
  facts.some(({ type }) => type.startsWith("order_") || LIFE.has(type));

const LIFE = new Set(["member_enrolled", "member_erased", "member_merged", "member_unmerged"]);

/** Only the flows of units, and who gives: what balances at a day's end are made of. */
export const flowsIn = (numbers: Numbers): Numbers =>
  Object.fromEntries(Object.entries(numbers).filter(([key]) => key.includes("|")));
