import type { ProgramParts } from "../core/registry";
import type { Effect, VoucherTerms } from "../effects";
import { isMoney, unitParts } from "../ledger";
import { type Step, vouchersBy } from "../plans";
import type { Trade } from "../program";

/* What rewards, points and vouchers come to in money, minor units. Pure. */

/** What something is worth to whoever gets it, and what it costs the shop; null: unknown. */
export interface Worth {
  readonly worth: number | null;
  readonly cost: number | null;
}

type Reward = ProgramParts["rewards"][number];
type Assumed = Pick<Trade, "orderValue" | "productValue">;

/** Of a reward, of one step of a slider. */
export function worthOfReward(reward: Reward, trade: Assumed): Worth {
  const cost = reward.costAmount > 0 ? reward.costAmount : null;
  const worth = moneyOf(reward, trade) ?? cost;
  return { worth, cost: cost ?? worth };
}

function moneyOf(reward: Reward | VoucherTerms["worth"], trade: Assumed): number | null {
  if (reward.kind === "percent") return (trade.orderValue * reward.percent) / 100;
  if ("amount" in reward && typeof reward.amount === "number") return reward.amount;
  const isProduct = reward.kind === "free_product" && trade.productValue > 0;
  // What a product costs the shop, where told, is the least that it is worth.
  const isCostTold = "costAmount" in reward && reward.costAmount > 0;
  return isProduct && !isCostTold ? trade.productValue : null;
}

/** What one of a unit of points comes to, by the cheapest reward whose worth is known. */
export function worthOfUnit(parts: ProgramParts, unit: string, trade: Assumed): Worth {
  const [cheapest] = parts.rewards
    .map((reward) => ({ price: reward.cost[unit] ?? 0, ...worthOfReward(reward, trade) }))
    .filter(({ price, worth }) => price > 0 && worth !== null)
    .sort((a, b) => a.price - b.price);
  if (!cheapest) return { worth: null, cost: null };
  const { price, worth, cost } = cheapest;
  return { worth: (worth ?? 0) / price, cost: (cost ?? 0) / price };
}

/** Everything that the steps gave and did not take back, in money; null where some is unknown. */
export function worthOfSteps(parts: ProgramParts, steps: readonly Step[], trade: Assumed): Worth {
  const units = new Map<string, Worth>();
  const ofUnit = (unit: string): Worth => {
    const known = units.get(unit) ?? worthOfUnit(parts, unit, trade);
    units.set(unit, known);
    return known;
  };
  const total: { worth: number | null; cost: number | null } = { worth: 0, cost: 0 };
  for (const effect of steps.flatMap(({ effects }) => effects)) {
    const one = worthOfEffect(parts, effect, ofUnit, trade);
    if (!one) continue;
    total.worth = added(total.worth, one.worth);
    total.cost = added(total.cost, one.cost);
  }
  return total;
}

const added = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

/** null: nothing that has a worth of its own, as a stamp has none before its card is full. */
function worthOfEffect(
  parts: ProgramParts,
  effect: Effect,
  ofUnit: (unit: string) => Worth,
  trade: Assumed,
): Worth | null {
  if (effect.type === "voucher_issued" || effect.type === "voucher_voided") {
    const money = vouchersBy(parts, effect.rule).map(({ worth }) => moneyOf(worth, trade));
    const worth = signed(money[0] ?? null, effect.type === "voucher_issued");
    return { worth, cost: worth };
  }
  if (effect.type !== "given" && effect.type !== "taken") return null;
  const { unit, amount } = effect;
  const isGiven = effect.type === "given";
  if (isMoney(unit)) return { worth: signed(amount, isGiven), cost: signed(amount, isGiven) };
  if (unitParts(unit).kind !== "points") return null;
  const { worth, cost } = ofUnit(unit);
  const times = (each: number | null) => signed(each === null ? null : each * amount, isGiven);
  return { worth: times(worth), cost: times(cost) };
}

const signed = (money: number | null, isGiven: boolean): number | null =>
  money === null ? null : isGiven ? money : -money;
