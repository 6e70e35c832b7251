import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { REMEMBERED_ORDERS, standingOf, withOrderAt } from "../../../src/members/stage";

const LIFECYCLE = {
  defaultIntervalDays: 90,
  slippingAfter: 1.5,
  lapsedAfter: 2,
  lostAfter: 3,
  lostAfterAtLeastDays: 60,
};
const NOW = Date.parse("2026-06-01T12:00:00Z");

/** Where somebody stands who ordered so many days ago; all orders are kept. */
const standing = (...daysAgo: number[]) => {
  const dates = daysAgo.map((days) => NOW - days * DAY).sort((a, b) => a - b);
  return standingOf(dates.length, dates, LIFECYCLE, NOW);
};
const where = (...daysAgo: number[]) => {
  const { stage, activity } = standing(...daysAgo);
  return `${stage} ${activity}`;
};

test("the stages of the road, by kept orders", () => {
  expect(where()).toBe("prospect none");
  expect(where(1)).toBe("first_time_buyer active");
  expect(where(1, 31)).toBe("repeat_buyer active");
  expect(where(1, 31, 61)).toBe("repeat_buyer active");
  expect(where(1, 31, 61, 91)).toBe("regular active");
});

test("four orders whose last is too old are a repeat buyer, lapsed", () => {
  expect(where(60, 90, 120, 150)).toBe("regular slipping");
  expect(where(61, 91, 121, 151)).toBe("repeat_buyer lapsed");
});

test("with a rhythm of their own it is slipping after 1.5 and lapsed after 2 intervals", () => {
  // Every 30 days: 45, 60, and lost after 90.
  const every30 = (last: number) => where(last, last + 30, last + 60);
  expect(every30(45)).toBe("repeat_buyer active");
  expect(every30(46)).toBe("repeat_buyer slipping");
  expect(every30(60)).toBe("repeat_buyer slipping");
  expect(every30(61)).toBe("repeat_buyer lapsed");
  expect(every30(90)).toBe("repeat_buyer lapsed");
  expect(every30(91)).toBe("repeat_buyer lost");
});

test("nobody is lost before 60 days, however quick their rhythm", () => {
  const weekly = (last: number) => where(last, last + 7, last + 14);
  expect(weekly(22)).toBe("repeat_buyer lapsed");
  expect(weekly(60)).toBe("repeat_buyer lapsed");
  expect(weekly(61)).toBe("repeat_buyer lost");
});

test("fewer than three orders go by the program's interval", () => {
  expect(where(135)).toBe("first_time_buyer active");
  expect(where(136)).toBe("first_time_buyer slipping");
  expect(where(181)).toBe("first_time_buyer lapsed");
  expect(where(271)).toBe("first_time_buyer lost");
  expect(standing(10, 20).reason).toMatchObject({ isOwnInterval: false, intervalDays: 90 });
});

test("who comes back after having lapsed is won back, until they slip again", () => {
  expect(where(5, 100, 130, 160)).toBe("regular won_back");
  expect(where(5, 40, 70, 100)).toBe("regular active");
  expect(where(5, 190)).toBe("repeat_buyer won_back");
});

test("the rhythm is the median, so that one long break does not make it", () => {
  expect(standing(10, 40, 240, 270, 300).reason).toEqual({
    keptOrders: 5,
    lastOrderAt: NOW - 10 * DAY,
    intervalDays: 30,
    isOwnInterval: true,
    daysSinceLastOrder: 10,
  });
});

test("several orders of a day are a rhythm of at least a day", () => {
  expect(standing(1, 1, 1, 1).reason.intervalDays).toBe(1);
});

test("an order with a date to come counts as today's", () => {
  expect(standing(-0.5).reason.daysSinceLastOrder).toBe(0);
});

test("dates are remembered in order, the latest ones, whatever order they arrive in", () => {
  const many = Array.from({ length: 20 }, (_, i) => i + 1);
  const shuffled = [...many].sort((a, b) => ((a * 7) % 20) - ((b * 7) % 20));
  const kept = shuffled.reduce<number[]>((dates, at) => withOrderAt(dates, at), []);
  expect(kept).toEqual(many.slice(-REMEMBERED_ORDERS));
});
