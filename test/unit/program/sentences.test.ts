import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_SUMMARY, programSentence } from "../../../src/program/words";
import { programs } from "./arbitrary";
import { SLICES, saidOf, VOICES } from "./documents";

test("whatever a program says, its summary has at most 160 characters, and every sentence is one", () => {
  fc.assert(
    fc.property(programs, (parts) => {
      for (const voice of Object.values(VOICES)) {
        const summary = programSentence(SLICES, parts, voice);
        expect(summary.length).toBeLessThanOrEqual(MAX_SUMMARY);
        for (const text of [summary, ...saidOf(parts, voice).map((s) => s.text)]) {
          expect(text).toMatch(/\.$/);
          expect(text).not.toMatch(/ {2}|\{\w+\}|undefined|NaN|\[object| [.,;](?!\d)|^ /);
        }
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);
