import { expect, test } from "vitest";
import { RULE_CASES } from "../earning/sentence-cases";
import { partsOf, saidOf, VOICES } from "./documents";
import { PROMISE_CASES } from "./sentence-cases";

for (const { name, document, ruleId, en, du, sie } of [...RULE_CASES, ...PROMISE_CASES]) {
  test(`${name} is said in all three voices`, () => {
    const parts = partsOf(document);
    const said = (voice: keyof typeof VOICES) =>
      saidOf(parts, VOICES[voice]).find((sentence) => sentence.ruleId === ruleId)?.text;
    expect({ en: said("en"), du: said("du"), sie: said("sie") }).toEqual({
      en,
      du,
      sie: sie ?? du,
    });
  });
}
