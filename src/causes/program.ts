import * as z from "zod";
import { label, slug } from "../core/fields";
import type { ProgramParts, ProgramSlice } from "../core/registry";
import { MAX_AMOUNT } from "../lib/numbers";
import { CHOSEN_CAUSE } from "../members";
import { sentences } from "./sentences";

const whole = z.number().int().min(1).max(MAX_AMOUNT);
const rate = z.strictObject({
  per: whole.describe("So many points, and multiples of it"),
  gives: whole.describe("so much money, minor units."),
});

const cause = z.strictObject({
  key: slug,
  name: label,
  accepts: z
    .record(slug, rate)
    .default({})
    .describe('Points that members may give, e.g. {"points": {"per": 100, "gives": 100}}.'),
});

export type Cause = z.infer<typeof cause>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly causes: readonly Cause[];
  }
}

/** What parts of purchases, points and money are given to. Rules of `earning` say how much. */
export const causesProgram: ProgramSlice = {
  shape: { causes: z.array(cause).max(50).default([]) },
  sentences,
  faults: (parts) => parts.causes.flatMap((_, i) => faultsOf(parts, i)),
};

function faultsOf({ causes, units }: ProgramParts, i: number) {
  const { key = "", accepts = {} } = causes[i] ?? {};
  const isUsed = causes.findIndex((other) => other.key === key) < i;
  const isReserved = key === CHOSEN_CAUSE;
  const unknown = Object.keys(accepts).filter((unit) => !units.some((u) => u.key === unit));
  const at = (...path: string[]) => ["causes", i, ...path];
  return [
    ...(isUsed ? [{ path: at("key"), message: "The key is used twice." }] : []),
    ...(isReserved ? [{ path: at("key"), message: "It stands for what members choose." }] : []),
    ...unknown.map((unit) => ({
      path: at("accepts", unit),
      message: "The program has no such unit.",
    })),
  ];
}
