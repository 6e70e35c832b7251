import type { ProgramParts } from "../core/registry";
import type { Gift, VoucherTerms } from "../effects";
import { mulDiv, sum } from "../lib/numbers";
import { moneyIn } from "../vouchers";
import type { Step } from "./recorded";

/* What the steps of a replay gave, by rule and unit. Pure. */

/** In place of a unit: vouchers, by their number. */
export const VOUCHER = "voucher";

export interface Given {
  readonly rule: string;
  readonly unit: string;
  readonly amount: number;
  /** Of vouchers: the money in them. */
  readonly worth: number;
}

/** What the steps from an instant on gave; what was taken again is less than 0. */
export const givenIn = (steps: readonly Step[], from: number): Given[] =>
  steps.filter(({ at }) => at >= from).flatMap(givenBy);

function givenBy({ program, effects }: Step): Given[] {
  const nth = new Map<string, number>();
  return effects.flatMap((effect) => {
    if (!("rule" in effect)) return [];
    const { rule } = effect;
    if (!("code" in effect)) {
      const amount = effect.type === "given" ? effect.amount : -effect.amount;
      return [{ rule, unit: effect.unit, amount, worth: 0 }];
    }
    const place = nth.get(rule) ?? 0;
    nth.set(rule, place + 1);
    const sign = effect.type === "voucher_issued" ? 1 : -1;
    return [
      { rule, unit: VOUCHER, amount: sign, worth: sign * worthOf(program.parts, rule, place) },
    ];
  });
}

/** @param nth which of those that the rule gave in one step */
function worthOf(parts: ProgramParts, rule: string, nth: number): number {
  const give = ruleOf(parts, rule)?.give;
  if (give?.type === "surprise") return meanWorth(give.gifts);
  const terms = vouchersBy(parts, rule);
  const one = terms[nth] ?? terms[0];
  return one ? moneyIn(one.worth) : 0;
}

/** Which voucher was drawn is not told with it: on average it is this. */
function meanWorth(gifts: readonly { readonly gift: Gift; readonly weight: number }[]): number {
  const vouchers = gifts.flatMap(({ gift, weight }) =>
    gift.type === "voucher" ? [{ weight, worth: moneyIn(gift.voucher.worth) }] : [],
  );
  const all = sum(vouchers.map(({ weight }) => weight));
  const worth = sum(vouchers.map((one) => one.weight * one.worth));
  return mulDiv(worth, 1, Math.max(1, all), "nearest");
}

const ruleOf = ({ earning }: ProgramParts, rule: string) =>
  earning.rules.find(({ id }) => id === rule);

/** The vouchers that a rule, a full card or a level promises, in the order in which it gives them. */
export function vouchersBy(parts: ProgramParts, rule: string): VoucherTerms[] {
  const [kind, key, level] = rule.split(".");
  const own = ruleOf(parts, rule)?.give;
  if (own?.type === "voucher") return [own.voucher];
  const gifts = [
    ...(own?.type === "surprise" ? own.gifts : []).map(({ gift }) => gift),
    ...(kind === "stamps" ? parts.stamps : [])
      .filter((card) => card.key === key)
      .map((card) => card.reward),
    ...(kind === "tiers" ? parts.tiers : [])
      .filter((set) => set.key === key)
      .flatMap(({ levels }) => levels.filter((l) => l.key === level))
      .flatMap(({ entry }) => entry),
  ];
  return gifts.flatMap((gift) => (gift.type === "voucher" ? [gift.voucher] : []));
}
