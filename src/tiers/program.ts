import * as z from "zod";
import { duration, label, slug } from "../core/fields";
import type { ProgramSlice } from "../core/registry";
import { gift } from "../effects";
import { expiry } from "../ledger";
import { MAX_AMOUNT } from "../lib/numbers";
import { tierFaults } from "./faults";
import { headlines, sentences } from "./sentences";

const level = z.strictObject({
  key: slug.describe("Unlike that of any other level of the program."),
  name: label,
  from: z.number().int().min(1).max(MAX_AMOUNT).describe("Points, minor units or orders."),
  perks: z.array(slug).max(20).default([]).describe("Held while the level is."),
  entry: z.array(gift).max(5).default([]).describe("Given when the level is reached."),
  expiry: expiry.optional().describe("Of points earned while the level is held."),
});

const window = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("lifetime") }),
  z
    .strictObject({ type: z.literal("calendar_year") })
    .describe("A level reached in a year is held through the next one."),
  z
    .strictObject({ type: z.literal("membership_year") })
    .describe("As calendar_year, counted from the day of joining."),
  z.strictObject({ type: z.literal("rolling"), length: duration }),
]);

const tierSet = z.strictObject({
  key: slug,
  name: label,
  measure: z.enum(["points", "spend", "orders"]).describe("spend: goods kept, minor units."),
  unit: slug.default("points").describe("Of `points`: earned by orders and activities."),
  window: window.default({ type: "lifetime" }),
  levels: z.array(level).min(1).max(10).describe("Lowest first."),
  downgrade: z
    .enum(["deserved", "one_step", "never"])
    .default("deserved")
    .describe("What becomes of a level that is no longer deserved, once the grace is over."),
  grace: duration.default("P0D"),
});

export type TierSet = z.infer<typeof tierSet>;
export type TierLevel = z.infer<typeof level>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly tiers: readonly TierSet[];
  }
}

export const tiersProgram: ProgramSlice = {
  shape: {
    tiers: z.array(tierSet).max(5).default([]).describe("The first set is shown as the member's."),
  },
  sentences,
  headlines,
  faults: tierFaults,
};
