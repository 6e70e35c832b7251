import * as z from "zod";
import { label, slug } from "../core/fields";
import type { ProgramSlice } from "../core/registry";
import { sentences } from "./sentences";

const cause = z.strictObject({ key: slug, name: label });

export type Cause = z.infer<typeof cause>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly causes: readonly Cause[];
  }
}

/** What parts of purchases are given to. Rules of `earning` say how much. */
export const causesProgram: ProgramSlice = {
  shape: { causes: z.array(cause).max(50).default([]) },
  sentences,
  faults: ({ causes }) =>
    causes.flatMap((c, i) =>
      causes.findIndex((other) => other.key === c.key) < i
        ? [{ path: ["causes", i, "key"], message: "The key is used twice." }]
        : [],
    ),
};
