import * as z from "zod";
import { duration, line, slug } from "../core/fields";
import type { ProgramParts, ProgramSlice } from "../core/registry";
import { MAX_AMOUNT } from "../lib/numbers";
import { durationMs } from "../lib/time";
import { worth } from "../vouchers";
import { referralSentences } from "./terms";

const money = z.number().int().min(0).max(MAX_AMOUNT);

/** Short, as both terms stand in one sentence. */
const name = z.strictObject({ de: line(30).min(1), en: line(30).min(1) });

const voucher = z.strictObject({
  name,
  worth,
  minimumTotal: money.nullable().default(null).describe("Of the goods, minor units."),
  validFor: duration.default("P30D"),
});

const friend = z.strictObject({
  voucher: voucher.describe("For the friend's first order, given on claiming."),
});

const advocate = z.union([
  z.strictObject({
    points: z.number().int().min(1).max(1_000_000),
    unit: slug.default("points"),
  }),
  z.strictObject({ voucher }),
]);

/** Most of an advocate's friends that a claim counts, however many came. */
export const MAX_COUNTED = 1_000;

const referral = z.strictObject({
  isEnabled: z.boolean().default(false),
  friend: friend.nullable().default(null),
  advocate: advocate
    .nullable()
    .default(null)
    .describe("Given once the friend's order can no longer be returned."),
  attributionWindow: duration.default("P30D").describe("From click to claim."),
  qualifyWithin: duration.default("P90D").describe("From claim to the friend's order."),
  minimumTotal: money.default(0).describe("Of the friend's order, minor units."),
  reviewAbove: z
    .number()
    .int()
    .min(0)
    .max(MAX_COUNTED)
    .default(5)
    .describe("Claims of one advocate within a day, beyond which a person decides."),
  limitPerYear: z
    .number()
    .int()
    .min(1)
    .max(MAX_COUNTED)
    .nullable()
    .default(null)
    .describe("Friends that one advocate can be rewarded for within twelve months."),
});

export type ReferralTerms = z.infer<typeof referral>;
export type ReferralVoucher = z.infer<typeof voucher>;
export type AdvocateReward = z.infer<typeof advocate>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly referral: ReferralTerms;
  }
}

export const referralProgram: ProgramSlice = {
  shape: { referral: referral.prefault({}) },
  sentences: referralSentences,
  faults,
};

type Fault = { path: (string | number)[]; message: string };

function faults(parts: ProgramParts): Fault[] {
  const { referral: terms, units } = parts;
  const found: Fault[] = [];
  for (const field of ["attributionWindow", "qualifyWithin"] as const) {
    if (durationMs(terms[field], 0, "UTC") > 0) continue;
    found.push({ path: ["referral", field], message: "It must be some time." });
  }
  for (const side of ["friend", "advocate"] as const) {
    const given = terms[side];
    if (!given || !("voucher" in given)) continue;
    if (durationMs(given.voucher.validFor, 0, "UTC") > 0) continue;
    const path = ["referral", side, "voucher", "validFor"];
    found.push({ path, message: "A voucher must be valid for some time." });
  }
  const reward = terms.advocate;
  if (reward && "points" in reward && !units.some((u) => u.key === reward.unit)) {
    found.push({
      path: ["referral", "advocate", "unit"],
      message: "The program has no such unit.",
    });
  }
  return found;
}
