import { expect, test } from "vitest";
import { datesByRule } from "../../../src/awards/dates";
import { DAY } from "../../../src/lib/time";
import { NOW, programOf, ZONE } from "../orders/order";

const EARNED = {
  program: { number: 1, parts: programOf() },
  timeZone: ZONE,
  earnedAt: NOW,
  now: NOW,
  deliveredAt: null,
  stayEndsAt: null,
  activatesAt: NOW,
};

test("a tier's past is walked once for all that an order gives, and never for nothing", () => {
  let asked = 0;
  const datesOf = datesByRule(EARNED, () => {
    asked += 1;
    return null;
  });
  expect(asked).toBe(0);
  const given = ["a", "b"].flatMap((rule) =>
    ["1", "2", null].map((line) => datesOf({ line, rule, unit: "points", amount: 5 })),
  );
  expect(asked).toBe(1);
  expect(new Set(given).size).toBe(2);
});

test("what would expire before it can be used is valid as long from then on", () => {
  const rule = {
    id: "late",
    pending: { wait: "P60D", after: "placed" },
    expiry: { policy: "rolling", after: "P30D" },
    give: { type: "points", amount: 5 },
  };
  const parts = programOf({ earning: { rules: [rule] } });
  const earned = { ...EARNED, program: { number: 1, parts } };
  const dates = datesByRule(
    earned,
    () => null,
  )({ line: null, rule: "late", unit: "points", amount: 5 });
  expect(dates).toEqual({ activatesAt: NOW + 60 * DAY, expiresAt: NOW + 90 * DAY });
});

test("stamps of an order that a till's clock has placed ahead are there at once", () => {
  const datesOf = datesByRule({ ...EARNED, earnedAt: NOW + 60_000 }, () => null);
  const dates = datesOf({ line: null, rule: "cup", unit: "stamp:cups", amount: 1 });
  expect(dates.activatesAt).toBe(NOW);
});
