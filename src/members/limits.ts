import * as z from "zod";
import { MAX_AMOUNT } from "../lib/numbers";
import { addDays, endOfPeriod, localDay, mondayOf, NEVER, startOfDay } from "../lib/time";

const PERIODS = ["order", "day", "week", "month", "year", "lifetime"] as const;

const limit = z
  .strictObject({
    per: z.enum(PERIODS).describe("order: each order or activity. Weeks begin on Monday."),
    amount: z.number().int().min(1).max(MAX_AMOUNT).optional(),
    times: z.number().int().min(1).max(1_000_000).optional(),
  })
  .refine((l) => l.amount !== undefined || l.times !== undefined, {
    message: "Say an amount or how many times.",
  });

/** Most that one member gets or uses of something. */
export const limits = z.array(limit).max(6);

export type Limit = z.infer<typeof limit>;
export type LimitPeriod = (typeof PERIODS)[number];

/** Under which a member's use is counted: `2026-03-01`, `w2026-02-23`, `2026-03`, `2026`, `all`. */
export type PeriodKey = string;

/** Everything that a limit may count by at an instant, in the shop's time zone. */
export function periodsAt(
  at: number,
  timeZone: string,
): Record<Exclude<LimitPeriod, "order">, PeriodKey> {
  const day = localDay(at, timeZone);
  return {
    day,
    week: `w${mondayOf(day)}`,
    month: day.slice(0, 7),
    year: day.slice(0, 4),
    lifetime: "all",
  };
}

/** The first instant after a period, in the shop's time zone; NEVER of a lifetime. */
export function startOfNext(
  per: Exclude<LimitPeriod, "order">,
  at: number,
  timeZone: string,
): number {
  const day = localDay(at, timeZone);
  switch (per) {
    case "day":
      return startOfDay(addDays(day, 1), timeZone);
    case "week":
      return startOfDay(addDays(mondayOf(day), 7), timeZone);
    case "month":
    case "year":
      return endOfPeriod(at, per, timeZone);
    case "lifetime":
      return NEVER;
  }
}
