import * as z from "zod";
import { slug } from "../core/fields";
import type { ProgramParts, ProgramSlice } from "../core/registry";
import { MAX_AMOUNT } from "../lib/numbers";
import { limits } from "../members";
import { sentences } from "./sentences";

const size = z.number().int().min(1).max(MAX_AMOUNT);

const gifts = z.strictObject({
  isAllowed: z.boolean().default(false),
  units: z.array(slug).min(1).max(10).nullable().default(null).describe("null: every unit."),
  minimum: size.default(1).describe("Of one gift."),
  maximum: size.nullable().default(null).describe("Of one gift."),
  limits: limits.default([]).describe("Most that one member gives away, of each unit by itself."),
  expiry: z
    .enum(["keep", "fresh"])
    .default("keep")
    .describe("keep: as they would have expired; fresh: as if they were earned that moment."),
});

export type GiftTerms = z.infer<typeof gifts>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly gifts: GiftTerms;
  }
}

export const giftsProgram: ProgramSlice = {
  shape: {
    gifts: gifts.prefault({}).describe("What members may give each other of their balance."),
  },
  sentences,
  faults,
};

function faults({ gifts: { units, minimum, maximum, limits }, units: known }: ProgramParts) {
  const path = (...rest: (string | number)[]) => ["gifts", ...rest];
  const unknown = (units ?? []).flatMap((unit, i) =>
    known.some(({ key }) => key === unit)
      ? []
      : [{ path: path("units", i), message: "The program has no such unit." }],
  );
  const perOrder = limits.flatMap(({ per }, i) =>
    per === "order"
      ? [{ path: path("limits", i, "per"), message: "A gift has no order: say a maximum." }]
      : [],
  );
  const isNone = maximum !== null && maximum < minimum;
  return [
    ...unknown,
    ...perOrder,
    ...(isNone ? [{ path: path("maximum"), message: "The maximum is below the minimum." }] : []),
  ];
}
