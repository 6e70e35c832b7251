import * as z from "zod";
import { isDate } from "../lib/dates";
import { daysBetween } from "./calendar";
import { ACTIVITIES, STAGES } from "./lifecycle-rules";

const day = z
  .string()
  .refine(isDate, "Use a day such as 2026-03-14.")
  .refine((text) => text >= "1980-01-01" && text <= "2099-12-31", "Use a day from 1980 to 2099.");

/** Days that one call tells of: a year and what a comparison with the year before needs. */
const MAX_DAYS = 400;
/** Of months and quarters: ten years. */
const MAX_DAYS_OF_PERIODS = 3_660;

const ranged = <T extends z.ZodRawShape>(maxDays: number, more: T) =>
  z
    .strictObject({
      from: day.describe("First local day of the shop, e.g. `2026-03-01`."),
      to: day.describe(`Last local day, at most ${maxDays} days after the first.`),
      ...more,
    })
    .superRefine((query, ctx) => {
      const { from, to } = query as { from: string; to: string };
      if (!isDate(from) || !isDate(to)) return;
      const length = daysBetween(from, to) + 1;
      const message =
        length < 1 ? "It lies before ?from." : length > maxDays ? `At most ${maxDays} days.` : null;
      if (message) ctx.addIssue({ code: "custom", path: ["to"], message });
    });

const format = z.enum(["json", "csv"]).default("json").describe("`csv`: a table, RFC 4180.");

export const daysQuery = ranged(MAX_DAYS, { format });
export const periodsQuery = ranged(MAX_DAYS_OF_PERIODS, {
  format,
  period: z.enum(["month", "quarter"]).default("month"),
});

const count = z.number().int();
const money = (text: string) => count.describe(`${text} Minor units.`);
const percent = z.number().nullable();

const unit = z
  .object({
    issued: count.describe("Earned, and given by staff."),
    activated: count.describe("Pending points that became available."),
    redeemed: count.describe("Spent on rewards, when captured."),
    returned: count.describe("Came back from redemptions that were undone."),
    expired: count,
    reversed: count.describe("Taken back after refunds, cancellations, or by staff."),
    available: count.describe("At the day's end, over all members."),
    pending: count.describe("At the day's end."),
    held: count.describe("At the day's end."),
    owed: count.describe("Members' debts at the day's end."),
    outstanding: count.describe("available + pending + held."),
  })
  .meta({ id: "MetricsUnit" });

export const daily = z
  .object({
    day: z.string().describe("Local day of the shop."),
    isComplete: z
      .boolean()
      .describe("false: not computed yet, or something was added since; the night corrects it."),
    orders: z.object({
      paid: count.describe("Orders paid that day, guests' too; history by when it was placed."),
      byGuests: count.describe("Of these, orders of nobody known."),
      cancelled: count.describe("Orders cancelled that day, whenever they were placed."),
    }),
    revenue: z.object({
      gross: money("Totals of orders paid that day, and amendments of paid orders made that day."),
      refunded: money("Given back that day, whenever the order was placed."),
      cancelled: money("Of paid orders cancelled that day, less what was refunded before."),
      net: money("gross − refunded − cancelled."),
    }),
    customers: z.object({
      active: count.describe("Members with a kept order placed that day: each counts once."),
      new: count.describe("Of these, on the day of their first kept order ever."),
      returning: count.describe("Of these, on a later day: customer-days after the first."),
      slipping: count.describe("Members who became slipping that day."),
      lapsed: count.describe("Members who became lapsed that day."),
      lost: count.describe("Members who became lost that day."),
      wonBack: count.describe("Lapsed or lost members who bought again that day."),
    }),
    members: z.object({ enrolled: count, erased: count }),
    units: z.record(z.string(), unit).describe("Points, and every other unit of the program."),
    redemptions: z.object({
      captured: count,
      reversed: count,
      cost: money("Of the captured less the reversed, as each reward says what it costs the shop."),
    }),
    vouchers: z.object({ issued: count, redeemed: count }),
    referrals: z.object({
      clicks: count,
      claimed: count.describe(
        "Claims that were accepted, or held for review; approved ones again.",
      ),
      qualified: count,
      rewarded: count,
      cancelled: count,
      expired: count.describe("The friend did not order in time."),
      refused: count.describe("At once, or by staff."),
      reversed: count,
    }),
    messages: z.object({
      sent: count,
      shown: count.describe("In the member's inbox only."),
      heldOut: count.describe("Kept back to measure what messages bring."),
      notSent: z.record(z.string(), count).describe("By the reason."),
    }),
    consents: z.object({ granted: count, withdrawn: count }),
  })
  .meta({ id: "DailyMetrics" });

const counts = z
  .object(Object.fromEntries([...STAGES, ...ACTIVITIES].map((state) => [state, count])))
  .meta({ id: "LifecycleCounts" });

export const lifecycleDay = z
  .object({
    day: z.string(),
    isComplete: z.boolean(),
    members: counts.describe(
      "At the day's end. The four stages add up to all members; activity is of those who bought.",
    ),
    entered: counts.describe("Members who came to stand there that day."),
    repeatPurchaseRate: percent.describe(
      "Members with 2 or more kept orders ÷ members with 1 or more × 100, at the day's end.",
    ),
  })
  .meta({ id: "LifecycleDay" });

export const retentionPeriod = z
  .object({
    period: z.string().describe("`2026-03` or `2026-Q1`."),
    isComplete: z.boolean().describe("false: not over, or not computed."),
    start: count.describe("Members who bought in the period before."),
    kept: count.describe("Of these, who bought in this period too."),
    new: count.describe("Whose first kept order ever was in this period."),
    returned: count.describe("Who bought in this period and earlier, but not in the one before."),
    end: count.describe("kept + new + returned: all who bought in this period."),
    retention: percent.describe("kept ÷ start × 100, one decimal; null when start is 0."),
    churn: percent.describe("100 − retention, exactly."),
    retentionByCount: percent.describe(
      "(end − new) ÷ start × 100: counts those who returned as if they had stayed.",
    ),
    repeatPurchaseRate: percent.describe(
      "Members with 2 or more kept orders ÷ members with 1 or more × 100, at the period's end.",
    ),
  })
  .meta({ id: "RetentionPeriod" });
