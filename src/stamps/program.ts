import * as z from "zod";
import { label, slug } from "../core/fields";
import type { ProgramSlice } from "../core/registry";
import { gift, giftFaults, repeatedKeys } from "../effects";
import { expiry } from "../ledger";
import { headlines, sentences } from "./sentences";

const card = z.strictObject({
  key: slug,
  name: label,
  size: z.number().int().min(2).max(1_000).describe("Stamps that fill the card."),
  reward: gift.describe("Given for each full card; stamps beyond it begin the next one."),
  expiry: expiry.optional().describe("Of the stamps; without it that of points."),
});

export type StampCard = z.infer<typeof card>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly stamps: readonly StampCard[];
  }
}

export const stampsProgram: ProgramSlice = {
  shape: {
    stamps: z.array(card).max(20).default([]).describe("Rules of `earning` give the stamps."),
  },
  sentences,
  headlines,
  faults: (parts) => [
    ...repeatedKeys(parts.stamps, ["stamps"]),
    ...parts.stamps.flatMap((c, i) => giftFaults(parts, c.reward, ["stamps", i, "reward"])),
  ],
};
