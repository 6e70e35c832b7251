import type * as z from "zod";
import type { Address, Locale } from "./context";

/**
 * The parts of a program document, by the name of the field. Each slice that owns one adds it by
 * declaration merging, so that the ground knows the whole document's type without importing a
 * feature.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the slices.
export interface ProgramParts {}

/** One rule said in a sentence, in the member's language. */
export interface Sentence {
  /** Names the rule, e.g. `earning.base` or `rewards.mug`. */
  readonly ruleId: string;
  readonly text: string;
}

/**
 * What a slice would say if the whole program had to be said in one sentence: a main clause as it
 * stands within one, such as "you get 1 point for every €1 you spend", true whenever it is read.
 */
export interface Headline {
  /** Where it stands among the others. */
  readonly about: "earning" | "spending" | "status";
  readonly text: string;
  /** What is left out first where there is no room: the lightest. */
  readonly weight: number;
}

export interface Voice {
  readonly locale: Locale;
  readonly address: Address;
  readonly currency: string;
  /** Of the shop, in which its dates and hours are said. */
  readonly timeZone: string;
}

/** What a slice contributes to the program document. */
export interface ProgramSlice {
  /** Fields of the document with their defaults; `{}` must be a valid document. */
  readonly shape: Record<string, z.ZodType>;
  readonly sentences: (parts: ProgramParts, voice: Voice) => Sentence[];
  readonly headlines?: (parts: ProgramParts, voice: Voice) => Headline[];
  /** What the schema cannot say: ids used twice, ends before starts. Path and message. */
  readonly faults?: (parts: ProgramParts) => { path: (string | number)[]; message: string }[];
}

/**
 * What is handed down so that the ground never imports a feature; `src/registry.ts` fills it.
 * Slices add what they collect from others by declaration merging.
 */
export interface Registry {
  readonly programSchema: z.ZodType<ProgramParts>;
  readonly slices: readonly ProgramSlice[];
}
