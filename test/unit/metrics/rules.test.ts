import { expect, test } from "vitest";
import {
  dayAfter,
  daysFrom,
  firstDayOf,
  lastDayOf,
  later,
  periodsFrom,
  quarterOf,
} from "../../../src/metrics/calendar";
import { fold, touchesLife } from "../../../src/metrics/fold-rules";
import { percentOf, restOf, retentionOf, unitDayOf } from "../../../src/metrics/rules";
import { type Numbers, numbersJson, plus } from "../../../src/metrics/sums";

const folded = (member: string | null, ...facts: { type: string; [more: string]: unknown }[]) => {
  const numbers: Numbers = {};
  fold(numbers, member, facts);
  return numbers;
};

test("periods follow each other over years", () => {
  expect([
    later("2025-12", 1),
    later("2026-01", -1),
    later("2025-Q4", 1),
    later("2026-Q1", -5),
  ]).toEqual(["2026-01", "2025-12", "2026-Q1", "2024-Q4"]);
  expect([firstDayOf("2026-Q2"), lastDayOf("2026-Q2"), lastDayOf("2024-02")]).toEqual([
    "2026-04-01",
    "2026-06-30",
    "2024-02-29",
  ]);
  expect([quarterOf("2026-03-31"), quarterOf("2026-04-01")]).toEqual(["2026-Q1", "2026-Q2"]);
  expect(periodsFrom("2025-11-30", "2026-02-01", "month")).toEqual([
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
  ]);
  expect(periodsFrom("2025-12-31", "2026-04-01", "quarter")).toEqual([
    "2025-Q4",
    "2026-Q1",
    "2026-Q2",
  ]);
  expect(daysFrom("2026-02-27", "2026-03-01")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
});

test("retention and churn are exactly 100 together, at every rounding", () => {
  for (let kept = 0; kept <= 1000; kept++) {
    const retention = percentOf(kept, 1000);
    expect((retention ?? 0) + (restOf(retention) ?? 0)).toBe(100);
  }
  for (const [kept, start] of [
    [1, 3],
    [2, 3],
    [214, 524],
    [1, 7000],
  ] as const) {
    const { retention, churn } = retentionOf({ buyers: kept, kept }, { buyers: start });
    expect((retention ?? 0) + (churn ?? 0)).toBe(100);
  }
});

test("retention counts who stayed, not how many there are", () => {
  // CDNOW, second to third quarter of 1997.
  expect(retentionOf({ buyers: 418, kept: 214 }, { buyers: 524 })).toEqual({
    start: 524,
    kept: 214,
    new: 0,
    returned: 204,
    end: 418,
    retention: 40.8,
    churn: 59.2,
    retentionByCount: 79.8,
  });
  expect(retentionOf({}, {})).toMatchObject({
    retention: null,
    churn: null,
    retentionByCount: null,
  });
});

test("an amendment counts by its difference, unless the order is paid by it", () => {
  const amended = { type: "order_amended", total: 1200, totalBefore: 1000 };
  expect(folded("m", { ...amended, wasPaid: true })).toEqual({ gross: 200 });
  expect(folded("m", { ...amended, wasPaid: false })).toEqual({});
  const paid = { type: "order_paid", total: 1200 };
  expect(folded("m", { ...amended, wasPaid: false }, paid)).toEqual({ gross: 1200, paid: 1 });
  // Facts of before that field was there.
  expect(folded("m", amended, paid)).toEqual({ gross: 1200, paid: 1 });
  expect(folded("m", amended)).toEqual({ gross: 200 });
});

test("facts of earlier releases and of later ones are read without harm", () => {
  expect(folded("m", { type: "order_cancelled", reason: null })).toEqual({ cancelled: 1 });
  expect(folded(null, { type: "order_paid" })).toEqual({ paid: 1, guests: 1 });
  expect(folded("m", { type: "something_new", total: 5 })).toEqual({});
  expect(folded("m", { type: "points_moved", unit: "points", moved: "much" })).toEqual({});
  expect(folded("m", { type: "message_not_sent", reason: "a|b>c" })).toEqual({
    "notSent:other": 1,
  });
});

test("only facts about orders and membership touch a member's life", () => {
  expect(touchesLife([{ type: "points_moved" }, { type: "message_sent" }])).toBe(false);
  for (const type of [
    "order_paid",
    "order_refunded",
    "order_claimed",
    "member_enrolled",
    "member_erased",
  ]) {
    expect(touchesLife([{ type: "points_moved" }, { type }])).toBe(true);
  }
});

test("a unit's balances are the sum of its flows; a debt is told beside them", () => {
  const flows = folded(
    "m",
    {
      type: "points_moved",
      unit: "points",
      moved: {
        "issued>pending": 100,
        "pending>available": 60,
        "available>redeemed": 50,
        "redeemed>available": 10,
        "available>expired": 5,
        "available>reversed": 15,
        "owed>reversed": 7,
        "available>held": 0,
      },
    },
    { type: "points_moved", unit: "stamp:coffee", moved: { "issued>pending": 3 } },
  );
  expect(unitDayOf("points", flows, flows)).toEqual({
    issued: 100,
    activated: 60,
    redeemed: 50,
    returned: 10,
    expired: 5,
    reversed: 22,
    available: 0,
    pending: 40,
    held: 0,
    owed: 7,
    outstanding: 40,
  });
  expect(unitDayOf("stamp:coffee", flows, plus(flows, flows))).toMatchObject({
    issued: 3,
    pending: 6,
  });
});

test("equal sums are equal texts, and what is 0 is left out", () => {
  expect(numbersJson(plus({ b: 2, a: 1 }, { b: -2, c: 3 }))).toBe('{"a":1,"c":3}');
  expect(numbersJson({ c: 3, a: 1 })).toBe(numbersJson({ a: 1, c: 3 }));
});

test("what members pass on to each other is neither issued nor reversed", () => {
  // Anna earned 100 and gave Ben 40 of them, who owed 10.
  const numbers: Numbers = {
    "points|issued>pending": 100,
    "points|pending>available": 140,
    "points|available>transferred": 40,
    "points|transferred>pending": 40,
    "points|available>owed": 10,
  };
  expect(unitDayOf("points", numbers, { ...numbers, "points|owed>reversed": 10 })).toMatchObject({
    issued: 100,
    activated: 100,
    reversed: 0,
    expired: 0,
    available: 90,
    owed: 0,
    outstanding: 90,
  });
});
