import * as z from "zod";
import { line, slug } from "../core/fields";
import type { LocalTime } from "../lib/time";

/* What programs ask of who somebody is and of when it is: the same of rules and of rewards. */

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const hours = z.strictObject({
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Use a time such as 15:00."),
  until: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "Use a time such as 17:00."),
});

const attributeValue = z.union([line(500), z.number(), z.boolean()]);

/** Fields that ask who somebody is; everything that is named must hold. */
export const WHO_SHAPE = {
  birthday: z.enum(["day", "week", "month"]).optional(),
  tiers: z.array(slug).min(1).optional().describe("Levels, one of which the member holds."),
  attributes: z
    .record(z.string().max(40), z.union([attributeValue, z.array(attributeValue).min(1).max(50)]))
    .optional(),
};

/** Fields that ask when it is; everything that is named must hold. */
export const WHEN_SHAPE = {
  weekdays: z.array(z.enum(WEEKDAYS)).min(1).optional(),
  hours: z.array(hours).min(1).max(10).optional().describe("In the shop's time zone."),
};

const who = z.strictObject(WHO_SHAPE);
const when = z.strictObject(WHEN_SHAPE);

export type WhoAsked = z.infer<typeof who>;
export type WhenAsked = z.infer<typeof when>;

/** Who somebody is, as far as programs ask. */
export interface Visitor {
  /** Levels of tiers that are held. */
  readonly levels: readonly string[];
  /** YYYY-MM-DD */
  readonly birthday: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

export function weekdayTest(
  weekdays: NonNullable<WhenAsked["weekdays"]>,
): (local: LocalTime) => boolean {
  const set = new Set<string>(weekdays);
  return ({ weekday }) => set.has(WEEKDAYS[weekday - 1] ?? "");
}

const HOURS_A_DAY = 24;
const MINUTES_AN_HOUR = 60;

/** Minutes of the day of a time such as `15:30`; `24:00` is the end of the day. */
export function minutesOf(time: string): number {
  const [hour = HOURS_A_DAY, minute = 0] = time.split(":").map(Number);
  return hour * MINUTES_AN_HOUR + minute;
}

export function hoursTest(asked: NonNullable<WhenAsked["hours"]>): (local: LocalTime) => boolean {
  const spans = asked.map(({ from, until }) => [minutesOf(from), minutesOf(until)] as const);
  return ({ hour, minute }) => {
    const now = hour * MINUTES_AN_HOUR + minute;
    return spans.some(([from, until]) => from <= now && now < until);
  };
}

const DAYS_OF_A_WEEK = 7;
const DAY_MS = 86_400_000;

/** Of `1990-05-17` as of `05-17`. */
const monthAndDay = (birthday: string): readonly [number, number] => [
  Number(birthday.slice(-5, -3)),
  Number(birthday.slice(-2)),
];

/** A birthday as it is kept in a year, as days since epoch: 29 February on the 28th in others. */
function keptOn(birthday: string, year: number): number {
  const [month, day] = monthAndDay(birthday);
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return Date.UTC(year, month - 1, month === 2 && day === 29 && !isLeap ? 28 : day) / DAY_MS;
}

export function hasBirthday(
  span: NonNullable<WhoAsked["birthday"]>,
  birthday: string | null,
  { year, month, day }: LocalTime,
): boolean {
  if (birthday === null) return false;
  if (span === "month") return monthAndDay(birthday)[0] === month;
  const today = Date.UTC(year, month - 1, day) / DAY_MS;
  const days = span === "day" ? 1 : DAYS_OF_A_WEEK;
  // The week of a birthday late in December runs on into the next year.
  return [year, year - 1].some((y) => {
    const since = today - keptOn(birthday, y);
    return since >= 0 && since < days;
  });
}

export function tiersTest(tiers: readonly string[]): (visitor: Visitor) => boolean {
  const set = new Set(tiers);
  return ({ levels }) => levels.some((level) => set.has(level));
}

export function attributesTest(
  attributes: NonNullable<WhoAsked["attributes"]>,
): (visitor: Visitor) => boolean {
  const asked = Object.entries(attributes).map(
    ([key, values]) => [key, new Set(Array.isArray(values) ? values : [values])] as const,
  );
  return (visitor) =>
    asked.every(([key, values]) => {
      const value = Object.hasOwn(visitor.attributes, key) ? visitor.attributes[key] : undefined;
      return value !== undefined && values.has(value);
    });
}
