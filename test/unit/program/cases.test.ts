import { expect, test } from "vitest";
import { POINTS_CASES } from "../earning/points-cases";
import { RULE_CASES } from "../earning/rule-cases";
import { STAY_CASES } from "../earning/stay-cases";
import { partsOf, saidOf, VOICES } from "./documents";
import { PROMISE_CASES } from "./sentence-cases";

for (const { name, document, ruleId, en, du, sie } of [
  ...POINTS_CASES,
  ...RULE_CASES,
  ...STAY_CASES,
  ...PROMISE_CASES,
]) {
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
