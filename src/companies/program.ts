import * as z from "zod";
import { duration } from "../core/fields";
import type { ProgramParts, ProgramSlice } from "../core/registry";
import { MAX_AMOUNT } from "../lib/numbers";
import type { VolumeTerms } from "./rules";
import { sentences } from "./sentences";

const level = z.strictObject({
  from: z.number().int().min(1).max(MAX_AMOUNT).describe("Goods of the year, minor units."),
  percent: z.number().min(0.01).max(100).multipleOf(0.01),
});

const volumeBonus = z.strictObject({
  levels: z.array(level).min(1).max(10),
  settlesAfter: duration
    .default("P30D")
    .describe("After the year, so that returns are over by then."),
  isMarginal: z
    .boolean()
    .default(false)
    .describe("true: a level's percent is only of what lies between it and the next."),
});

declare module "../core/registry" {
  interface ProgramParts {
    readonly companies: { readonly volumeBonus: VolumeTerms | null };
  }
}

export const companiesProgram: ProgramSlice = {
  shape: {
    companies: z
      .strictObject({
        volumeBonus: volumeBonus
          .nullable()
          .default(null)
          .describe("Store credit for what a company bought in a calendar year and kept."),
      })
      .prefault({}),
  },
  sentences,
  faults: ({ companies: { volumeBonus } }: ProgramParts) =>
    (volumeBonus?.levels ?? []).flatMap(({ from }, i, levels) =>
      from <= (levels[i - 1]?.from ?? 0)
        ? [
            {
              path: ["companies", "volumeBonus", "levels", i, "from"],
              message: "Levels ascend: each begins above the one before.",
            },
          ]
        : [],
    ),
};
