import * as z from "zod";
import type { ProgramParts, ProgramSlice } from "../core/registry";
import { limits } from "../members";
import { sentences } from "./sentences";

/** All of them are settled in one commit when a household closes. */
export const MOST_MEMBERS = 8;

const households = z.strictObject({
  isAllowed: z.boolean().default(false),
  maximumMembers: z.number().int().min(2).max(MOST_MEMBERS).default(6),
  contributes: z
    .enum(["by_hand", "all"])
    .default("by_hand")
    .describe("all: what a member earns goes into the pool once it is theirs to spend."),
  limits: limits
    .default([])
    .describe("Most that one member takes from the pool, of each unit, unless set otherwise."),
  onLeaving: z
    .enum(["own_share", "nothing", "equal"])
    .default("own_share")
    .describe("own_share: what the member put in less what they took, as far as it is there."),
});

export type HouseholdTerms = z.infer<typeof households>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly households: HouseholdTerms;
  }
}

export const householdsProgram: ProgramSlice = {
  shape: { households: households.prefault({}).describe("Pools of members who live together.") },
  sentences,
  faults: ({ households: { limits } }: ProgramParts) =>
    limits.flatMap(({ per }, i) =>
      per === "order"
        ? [{ path: ["households", "limits", i, "per"], message: "Nothing is ordered from a pool." }]
        : [],
    ),
};
