import { expect, test } from "vitest";
import { type EffectTelling, effectViews, type Moved } from "../../../src/effects";
import { programOf } from "../orders/order";

test("a rule is put into words once, however many effects it had", () => {
  const asked: string[] = [];
  const telling: EffectTelling = {
    program: programOf(),
    member: "mem_1",
    voice: { locale: "en", address: "du", currency: "EUR", timeZone: "Europe/Berlin" },
    now: 0,
    ruleName: (rule) => {
      asked.push(rule);
      return `Rule ${rule}`;
    },
    lineName: (line) => `line ${line}`,
  };
  const dates = { activatesAt: 0, expiresAt: 0, waived: 0 };
  const given = (rule: string, line: string | null, seq: number): Moved => ({
    ...{ type: "given", unit: "points", amount: 1, rule, line, seq, ...dates },
  });
  const effects = [given("a", "1", 1), given("b", "1", 2), given("a", "2", 3), given("a", null, 4)];
  expect(effectViews(effects, telling).map((e) => e.reason)).toEqual([
    "Rule a on line 1",
    "Rule b on line 1",
    "Rule a on line 2",
    "Rule a",
  ]);
  expect(asked).toEqual(["a", "b"]);
});
