import * as z from "zod";
import { duration } from "../core/fields";
import { formatChoice, formatDayOfYear, formatDuration, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { isDayOfYear } from "../lib/dates";
import {
  addDays,
  addDuration,
  endOfPeriod,
  localDay,
  monthsAndDays,
  NEVER,
  startOfDay,
} from "../lib/time";
import { lapseCode } from "./lapse";

/* When points expire: the policies of a program, and what each comes to. */

const dayOfYear = z.string().refine(isDayOfYear, "Use a day of the year such as 03-31.");

const inactivity = duration.refine((text) => {
  const whole = monthsAndDays(text);
  return whole !== null && whole.months + whole.days > 0;
}, "Use whole days, months or years, such as P12M.");

export const expiry = z.discriminatedUnion("policy", [
  z.strictObject({ policy: z.literal("never") }),
  z.strictObject({
    policy: z.literal("rolling"),
    after: duration.describe("Counted from when the points were earned."),
  }),
  z.strictObject({
    policy: z.enum(["end_of_month", "end_of_quarter", "end_of_year"]),
    after: duration.describe("Points expire at the end of the period that this leads into."),
  }),
  z.strictObject({
    policy: z.literal("fixed_dates"),
    dates: z
      .array(dayOfYear)
      .min(1)
      .max(24)
      .refine((dates) => new Set(dates).size === dates.length, "A day is named twice.")
      .describe("Days of the year, the last on which points are valid; 02-29 is 28 February else."),
    after: duration.default("P0D").describe("Points expire on the first of them after this."),
  }),
  z.strictObject({
    policy: z.literal("inactivity"),
    after: inactivity.describe(
      "All points expire together when nothing was earned or spent for so long. Gifts of staff, " +
        "returns and holds that were not captured count as neither.",
    ),
  }),
]);

export type Expiry = z.infer<typeof expiry>;

/**
 * The instant at which points earned at `earnedAt` expire; NEVER for never. What expires after
 * inactivity has no date: what stands in its place is beyond any, see `lapse.ts`.
 */
export function expiresAt(policy: Expiry, earnedAt: number, timeZone: string): number {
  if (policy.policy === "never") return NEVER;
  if (policy.policy === "inactivity") return lapseCode(policy.after);
  const from = addDuration(earnedAt, policy.after, timeZone);
  switch (policy.policy) {
    case "rolling":
      return from;
    case "end_of_month":
      return endOfPeriod(from, "month", timeZone);
    case "end_of_quarter":
      return endOfPeriod(from, "quarter", timeZone);
    case "end_of_year":
      return endOfPeriod(from, "year", timeZone);
    case "fixed_dates":
      return endOfNextDay(policy.dates, from, timeZone);
  }
}

/** The end of the first of the days of a year that ends after `from`. */
function endOfNextDay(dates: readonly string[], from: number, timeZone: string): number {
  const today = localDay(from, timeZone);
  const year = Number(today.slice(0, 4));
  const days = [year, year + 1].flatMap((y) => dates.map((date) => dayIn(y, date)));
  const next = days.filter((day) => day >= today).sort()[0] ?? today;
  return startOfDay(addDays(next, 1), timeZone);
}

const dayIn = (year: number, date: string): string => {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${year}-${date === "02-29" && !isLeap ? "02-28" : date}`;
};

const EXPIRY: Record<Expiry["policy"], Text> = {
  never: { en: "{Points} never expire.", de: "{Points} verfallen nie." },
  rolling: {
    en: "{Points} expire {after} after you earned them.",
    de: {
      du: "{Points} verfallen {after}, nachdem du sie gesammelt hast.",
      sie: "{Points} verfallen {after}, nachdem Sie sie gesammelt haben.",
    },
  },
  end_of_month: {
    en: "{Points} are valid for {after} and then until the end of that month.",
    de: "{Points} gelten {after} und dann noch bis zum Ende des Monats.",
  },
  end_of_quarter: {
    en: "{Points} are valid for {after} and then until the end of that quarter.",
    de: "{Points} gelten {after} und dann noch bis zum Ende des Quartals.",
  },
  end_of_year: {
    en: "{Points} are valid for {after} and then until the end of that year.",
    de: "{Points} gelten {after} und dann noch bis zum Ende des Jahres.",
  },
  fixed_dates: {
    en: "{Points} are valid for {after} and then until the next {dates}.",
    de: "{Points} gelten {after} und dann noch bis zum nächsten {dates}.",
  },
  inactivity: {
    en: "{Points} expire only when you have not earned or spent any for {after}.",
    de: {
      du: "{Points} verfallen erst, wenn du {after} lang weder sammelst noch einlöst.",
      sie: "{Points} verfallen erst, wenn Sie {after} lang weder sammeln noch einlösen.",
    },
  },
};
const NEXT_DATE: Text = {
  en: "{Points} are valid until the next {dates}.",
  de: "{Points} gelten bis zum nächsten {dates}.",
};

/** @param names of the unit, within and at the head of a sentence. */
export function expirySentence(
  policy: Expiry,
  names: Readonly<Record<string, string>>,
  voice: Voice,
): string {
  const after = policy.policy === "never" ? "" : formatDuration(policy.after, voice.locale);
  if (policy.policy !== "fixed_dates") {
    return say(EXPIRY[policy.policy], voice, { ...names, after });
  }
  const days = [...policy.dates].sort().map((day) => formatDayOfYear(day, voice.locale));
  const isAtOnce = addDuration(0, policy.after, "UTC") === 0;
  const text = isAtOnce ? NEXT_DATE : EXPIRY.fixed_dates;
  return say(text, voice, { ...names, after, dates: formatChoice(days, voice.locale) });
}
