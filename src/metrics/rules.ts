import { ACTIVITIES, STAGES, type State } from "./lifecycle-rules";
import type { Numbers } from "./sums";

/** Members by where they stand at the end of a day. */
export type Counts = Readonly<Record<State, number>>;

/** A unit's movements on a day, and its balances at the day's end, over all members. */
export interface UnitDay {
  /** Earned, and given by staff. */
  readonly issued: number;
  readonly activated: number;
  readonly redeemed: number;
  /** Came back from redemptions that were undone. */
  readonly returned: number;
  readonly expired: number;
  /** Taken back: refunds, cancellations, and what staff took. */
  readonly reversed: number;
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  /** Members' debts. */
  readonly owed: number;
  /** available + pending + held: what the shop has promised. */
  readonly outstanding: number;
}

const STATES: readonly State[] = [...STAGES, ...ACTIVITIES];

/** Who stands where, from sums of everything that ever led there and away. */
export const countsOf = (customers: Numbers): Counts =>
  Object.fromEntries(
    STATES.map((state) => [
      state,
      (customers[`in_${state}`] ?? 0) - (customers[`out_${state}`] ?? 0),
    ]),
  ) as Record<State, number>;

/** Who came to stand where on a day. */
export const entriesOf = (customers: Numbers): Counts =>
  Object.fromEntries(STATES.map((state) => [state, customers[`in_${state}`] ?? 0])) as Record<
    State,
    number
  >;

export const unitsIn = (numbers: Numbers): string[] => [
  ...new Set(Object.keys(numbers).flatMap((key) => (key.includes("|") ? key.split("|", 1) : []))),
];

const HOUSE_TAKES = ["reversed", "adjusted"];
const MEMBER = ["available", "pending", "held", "owed"];

interface Flow {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

function flowsOf(numbers: Numbers, unit: string): Flow[] {
  return Object.entries(numbers).flatMap(([key, amount]) => {
    const [of, flow = ""] = key.split("|");
    const [from = "", to = ""] = flow.split(">");
    return of === unit && to !== "" ? [{ from, to, amount }] : [];
  });
}

/**
 * A unit's day.
 *
 * @param day sums of the day
 * @param ever sums of everything up to the day's end
 */
export function unitDayOf(unit: string, day: Numbers, ever: Numbers): UnitDay {
  const flows = flowsOf(day, unit);
  const isMember = (account: string) => MEMBER.includes(account);
  const sum = (fits: (flow: Flow) => boolean) =>
    flows.filter(fits).reduce((total, { amount }) => total + amount, 0);
  const balances = balancesOf(flowsOf(ever, unit));
  // Pending points of a merge were issued to the other one.
  const isIssue = ({ from, to }: Flow) => to === "pending" && !isMember(from) && from !== "merged";
  // What one member passed on to another was issued and became available before.
  const passed = sum((f) => f.from === "transferred" && f.to === "pending");
  return {
    issued: sum((f) => f.to === "pending" && isIssue(f)) - passed,
    activated: sum((f) => f.from === "pending" && f.to === "available") - passed,
    redeemed: sum((f) => f.to === "redeemed"),
    returned: sum((f) => f.from === "redeemed"),
    expired: sum((f) => f.to === "expired"),
    reversed: sum((f) => isMember(f.from) && HOUSE_TAKES.includes(f.to)),
    ...balances,
    outstanding: balances.available + balances.pending + balances.held,
  };
}

function balancesOf(flows: readonly Flow[]) {
  const balance = (account: string) =>
    flows.reduce(
      (sum, f) => sum + (f.to === account ? f.amount : 0) - (f.from === account ? f.amount : 0),
      0,
    );
  return {
    available: balance("available"),
    pending: balance("pending"),
    held: balance("held"),
    // What is owed counts the other way round: a debt is points that came from there.
    owed: 0 - balance("owed"),
  };
}

/** A share in percent, rounded to one decimal, halves up; null of nothing. */
export const percentOf = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((part * 1000) / whole) / 10 : null;

/** What is missing to 100 %, so that both together are exactly that. */
export const restOf = (percent: number | null): number | null =>
  percent === null ? null : (1000 - Math.round(percent * 10)) / 10;

export interface Retention {
  /** Bought in the period before. */
  readonly start: number;
  /** Of these, bought in this period too. */
  readonly kept: number;
  /** Bought for the first time ever in this period. */
  readonly new: number;
  /** Bought in this period, before, and not in the period just before. */
  readonly returned: number;
  /** kept + new + returned: bought in this period. */
  readonly end: number;
  /** kept ÷ start × 100; null while nobody bought in the period before. */
  readonly retention: number | null;
  /** 100 − retention. */
  readonly churn: number | null;
  /** (end − new) ÷ start × 100: counts those who returned as if they had stayed. */
  readonly retentionByCount: number | null;
}

/** A period's retention, from the sums of the period and of the one before. */
export function retentionOf(period: Numbers, before: Numbers): Retention {
  const start = before.buyers ?? 0;
  const { buyers: end = 0, kept = 0, first = 0 } = period;
  const retention = percentOf(kept, start);
  return {
    start,
    kept,
    new: first,
    returned: end - kept - first,
    end,
    retention,
    churn: restOf(retention),
    retentionByCount: percentOf(end - first, start),
  };
}

/** Members with two or more kept orders ÷ members with one or more, in percent. By orders, not days. */
export const repeatRateOf = (counts: Counts): number | null => {
  const repeat = counts.repeat_buyer + counts.regular;
  return percentOf(repeat, repeat + counts.first_time_buyer);
};
