import fc from "fast-check";
import { expect, test } from "vitest";
import type { WhyNot } from "../../../src/earning/types";
import { whyNotText } from "../../../src/earning/why-not";
import { ruleName } from "../../../src/earning/words";
import { MAX_SUMMARY, programSentence } from "../../../src/program/words";
import { programs } from "./arbitrary";
import { SLICES, saidOf, VOICES } from "./documents";

/** What no text has: two spaces, names of ours, a space before a comma. */
const ODD = / {2}|\{\w+\}|undefined|NaN|\[object| [.,;](?!\d)|^ |,,/;

const expectSentence = (text: string): void => {
  expect(text).toMatch(/\.$/);
  expect(text).not.toMatch(ODD);
};

test("whatever a program says, its summary has at most 160 characters, and every sentence is one", () => {
  fc.assert(
    fc.property(programs, (parts) => {
      for (const voice of Object.values(VOICES)) {
        const summary = programSentence(SLICES, parts, voice);
        expect(summary.length).toBeLessThanOrEqual(MAX_SUMMARY);
        expectSentence(summary);
        for (const { text } of saidOf(parts, voice)) expectSentence(text);
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);

const WHYS: readonly WhyNot[] = [
  ...(["rate", "not_yet", "over", "activity", "handover", "channel", "store"] as const),
  ...(["weekday", "hours", "birthday", "tier", "attribute", "nth_order", "lines"] as const),
  ...(["kind", "part", "free", "minimum_total", "minimum_quantity", "when"] as const),
  ...(["currency", "data", "rounding", "nothing_to_multiply", "better_rule", "draw"] as const),
  ...(["cooldown", "limit", "budget", "wallet_full"] as const),
];

test("every rule of every program has a name, and a sentence for whatever stands against it", () => {
  fc.assert(
    fc.property(programs, fc.constantFrom(...WHYS), (parts, why) => {
      for (const voice of Object.values(VOICES)) {
        for (const { id } of parts.earning.rules) {
          const name = ruleName(parts, id, voice);
          expect(name).toMatch(/\S/);
          expect(name).not.toMatch(/\{\w+\}|undefined/);
          const told = { rule: id, why, missing: 2, better: id, until: 1_772_600_000_000 };
          expectSentence(whyNotText(parts, told, voice));
        }
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);

test("each sentence has an id of its own", () => {
  fc.assert(
    fc.property(programs, (parts) => {
      const ids = saidOf(parts, VOICES.du).map(({ ruleId }) => ruleId);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 50 },
  );
}, 60_000);
