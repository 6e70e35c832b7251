import * as z from "zod";
import { DAY, durationMs, isDuration } from "../lib/time";

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it refuses.
const PRINTABLE = /^[^\u0000-\u001f\u007f\ud800-\udfff]*$/u;

/** One line of text as people type it: no control characters, no broken surrogates. */
export const line = (max: number) =>
  z.string().max(max).regex(PRINTABLE, "Control characters are not allowed.");

/** A text in both languages of the members. */
export const label = z.strictObject({ de: line(120).min(1), en: line(120).min(1) });

/** An ISO 8601 duration such as `P30D`. */
export const duration = z.string().refine(isDuration, "Use an ISO 8601 duration such as P30D.");

const lengthOf = (text: string): number => durationMs(text, 0, "UTC");

/** How long a hold lasts; longer ones would keep things from everybody for a forgotten cart. */
export const holdDuration = duration.refine(
  (text) => isDuration(text) && lengthOf(text) > 0 && lengthOf(text) <= DAY,
  "Use more than nothing and at most P1D.",
);

/** An id inside the program: reward, unit, rule. */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "Use a–z, 0–9, - and _, at most 40.");
