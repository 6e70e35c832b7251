import * as z from "zod";
import { label } from "../core/fields";
import type { ProgramParts, ProgramSlice } from "../core/registry";

const lifecycle = z.strictObject({
  defaultIntervalDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe("Days between orders assumed while a member has fewer than three."),
  slippingAfter: z.number().min(1).max(10).default(1.5).describe("In own intervals."),
  lapsedAfter: z.number().min(1).max(10).default(2).describe("In own intervals."),
  lostAfter: z.number().min(1).max(20).default(3).describe("In own intervals."),
  lostAfterAtLeastDays: z.number().int().min(1).max(3650).default(60),
});

const attribute = z.strictObject({
  key: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/),
  type: z.enum(["text", "number", "boolean", "date", "choice"]),
  label,
  choices: z.array(z.string().min(1).max(80)).min(1).max(100).optional(),
});

export type Lifecycle = z.infer<typeof lifecycle>;
export type AttributeType = z.infer<typeof attribute>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly enrolment: "automatic" | "explicit";
    readonly lifecycle: Lifecycle;
    readonly attributes: readonly AttributeType[];
  }
}

export const membersProgram: ProgramSlice = {
  shape: {
    enrolment: z
      .enum(["automatic", "explicit"])
      .default("automatic")
      .describe("automatic: an order of somebody unknown makes them a member."),
    lifecycle: lifecycle.prefault({}),
    attributes: z.array(attribute).max(50).default([]),
  },
  sentences: () => [],
  faults: (parts: ProgramParts) => {
    const faults = [];
    for (const [i, a] of parts.attributes.entries()) {
      if (a.type === "choice" && !a.choices) {
        faults.push({ path: ["attributes", i, "choices"], message: "A choice needs choices." });
      }
      if (parts.attributes.findIndex((b) => b.key === a.key) < i) {
        faults.push({ path: ["attributes", i, "key"], message: "The key is used twice." });
      }
    }
    return faults;
  },
};
