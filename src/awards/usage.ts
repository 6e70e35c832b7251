import type { ProgramParts } from "../core/registry";
import {
  budgetOf,
  budgetPeriod,
  cooldownOf,
  type Evaluated,
  isSurprise,
  limitsOf,
  type Room,
} from "../earning";
import type { Book } from "../ledger";
import { sum } from "../lib/numbers";
import { type Counting, type Drawing, periodsAt, type Usage } from "../members";
import { type AwardLedger, emptyLedger, netOf } from "./ledger";

/** What stands of a rule in an order or activity: how much, and whether at all. */
export interface Used {
  readonly amount: number;
  readonly times: number;
}

const UNUSED: Used = { amount: 0, times: 0 };

/** By rule; a voucher counts as 1. */
export function usedOf({ entries, vouchers }: AwardLedger): ReadonlyMap<string, Used> {
  const rules = new Set([...entries.map((e) => e.rule), ...vouchers.map(([rule]) => rule)]);
  return new Map(
    [...rules].map((rule) => {
      const units = sum(entries.filter((e) => e.rule === rule).map(netOf));
      const amount = units + vouchers.filter(([r]) => r === rule).length;
      return [rule, { amount, times: amount > 0 ? 1 : 0 }];
    }),
  );
}

/** Names the order or activity itself among the periods of limits. */
const WITHIN = "order";

/**
 * What is left for an order or activity.
 *
 * @param replaced what it gave before that is looked at anew, as if it had used nothing
 * @param beside what it gave before that stays
 */
export function roomFor(
  { counts, budgets }: Usage,
  book: Book,
  replaced: AwardLedger,
  beside: AwardLedger = emptyLedger(),
): Room {
  const used = usedOf(replaced);
  const ownOf = (rule: string) => used.get(rule) ?? UNUSED;
  const stays = usedOf(beside);
  return {
    counts: (rule, period) => {
      if (period === WITHIN) return { ...(stays.get(rule) ?? UNUSED), lastAt: null };
      const { amount, times, lastAt } = counts(rule, period);
      // Times are orders: one that is among them already is not counted again.
      const own = ownOf(rule).times + (stays.get(rule) ?? UNUSED).times;
      return {
        amount: Math.max(0, amount - ownOf(rule).amount),
        times: Math.max(0, times - own),
        lastAt: own > 0 ? null : lastAt,
      };
    },
    budgets: new Map(
      [...budgets].map(([key, spent]) => {
        return [key, Math.max(0, spent - ownOf(ruleIn(key)).amount)];
      }),
    ),
    balance: (unit) => {
      const wallet = book.wallets.get(unit);
      const standing = sum(replaced.entries.filter((e) => e.unit === unit).map(netOf));
      const { available = 0, pending = 0, held = 0 } = wallet ?? {};
      return Math.max(0, available + pending + held - standing);
    },
  };
}

/** What is left of amounts after the same order was given something that is not counted yet. */
export function roomAfter(room: Room, { grants, vouchers }: Evaluated): Room {
  const amountOf = (rule: string) =>
    sum(grants.filter((g) => g.rule === rule).map((g) => g.amount)) +
    vouchers.filter((v) => v.rule === rule).length;
  return {
    counts: (rule, period) => {
      const before = room.counts(rule, period);
      return { ...before, amount: before.amount + amountOf(rule) };
    },
    budgets: new Map([...room.budgets].map(([key, spent]) => [key, spent + amountOf(ruleIn(key))])),
    balance: (unit) =>
      room.balance(unit) + sum(grants.filter((g) => g.unit === unit).map((g) => g.amount)),
  };
}

/** Of a budget's `<period> <rule>`. */
const ruleIn = (key: string): string => key.slice(key.indexOf(" ") + 1);

export interface Difference {
  readonly parts: ProgramParts;
  readonly timeZone: string;
  /** When it was earned: what is given back goes back to the periods it was taken from. */
  readonly at: number;
  readonly before: ReadonlyMap<string, Used>;
  readonly after: ReadonlyMap<string, Used>;
}

/** How counts of members and budgets of the shop follow what an order or activity gives. */
export function countingOf(of: Difference): { counting: Counting[]; drawings: Drawing[] } {
  const rules = [...new Set([...of.before.keys(), ...of.after.keys()])];
  const changes = rules
    .map((rule) => {
      const [was, is] = [of.before.get(rule) ?? UNUSED, of.after.get(rule) ?? UNUSED];
      return { rule, amount: is.amount - was.amount, times: is.times - was.times };
    })
    .filter(({ amount, times }) => amount !== 0 || times !== 0);
  return {
    counting: changes.flatMap((change) => countingOfRule(of, change)),
    drawings: changes.flatMap((change) => drawingOf(of, change)),
  };
}

type Change = Used & { readonly rule: string };

function countingOfRule({ parts, at, timeZone }: Difference, change: Change): Counting[] {
  const { rule, times } = change;
  const periods = periodsAt(at, timeZone);
  const cooldown = cooldownOf(parts, rule) === null ? [] : [periods.lifetime];
  const keys = limitsOf(parts, rule).flatMap(({ per }) => (per === "order" ? [] : [periods[per]]));
  return [...new Set([...keys, ...cooldown])].map((period) => ({
    ...change,
    period,
    lastAt: times > 0 && cooldown.includes(period) ? at : null,
    // A cooldown is over once what began it was taken back whole.
    ...(times < 0 && cooldown.includes(period) ? { undoneAt: at } : {}),
  }));
}

function drawingOf({ parts, at, timeZone }: Difference, change: Change): Drawing[] {
  const { rule } = change;
  const budget = budgetOf(parts, rule);
  if (!budget) return [];
  const period = budgetPeriod(budget.per, at, timeZone);
  const amount = isSurprise(parts, rule) ? change.times : change.amount;
  return [{ rule, period, amount, budget: budget.amount }];
}
