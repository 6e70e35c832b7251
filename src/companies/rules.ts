import { mulDiv } from "../lib/numbers";
import { addDuration, startOfDay } from "../lib/time";

/** From how much of a year's goods which part of them is a bonus. */
export interface VolumeLevel {
  /** Minor units. */
  readonly from: number;
  /** To two places. */
  readonly percent: number;
}

export interface VolumeTerms {
  /** By `from`, ascending. */
  readonly levels: readonly VolumeLevel[];
  /** How long after the year it is settled; ISO 8601. */
  readonly settlesAfter: string;
  /** Whether a level's percent is only of what lies between it and the next. */
  readonly isMarginal: boolean;
}

/** Hundredths of a percent are whole. */
const WHOLE = 10_000;

const partOf = (amount: number, percent: number): number =>
  mulDiv(amount, Math.round(percent * 100), WHOLE);

/** The bonus on a year's goods; each product is rounded down to whole minor units. */
export function bonusOn({ levels, isMarginal }: VolumeTerms, goods: number): number {
  if (!isMarginal) {
    const level = levelAt(levels, goods);
    return level === null ? 0 : partOf(goods, level.percent);
  }
  const parts = levels.map(({ from, percent }, i) => {
    const until = Math.min(goods, levels[i + 1]?.from ?? Infinity);
    return partOf(Math.max(0, until - from), percent);
  });
  return parts.reduce((a, b) => a + b, 0);
}

/** The level that so much has reached; null below the first. */
export const levelAt = (levels: readonly VolumeLevel[], goods: number): VolumeLevel | null =>
  levels.findLast(({ from }) => from <= goods) ?? null;

/** The level above, and what is missing; null on the last. */
export function nextLevel(levels: readonly VolumeLevel[], goods: number) {
  const next = levels.find(({ from }) => from > goods);
  return next ? { from: next.from, percent: next.percent, missing: next.from - goods } : null;
}

/** A calendar year of the shop, as instants: from, and the first after it. */
export const yearOf = (year: number, timeZone: string) => ({
  from: startOfDay(`${year}-01-01`, timeZone),
  until: startOfDay(`${year + 1}-01-01`, timeZone),
});

/** When the bonus of a year is settled. */
export const settlesAt = ({ settlesAfter }: VolumeTerms, year: number, timeZone: string): number =>
  addDuration(yearOf(year, timeZone).until, settlesAfter, timeZone);
