import {
  type Activity,
  type Lifecycle,
  REMEMBERED_ORDERS,
  type Stage,
  standingOf,
  turningPoints,
} from "../members";
import { dayOf, later, monthOf, quarterOf } from "./calendar";

export const STAGES = ["prospect", "first_time_buyer", "repeat_buyer", "regular"] as const;
export const ACTIVITIES = ["active", "slipping", "lapsed", "lost", "won_back"] as const;
export type State = (typeof STAGES)[number] | (typeof ACTIVITIES)[number];

/** What a day can tell of a member, and what only a month or a quarter can. */
export type DayKind = "new" | "returning" | `in_${State}` | `out_${State}`;
export type PeriodKind = "buyers" | "kept" | "first";

/** One thing that a member adds to the sums of a day, a month or a quarter. */
export interface Change {
  /** `2026-03-14`, `2026-03` or `2026-Q1`. */
  readonly period: string;
  readonly kind: DayKind | PeriodKind;
}

/** Thresholds from an instant on, until the next era begins. The first holds for all before, too. */
export interface Era {
  readonly from: number;
  readonly lifecycle: Lifecycle;
}

/** All that a member's changes follow from. Instants in ms since epoch. */
export interface Life {
  /** Placed at, of every kept order, ascending. */
  readonly orders: readonly number[];
  readonly createdAt: number;
  readonly erasedAt: number | null;
}

/**
 * Everything that a member ever adds to the sums, those of the future included: what silence will
 * bring unless an order comes first. Stage and activity are those of `standingOf` at every instant,
 * so that the sums of all members and the members as the API shows them agree.
 */
export const lifecycleOf = (life: Life, eras: readonly Era[], timeZone: string): Change[] => [
  ...visitsOf(life.orders, timeZone),
  ...transitionsOf(life, eras, timeZone),
];

/** Customer-days, and in which months and quarters somebody bought. */
function visitsOf(orders: readonly number[], timeZone: string): Change[] {
  const days = [...new Set(orders.map((at) => dayOf(at, timeZone)))];
  const visits = days.map((day, i): Change => ({ period: day, kind: i ? "returning" : "new" }));
  return [...visits, ...periodsOf(days.map(monthOf)), ...periodsOf(days.map(quarterOf))];
}

function periodsOf(all: readonly string[]): Change[] {
  const periods = new Set(all);
  return [...periods].flatMap((period, i) => {
    const changes: Change[] = [{ period, kind: "buyers" }];
    if (i === 0) changes.push({ period, kind: "first" });
    if (periods.has(later(period, -1))) changes.push({ period, kind: "kept" });
    return changes;
  });
}

interface Standing {
  readonly stage: Stage | null;
  readonly activity: Activity;
}

/** Where somebody stands who is no member yet, or no more. */
const NOWHERE: Standing = { stage: null, activity: "none" };

/** Stage and activity, wherever they change: at an order, at new thresholds, or by silence. */
function transitionsOf(life: Life, eras: readonly Era[], timeZone: string): Change[] {
  const changes: Change[] = [];
  const begin = Math.min(life.createdAt, life.orders[0] ?? life.createdAt);
  const end = life.erasedAt ?? Number.POSITIVE_INFINITY;
  const turns = breaksOf(life, eras, begin, end);
  let standing: Standing = NOWHERE;
  const become = (next: Standing, at: number): void => {
    changes.push(...between(standing, next, dayOf(at, timeZone)));
    standing = next;
  };
  let placed = 0;
  for (const [i, at] of turns.entries()) {
    while (placed < life.orders.length && (life.orders[placed] ?? 0) <= at) placed += 1;
    const dates = life.orders.slice(Math.max(0, placed - REMEMBERED_ORDERS), placed);
    const { lifecycle } = eraAt(eras, at);
    become(standingOf(placed, dates, lifecycle, at), at);
    const until = turns[i + 1] ?? end;
    const silences = turningPoints(dates, lifecycle).filter((t) => t > at && t < until);
    for (const t of silences.sort((a, b) => a - b)) {
      become(standingOf(placed, dates, lifecycle, t), t);
    }
  }
  if (life.erasedAt !== null) become(NOWHERE, life.erasedAt);
  return changes;
}

/** Instants at which something other than silence may change where a member stands, ascending. */
function breaksOf(life: Life, eras: readonly Era[], begin: number, end: number): number[] {
  const all = [begin, ...life.orders, ...eras.map((era) => era.from)];
  return [...new Set(all.filter((at) => at >= begin && at < end))].sort((a, b) => a - b);
}

function eraAt(eras: readonly Era[], at: number): Era {
  const found = eras.findLast((era) => era.from <= at) ?? eras[0];
  if (!found) throw new Error("there are no thresholds");
  return found;
}

function between(before: Standing, after: Standing, period: string): Change[] {
  const changes: Change[] = [];
  if (before.stage !== after.stage) {
    if (before.stage) changes.push({ period, kind: `out_${before.stage}` });
    if (after.stage) changes.push({ period, kind: `in_${after.stage}` });
  }
  if (before.activity !== after.activity) {
    if (before.activity !== "none") changes.push({ period, kind: `out_${before.activity}` });
    if (after.activity !== "none") changes.push({ period, kind: `in_${after.activity}` });
  }
  return changes;
}
