import type { Daily, LifecycleDay, RetentionPeriod } from "../metrics";

/** Days that can be looked at; a year is 52 whole weeks. */
export const SPANS = { 30: 30, 90: 90, 365: 364 } as const;
export type Span = keyof typeof SPANS;

export const spanOf = (text: string | null): Span =>
  text === "30" ? 30 : text === "365" ? 365 : 90;

/** A number of the period with the one of the period before. */
export interface Figure {
  readonly value: number;
  /** null where the period before has no numbers. */
  readonly before: number | null;
}

/** A step of the plots: a day, or a week of a year. */
export interface Step {
  readonly firstDay: string;
  readonly days: readonly Daily[];
}

const WEEK = 7;
/** More days than these are shown by week. */
const MOST_DAYS = 90;

export function stepsOf(days: readonly Daily[]): Step[] {
  const size = days.length > MOST_DAYS ? WEEK : 1;
  const steps: Step[] = [];
  for (let i = 0; i < days.length; i += size) {
    const taken = days.slice(i, i + size);
    const [first] = taken;
    if (first) steps.push({ firstDay: first.day, days: taken });
  }
  return steps;
}

export type Measure = (day: Daily) => number;

const total = (days: readonly Daily[], measure: Measure): number =>
  days.reduce((sum, day) => sum + measure(day), 0);

export const valuesOf = (steps: readonly Step[], measure: Measure): number[] =>
  steps.map(({ days }) => total(days, measure));

/** A balance at the end of each step. */
export const endsOf = (steps: readonly Step[], measure: Measure): number[] =>
  steps.map(({ days }) => {
    const last = days.at(-1);
    return last ? measure(last) : 0;
  });

/** What the page draws: the days of the period, and those of the one before. */
export interface Numbers {
  readonly span: Span;
  readonly days: readonly Daily[];
  readonly daysBefore: readonly Daily[];
  /** The end of the period, and of the one before. */
  readonly members: LifecycleDay | null;
  readonly membersBefore: LifecycleDay | null;
  readonly retention: readonly RetentionPeriod[];
}

const isKnown = (days: readonly Daily[]): boolean => days.some((day) => day.orders.paid > 0);

export const figureOf = ({ days, daysBefore }: Numbers, measure: Measure): Figure => ({
  value: total(days, measure),
  before: isKnown(daysBefore) ? total(daysBefore, measure) : null,
});

export function endFigureOf({ days, daysBefore }: Numbers, measure: Measure): Figure {
  const [last, before] = [days.at(-1), daysBefore.at(-1)];
  return {
    value: last ? measure(last) : 0,
    before: before && isKnown(daysBefore) ? measure(before) : null,
  };
}

/** By how much a number grew, in whole percent; null where nothing can be said. */
export const growthOf = ({ value, before }: Figure): number | null =>
  before === null || before === 0 ? null : Math.round(((value - before) / before) * 100);
