import { MAX_AMOUNT, spread, sum } from "../lib/numbers";
import { addDuration, NEVER } from "../lib/time";
import { type Limit, type PeriodKey, periodsAt, startOfNext } from "../members";
import type { Draft } from "./amounts";
import type { Obstacle } from "./conditions";
import type { Rule } from "./document";
import type { Moment } from "./moment";
import type { Grant, Occasion, Passed } from "./types";

/** What of a rule bounds how much it gives. */
export type Bounds = Pick<Rule, "limits" | "cooldown" | "budget">;

/** The most that may be given, and what bounds it. */
interface Allowance {
  readonly most: number;
  readonly why: Obstacle;
}

const UNBOUNDED: Allowance = { most: MAX_AMOUNT, why: { why: "limit" } };

/** What is left of a rule after its cooldown, limits and budget; and why it is less. */
export function bounded(
  id: string,
  bounds: Bounds,
  draft: Draft,
  moment: Moment,
): { readonly draft: Draft | null; readonly passed: Passed | null } {
  const wanted = wantedOf(draft);
  let least = cooledDown(id, bounds, moment) ?? UNBOUNDED;
  for (const allowance of allowancesOf(id, bounds, moment, wanted)) {
    if (allowance.most < least.most) least = allowance;
  }
  if (wanted <= least.most) return { draft, passed: null };
  const passed = { rule: id, ...least.why, missing: wanted - Math.max(0, least.most) };
  if (least.most <= 0) return { draft: null, passed };
  return { draft: { ...draft, grants: cutTo(draft.grants, least.most) }, passed };
}

/** A voucher counts as one, and so does a surprise. */
const wantedOf = ({ grants, voucher, isOne }: Draft): number =>
  voucher || isOne ? 1 : sum(grants.map(({ amount }) => amount));

/** Grants cut to a sum, each in proportion. */
export function cutTo(grants: readonly Grant[], most: number): Grant[] {
  const shares = spread(
    most,
    grants.map(({ amount }) => amount),
  );
  return grants
    .map((grant, i) => ({ ...grant, amount: shares[i] ?? 0 }))
    .filter(({ amount }) => amount > 0);
}

function cooledDown(id: string, { cooldown }: Bounds, moment: Moment): Allowance | null {
  if (cooldown === undefined) return null;
  const { at, timeZone } = moment.occasion;
  const { lastAt } = moment.room.counts(id, "all");
  if (lastAt === null) return null;
  const until = addDuration(lastAt, cooldown, timeZone);
  return until > at ? { most: 0, why: { why: "cooldown", until } } : null;
}

function* allowancesOf(
  id: string,
  { limits, budget }: Bounds,
  moment: Moment,
  wanted: number,
): Generator<Allowance> {
  if (limits.length === 0 && !budget) return;
  const { occasion, room } = moment;
  const periods = periodsAt(occasion.at, occasion.timeZone);
  for (const limit of limits) {
    if (limit.per === "order") {
      // An order may be looked at several times, by its handovers.
      const given = room.counts(id, "order").amount;
      yield { most: (limit.amount ?? MAX_AMOUNT) - given, why: { why: "limit" } };
      continue;
    }
    const count = room.counts(id, periods[limit.per]);
    const left = leftOf(limit, count);
    if (left < wanted) {
      yield { most: left, why: { why: "limit", ...untilOf(limit.per, occasion) } };
    }
  }
  if (budget) {
    const period = budget.per === "total" ? "lifetime" : budget.per;
    const left = budget.amount - (room.budgets.get(`${periods[period]} ${id}`) ?? 0);
    if (left < wanted) {
      yield { most: left, why: { why: "budget", ...untilOf(period, occasion) } };
    }
  }
}

const leftOf = (
  { amount, times }: Limit,
  count: { readonly amount: number; readonly times: number },
): number => {
  if (times !== undefined && count.times >= times) return 0;
  return amount === undefined ? MAX_AMOUNT : amount - count.amount;
};

/** When a period is over, unless it never is. */
function untilOf(per: Exclude<Limit["per"], "order">, { at, timeZone }: Occasion) {
  const until = startOfNext(per, at, timeZone);
  return until >= NEVER ? {} : { until };
}

/** Under which period a budget is counted at an instant. */
export function budgetPeriod(
  per: NonNullable<Rule["budget"]>["per"],
  at: number,
  timeZone: string,
): PeriodKey {
  return periodsAt(at, timeZone)[per === "total" ? "lifetime" : per];
}

/** Cuts what is given to what wallets still hold, in the order of the rules. */
export function walletFilled(
  caps: Readonly<Record<string, number>>,
  moment: Moment,
): (rule: string, grants: readonly Grant[]) => { grants: readonly Grant[]; passed: Passed | null } {
  const room = new Map(
    Object.entries(caps).map(([unit, cap]) => [unit, Math.max(0, cap - moment.room.balance(unit))]),
  );
  return (rule, grants) => {
    if (!grants.some(({ unit }) => room.has(unit))) return { grants, passed: null };
    let missing = 0;
    const kept = [...new Set(grants.map(({ unit }) => unit))].flatMap((unit) => {
      const ofUnit = grants.filter((grant) => grant.unit === unit);
      const wanted = sum(ofUnit.map(({ amount }) => amount));
      const most = Math.min(wanted, room.get(unit) ?? wanted);
      if (room.has(unit)) room.set(unit, (room.get(unit) ?? 0) - most);
      missing += wanted - most;
      return most === wanted ? ofUnit : cutTo(ofUnit, most);
    });
    return { grants: kept, passed: missing > 0 ? { rule, why: "wallet_full", missing } : null };
  };
}
