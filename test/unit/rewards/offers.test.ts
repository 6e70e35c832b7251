import { expect, test } from "vitest";
import type { Count } from "../../../src/members";
import { registry } from "../../../src/registry";
import { nextOpening } from "../../../src/rewards/gate";
import { type Buyer, periodsOf, priceNow, whyUnavailable } from "../../../src/rewards/rules";

/* Who can have a reward, when, how often and for how much. All times are Berlin's. */

const BERLIN = "Europe/Berlin";
/** A Sunday, 11:00 in Berlin. */
const SUNDAY = Date.parse("2026-03-01T10:00:00Z");

const rewardOf = (more: object) => {
  const mug = { id: "mug", kind: "free_product", name: { de: "Tasse", en: "Mug" } };
  const parts = registry.programSchema.parse({
    rewards: [{ ...mug, cost: { points: 500 }, ...more }],
  });
  const [reward] = parts.rewards;
  if (!reward) throw new Error("no reward");
  return reward;
};

const ANYBODY = { levels: [], birthday: null, attributes: {} };
const counted = (counts: Record<string, Partial<Count>>) => (period: string) => ({
  amount: 0,
  times: 0,
  lastAt: null,
  ...counts[period],
});
const buyer = (more: Partial<Buyer> = {}): Buyer => ({
  ...ANYBODY,
  taken: 0,
  counts: counted({}),
  balance: () => 10_000,
  ...more,
});
const wanted = (now = SUNDAY, steps = 1) => ({ now, timeZone: BERLIN, steps });
const at = (text: string) => Date.parse(text);

test("every reason is told at once, and what is missing is counted", () => {
  const reward = rewardOf({ until: "2026-03-01T10:00:00Z", stock: 5, limitPerMember: 2 });
  const state = { taken: 5, buyer: buyer({ taken: 2, balance: () => 120 }) };
  expect(whyUnavailable(reward, state, wanted())).toEqual([
    { code: "reward_ended" },
    { code: "reward_out_of_stock" },
    { code: "reward_limit_reached" },
    { code: "insufficient_points", missing: 380 },
  ]);
  const one = { taken: 4, buyer: buyer({ taken: 1, balance: () => 500 }) };
  expect(whyUnavailable(reward, one, wanted(SUNDAY - 1))).toEqual([]);
});

const GOLD = { tiers: ["gold", "platinum"] };
const VEGAN = { attributes: { diet: ["vegan", "vegetarian"] } };
const MONTH = { birthday: "month" };

type Gate = [name: string, onlyFor: object, who: Partial<Buyer>, needs: object | null];

const GATES: Gate[] = [
  ["anybody", {}, {}, null],
  ["a level that is not held", GOLD, { levels: ["silver"] }, GOLD],
  ["one of the levels", GOLD, { levels: ["silver", "platinum"] }, null],
  ["an attribute that is not set", VEGAN, {}, VEGAN],
  ["an attribute of the list", VEGAN, { attributes: { diet: "vegetarian" } }, null],
  ["a birthday in March", MONTH, { birthday: "1990-03-31" }, null],
  ["a birthday in May", MONTH, { birthday: "1990-05-17" }, MONTH],
  ["a birthday that nobody knows", MONTH, {}, MONTH],
  ["all of them, one of which lacks", { ...GOLD, ...MONTH }, { levels: ["gold"] }, MONTH],
];

test.each(GATES)("who asks for a reward is let in by the rules: %s", (_, onlyFor, who, needs) => {
  const reasons = whyUnavailable(rewardOf({ onlyFor }), { taken: 0, buyer: buyer(who) }, wanted());
  expect(reasons).toEqual(needs === null ? [] : [{ code: "reward_not_for_member", needs }]);
});

const AFTERNOON = [{ from: "15:00", until: "17:00" }];
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"];

type Opening = [name: string, schedule: object, now: string, next: string | null];

/** Berlin is an hour ahead of UTC in winter, two from 29 March 2026 on. */
const OPENINGS: Opening[] = [
  ["later today", { hours: AFTERNOON }, "2026-03-01T10:00:00Z", "2026-03-01T14:00:00Z"],
  ["at its first minute it is open", { hours: AFTERNOON }, "2026-03-01T14:00:00Z", null],
  ["at its last minute it is open", { hours: AFTERNOON }, "2026-03-01T15:59:59Z", null],
  ["tomorrow", { hours: AFTERNOON }, "2026-03-01T16:00:00Z", "2026-03-02T14:00:00Z"],
  ["on Monday", { weekdays: WEEKDAYS }, "2026-03-01T10:00:00Z", "2026-03-01T23:00:00Z"],
  [
    "next Sunday",
    { weekdays: ["sun"], hours: AFTERNOON },
    "2026-03-01T16:00:00Z",
    "2026-03-08T14:00:00Z",
  ],
  [
    "the second span",
    { hours: [...AFTERNOON, { from: "20:00", until: "24:00" }] },
    "2026-03-01T17:00:00Z",
    "2026-03-01T19:00:00Z",
  ],
  ["in summer time", { hours: AFTERNOON }, "2026-03-29T00:30:00Z", "2026-03-29T13:00:00Z"],
];

test.each(OPENINGS)("a reward that is closed tells when it opens: %s", (_, schedule, now, next) => {
  const reward = rewardOf({ schedule });
  const reasons = whyUnavailable(reward, { taken: 0, buyer: null }, wanted(at(now)));
  expect(reasons).toEqual(next === null ? [] : [{ code: "reward_not_now", next: at(next) }]);
});

test("what ends before it opens again tells of no opening", () => {
  const reward = rewardOf({ schedule: { hours: AFTERNOON }, until: "2026-03-01T12:00:00Z" });
  expect(whyUnavailable(reward, { taken: 0, buyer: null }, wanted())).toEqual([
    { code: "reward_not_now" },
  ]);
  expect(nextOpening({ weekdays: ["mon"] }, SUNDAY, BERLIN)).toBe(at("2026-03-01T23:00:00Z"));
});

const PRICES = [
  { if: { tiers: ["gold"] }, cost: { points: 400 } },
  { if: { birthday: "month" }, cost: { points: 300 } },
  { if: { weekdays: ["sun"] }, cost: { stars: 2 } },
];

type Price = [name: string, who: Partial<Buyer>, now: string, unit: string, amount: number];

const PRICED: Price[] = [
  ["the plain price", {}, "2026-03-02T10:00:00Z", "points", 500],
  ["that of the level", { levels: ["gold"] }, "2026-03-02T10:00:00Z", "points", 400],
  ["that of the birthday", { birthday: "1990-03-31" }, "2026-03-02T10:00:00Z", "points", 300],
  [
    "the first that holds",
    { levels: ["gold"], birthday: "1990-03-31" },
    "2026-03-01T10:00:00Z",
    "points",
    400,
  ],
  ["that of the day, in another unit", {}, "2026-03-01T10:00:00Z", "stars", 2],
];

test.each(PRICED)("a member pays %s", (_, who, now, unit, amount) => {
  const reward = rewardOf({ prices: PRICES });
  expect(priceNow(reward, buyer(who), wanted(at(now)))).toEqual({ unit, amount });
  const twice = priceNow(reward, buyer(who), wanted(at(now), 2));
  expect(twice).toEqual({ unit, amount: 2 * amount });
});

const TWICE_A_MONTH = { limits: [{ per: "month", times: 2 }] };

type Limited = [
  name: string,
  reward: object,
  counts: Record<string, Partial<Count>>,
  why: object[],
];

const limited = (next?: string) => [
  { code: "reward_limit_reached", ...(next ? { next: at(next) } : {}) },
];

const LIMITED: Limited[] = [
  ["once of twice a month", TWICE_A_MONTH, { "2026-03": { times: 1 } }, []],
  [
    "twice of twice a month",
    TWICE_A_MONTH,
    { "2026-03": { times: 2 } },
    limited("2026-03-31T22:00:00Z"),
  ],
  ["the month before does not count", TWICE_A_MONTH, { "2026-02": { times: 2 } }, []],
  [
    "of two limits that are reached the later counts",
    {
      limits: [
        { per: "day", times: 1 },
        { per: "week", times: 1 },
      ],
    },
    { "2026-03-01": { times: 1 }, "w2026-02-23": { times: 1 } },
    // The week ends with this Sunday, as the day does.
    limited("2026-03-01T23:00:00Z"),
  ],
  ["once in all", { limits: [{ per: "lifetime", times: 1 }] }, { all: { times: 1 } }, limited()],
  [
    "a cooldown of two weeks, a week after",
    { cooldown: "P14D" },
    { all: { times: 1, lastAt: at("2026-02-22T10:00:00Z") } },
    [{ code: "reward_cooling_down", next: at("2026-03-08T10:00:00Z") }],
  ],
  [
    "a cooldown that is just over",
    { cooldown: "P14D" },
    { all: { times: 1, lastAt: at("2026-02-15T10:00:00Z") } },
    [],
  ],
];

test.each(LIMITED)("a member has a reward as often as allowed: %s", (_, more, counts, why) => {
  const state = { taken: 0, buyer: buyer({ counts: counted(counts) }) };
  expect(whyUnavailable(rewardOf(more), state, wanted())).toEqual(why);
});

test("a redemption counts in the periods of its limits, and for all time where it cools down", () => {
  const periods = (more: object) => periodsOf(rewardOf(more), SUNDAY, BERLIN);
  expect(periods({})).toEqual([]);
  expect(periods(TWICE_A_MONTH)).toEqual(["2026-03"]);
  expect(periods({ ...TWICE_A_MONTH, cooldown: "P1D" })).toEqual(["2026-03", "all"]);
  const week = {
    limits: [
      { per: "week", times: 1 },
      { per: "lifetime", times: 9 },
    ],
    cooldown: "P1D",
  };
  expect(periods(week)).toEqual(["w2026-02-23", "all"]);
});
