import { expect, test } from "vitest";
import type { ProgramParts } from "../../../src/core/registry";
import { DAY } from "../../../src/lib/time";
import { afterOrder, type FriendOrder, rewardDueAt } from "../../../src/referrals/order-rules";
import type { ReferralTerms } from "../../../src/referrals/program";
import { type Claim, needsReview, whyRefused } from "../../../src/referrals/rules";
import { STATUSES } from "../../../src/referrals/statuses";
import type { ReferralRow } from "../../../src/referrals/tables";

const NOW = Date.UTC(2026, 2, 1);

const TERMS: ReferralTerms = {
  isEnabled: true,
  friend: null,
  advocate: null,
  attributionWindow: "P30D",
  qualifyWithin: "P90D",
  minimumTotal: 1_000,
  reviewAbove: 5,
  limitPerYear: 10,
};

const ROW: ReferralRow = {
  shop: "shp",
  id: "ref_1",
  version: 1,
  code: "K7QM3XR94",
  advocate: "mem_a",
  friend: "mem_b",
  status: "claimed",
  reasons: "[]",
  program: 1,
  order_ref: null,
  reward: null,
  source: null,
  clicked_at: null,
  created_at: NOW,
  claimed_at: NOW,
  qualified_at: null,
  rewarded_at: null,
  ended_at: null,
};

const GOOD: FriendOrder = {
  ref: "shop:1",
  member: "mem_b",
  status: "paid",
  isKept: true,
  wasPaid: true,
  total: 3_000,
  money: 3_000,
  placedAt: NOW + DAY,
  activatesAt: NOW + 19 * DAY,
};
const RETURNED: FriendOrder = { ...GOOD, isKept: false, money: 0 };

const after = (row: Partial<ReferralRow>, order: FriendOrder) =>
  afterOrder({ ...ROW, ...row }, order, TERMS, "Europe/Berlin")?.status ?? null;

test("what a good order and a returned one change, by the status a referral has", () => {
  const its = { order_ref: GOOD.ref };
  const told = STATUSES.map((status) => [
    status,
    after({ status }, GOOD),
    after({ status, ...its }, GOOD),
    after({ status, ...its }, RETURNED),
  ]);
  expect(told).toEqual([
    ["claimed", "qualified", "qualified", "cancelled"],
    ["qualified", null, null, "cancelled"],
    ["rewarded", null, null, null],
    ["in_review", "in_review", null, null],
    ["refused", null, null, null],
    ["cancelled", null, "qualified", null],
    ["expired", "qualified", "qualified", null],
    ["reversed", null, null, null],
  ]);
});

test("an order counts from a day before the claim until the friend's time is over", () => {
  const at = (days: number) => after({}, { ...GOOD, placedAt: NOW + days * DAY });
  expect([at(-1.5), at(-0.5), at(89.9), at(90)]).toEqual([null, "qualified", "qualified", null]);
});

test("the first order that counts stays the one, whatever is ordered after it", () => {
  const second = { ...GOOD, ref: "shop:2" };
  const row = { status: "qualified" as const, order_ref: GOOD.ref };
  expect(after(row, second)).toBeNull();
  expect(after(row, { ...second, isKept: false })).toBeNull();
});

test("a reward waits for the points of the order and the longest return period", () => {
  const wait = (store: string, online: string) =>
    ({ pending: { store: { wait: store }, online: { wait: online } } }) as unknown as ProgramParts;
  expect(rewardDueAt(GOOD, wait("P0D", "P14D"), "UTC")).toBe(GOOD.activatesAt);
  const till = { ...GOOD, activatesAt: GOOD.placedAt };
  expect(rewardDueAt(till, wait("P0D", "P14D"), "UTC")).toBe(GOOD.placedAt + 14 * DAY);
  expect(rewardDueAt(till, wait("P0D", "P0D"), "UTC")).toBe(GOOD.placedAt);
});

const CLAIM: Claim = {
  terms: TERMS,
  now: NOW,
  timeZone: "Europe/Berlin",
  clickedAt: null,
  advocate: { id: "mem_a", isErased: false, identifiers: [], claimsToday: 0, claimsThisYear: 0 },
  friend: { id: "mem_b", identifiers: [], hasOrdered: false, isReferred: false },
  chain: [],
};

test("everything that speaks against a claim is told, and nothing against a good one", () => {
  expect(whyRefused(CLAIM)).toEqual([]);
  const bad: Claim = {
    ...CLAIM,
    terms: { ...TERMS, isEnabled: false },
    clickedAt: NOW - 30 * DAY,
    advocate: {
      id: "mem_b",
      isErased: true,
      identifiers: [],
      claimsToday: 0,
      claimsThisYear: 10,
    },
    friend: { id: "mem_b", identifiers: [], hasOrdered: true, isReferred: true },
    chain: ["mem_b"],
  };
  expect(whyRefused(bad)).toEqual([
    "program_off",
    "advocate_gone",
    "self_referral",
    "existing_customer",
    "already_referred",
    "circular",
    "window_expired",
    "limit_reached",
  ]);
  expect(whyRefused({ ...CLAIM, advocate: null })).toEqual(["code_unknown"]);
});

test("two people without any identifier are not the same person", () => {
  const friend = { ...CLAIM.friend, id: null };
  expect(whyRefused({ ...CLAIM, friend })).toEqual([]);
});

test("a person decides from the first claim beyond the usual number on", () => {
  const advocate = (claimsToday: number) => ({ ...CLAIM.advocate, claimsToday }) as never;
  expect(needsReview({ ...CLAIM, advocate: advocate(4) })).toBe(false);
  expect(needsReview({ ...CLAIM, advocate: advocate(5) })).toBe(true);
});
