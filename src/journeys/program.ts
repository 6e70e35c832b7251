import * as z from "zod";
import { duration, label, line } from "../core/fields";
import type { ProgramParts, ProgramSlice } from "../core/registry";
import { MAX_AMOUNT } from "../lib/numbers";
import { DAY, durationMs } from "../lib/time";
import type { Lifecycle } from "../members";
import { customFaults, type MessageTemplate } from "../messages";
import { worth } from "../vouchers";
import { LEAST_NOTICES } from "./rules";
import { sentences } from "./sentences";
import { TEMPLATES } from "./templates";

const MAX_BODY = 4_000;

/** Liquid sources in place of a journey's own words. */
const text = z.strictObject({
  subject: line(200).min(1).optional(),
  body: z.string().min(1).max(MAX_BODY).optional(),
});

const texts = z
  .strictObject({ de: text.optional(), en: text.optional() })
  .describe("Liquid in place of the journey's own words; what is left out stays as it is.");

/** Of every hundred members so many are kept back, so that the effect can be told. */
const holdoutPercent = z.number().int().min(0).max(50).default(10);

const voucher = z.strictObject({
  name: label,
  worth,
  minimumTotal: z
    .number()
    .int()
    .min(1)
    .max(MAX_AMOUNT)
    .nullable()
    .default(null)
    .describe("Of the order's goods, minor units."),
  validFor: duration.default("P30D").describe("Counted from the message."),
});

const winBack = z.strictObject({
  isEnabled: z.boolean().default(false),
  factor: z
    .number()
    .min(1)
    .max(10)
    .default(1.5)
    .describe("A silence is told after so many of the member's own median intervals."),
  afterDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .default(null)
    .describe(
      "Days of silence for members with fewer than three orders; null: the factor × the " +
        "lifecycle's defaultIntervalDays.",
    ),
  voucher: voucher.nullable().default(null).describe("Personal; none is made for the held out."),
  holdoutPercent,
  text: texts.optional(),
});

const noticeBefore = z
  .string()
  .regex(/^P[1-9]\d?D$/, "Use whole days such as P30D, at most 99.")
  .describe("How long before the expiry.");

const pointsExpiring = z.strictObject({
  isEnabled: z.boolean().default(true),
  noticeBefore: z
    .array(noticeBefore)
    .min(LEAST_NOTICES, "Points never expire without two notices.")
    .max(5)
    .default(["P30D", "P7D"]),
  holdoutPercent: holdoutPercent.describe("They are told in the inbox only."),
  text: texts.optional(),
});

const pointsFree = z.strictObject({
  isEnabled: z.boolean().default(true),
  holdoutPercent: holdoutPercent.describe("They are told in the inbox only."),
  text: texts.optional(),
});

const journeys = z.strictObject({
  winBack: winBack.prefault({}),
  pointsExpiring: pointsExpiring.prefault({}),
  pointsFree: pointsFree.prefault({}),
});

export type Journeys = z.infer<typeof journeys>;
export type WinBackVoucher = z.infer<typeof voucher>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly journeys: Journeys;
  }
}

export const journeysProgram: ProgramSlice = {
  shape: { journeys: journeys.prefault({}) },
  sentences,
  faults: (parts) => [...noticeFaults(parts), ...voucherFaults(parts), ...textFaults(parts)],
};

/** The words that a program sets, by journey. */
const TEXTS_OF = {
  win_back: ({ journeys: j }: ProgramParts) => j.winBack.text,
  points_expiring: ({ journeys: j }: ProgramParts) => j.pointsExpiring.text,
  points_free: ({ journeys: j }: ProgramParts) => j.pointsFree.text,
} as const;

const FIELDS = {
  win_back: "winBack",
  points_expiring: "pointsExpiring",
  points_free: "pointsFree",
} as const;

/** The journeys' templates, each with the words that a program sets in place of its own. */
export const journeyTemplates: readonly MessageTemplate[] = TEMPLATES.map((template) => ({
  ...template,
  custom: TEXTS_OF[template.journey],
}));

type Fault = { path: (string | number)[]; message: string };

function noticeFaults({ journeys: { pointsExpiring: p } }: ProgramParts): Fault[] {
  return p.noticeBefore
    .map((before, i) => ({ before, i }))
    .filter(({ before, i }) => p.noticeBefore.indexOf(before) < i)
    .map(({ i }) => ({
      path: ["journeys", "pointsExpiring", "noticeBefore", i],
      message: "The notice is named twice.",
    }));
}

function voucherFaults({ journeys: { winBack: w } }: ProgramParts): Fault[] {
  if (w.voucher === null || durationMs(w.voucher.validFor, 0, "UTC") > 0) return [];
  const path = ["journeys", "winBack", "voucher", "validFor"];
  return [{ path, message: "A voucher must be valid for some time." }];
}

const textFaults = (parts: ProgramParts): Fault[] =>
  journeyTemplates.flatMap((template, i) => {
    const journey = TEMPLATES[i]?.journey ?? "win_back";
    return customFaults(parts, template, template.custom(parts) ?? {}).map((fault) => ({
      path: ["journeys", FIELDS[journey], "text", ...fault.path],
      message: fault.message,
    }));
  });

/** How long before an expiry each notice is due, ms, the longest first. */
export const noticesOf = ({ pointsExpiring }: Journeys): number[] =>
  pointsExpiring.noticeBefore.map((d) => durationMs(d, 0, "UTC")).sort((a, b) => b - a);

/** Days of silence until a member without a rhythm of their own is written to. */
export const daysWithoutRhythm = ({ winBack }: Journeys, lifecycle: Lifecycle): number =>
  winBack.afterDays ?? winBack.factor * lifecycle.defaultIntervalDays;

export const MAX_NOTICE_MS = 99 * DAY;
