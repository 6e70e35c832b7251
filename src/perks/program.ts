import * as z from "zod";
import { duration, label, slug } from "../core/fields";
import type { ProgramSlice } from "../core/registry";
import { repeatedKeys } from "../effects";
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
    ...perks.flatMap((perk, i) => limitFaults(perk, ["perks", i, "limits"])),
  ],
};

function limitFaults({ limits }: Perk, path: (string | number)[]) {
  const wrong = (limit: Perk["limits"][number], i: number): string | null => {
    if (limit.per === "order") return "A perk is used by itself: say day, week, month or year.";
    if (limit.amount !== undefined || limit.times === undefined) return "Say only how many times.";
    const isRepeated = limits.findIndex((other) => other.per === limit.per) < i;
    return isRepeated ? "The period is limited twice." : null;
  };
  return limits.flatMap((limit, i) => {
    const message = wrong(limit, i);
    return message === null ? [] : [{ path: [...path, i], message }];
  });
}
