import { expect, test } from "vitest";
import {
  budgetOf,
  budgetPeriod,
  cooldownOf,
  expiryOf,
  limitsOf,
  shareOf,
  waitingOf,
} from "../../../src/earning";
import { programOf, SUNDAY } from "./world";

const points = (each: string, more: object = {}) => ({ type: "points", amount: 1, each, ...more });
const times = (...of: string[]) => ({ type: "multiply", percent: 200, of });
const limits = [{ per: "day", times: 1 }];
const program = programOf({
  earning: {
    base: { limits: [{ per: "year", amount: 500 }] },
    rules: [
      {
        id: "item",
        give: points("item"),
        pending: { activity: "review", within: "P7D" },
        expiry: { policy: "never" },
        limits,
        cooldown: "P1D",
        budget: { amount: 10, per: "month" },
      },
      { id: "money", give: points("amount", { per: 100 }) },
      { id: "order", give: points("order") },
      { id: "double", give: times("item") },
      { id: "mixed", give: times("base", "money", "double"), expiry: { policy: "never" } },
      { id: "round", give: times("circle") },
      { id: "circle", give: times("round") },
    ],
  },
});

test("what is given by units goes back by units, what by money by value, the rest as a whole", () => {
  const shares = ["base", "item", "money", "order", "double", "mixed", "gone"].map((id) =>
    shareOf(program, id, "line"),
  );
  expect(shares).toEqual(["value", "quantity", "value", "value", "quantity", "value", "value"]);
  expect(shareOf(program, "item", null)).toBe("whole");
});

test("a multiplier waits and expires as what it multiplies, unless it says how", () => {
  const review = { activity: "review", within: "P7D" };
  expect(["item", "double", "mixed", "base", "round"].map((id) => waitingOf(program, id))).toEqual([
    review,
    review,
    review,
    null,
    null,
  ]);
  const never = { policy: "never" };
  expect(["double", "mixed", "money"].map((id) => expiryOf(program, id))).toEqual([
    never,
    never,
    null,
  ]);
});

test("limits, cooldown and budget are those of the document, none of what is not there", () => {
  expect(limitsOf(program, "item")).toEqual(limits);
  expect(limitsOf(program, "base")).toEqual([{ per: "year", amount: 500 }]);
  expect(limitsOf(program, "gone")).toEqual([]);
  expect([cooldownOf(program, "item"), cooldownOf(program, "money")]).toEqual(["P1D", null]);
  expect(budgetOf(program, "item")).toEqual({ amount: 10, per: "month" });
  expect(budgetOf(program, "base")).toBeNull();
  const keys = (["month", "year", "total"] as const).map((per) =>
    budgetPeriod(per, SUNDAY, "Europe/Berlin"),
  );
  expect(keys).toEqual(["2026-03", "2026", "all"]);
});
