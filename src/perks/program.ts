import * as z from "zod";
import { duration, label, slug } from "../core/fields";
import type { ProgramSlice } from "../core/registry";
import { repeatedKeys, timesFaults } from "../effects";
import { limits } from "../members";
import { sentences } from "./sentences";

const perk = z.strictObject({
  key: slug,
  name: label,
  limits: limits.default([]).describe("How often it may be used, e.g. once a day."),
  total: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .default(null)
    .describe("Uses that each grant brings; null: as often as the limits allow, while it lasts."),
  lasts: duration.nullable().default(null).describe("How long a grant lasts; null: for ever."),
});

export type Perk = z.infer<typeof perk>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly perks: readonly Perk[];
  }
}

export const perksProgram: ProgramSlice = {
  shape: { perks: z.array(perk).max(50).default([]) },
  sentences,
  faults: ({ perks }) => [
    ...repeatedKeys(perks, ["perks"]),
    ...perks.flatMap((perk, i) => timesFaults(perk.limits, ["perks", i, "limits"])),
  ],
};
