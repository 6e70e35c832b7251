import { expect, test } from "vitest";
import {
  isAfter,
  type LatestConsent,
  permissionOf,
  requestStep,
  timeOf,
} from "../../../src/consent/rules";

const email = { address: "a@b.de", hash: "hash" };
const row: LatestConsent = {
  shop: "shp_1",
  member: "mem_1",
  channel: "email",
  purpose: "marketing",
  happened_at: 1_000,
  id: "cns_1",
  status: "granted",
  method: "form",
  source: null,
  wording: null,
  address: "hash",
  caller: "key_1",
  recorded_at: 1_000,
  suppressed: null,
};

const allowed = (change: Partial<LatestConsent>, to: typeof email | null = email) => {
  const permission = permissionOf([[{ ...row, ...change }]], to, "marketing");
  return permission.isAllowed || permission.reason;
};

test("only a granted permission for the present address, which nothing suppresses, allows", () => {
  expect(allowed({})).toBe(true);
  expect(allowed({}, null)).toBe("no_address");
  expect(allowed({ purpose: "points" })).toBe("no_consent");
  expect(allowed({ status: "requested" })).toBe("not_confirmed");
  expect(allowed({ status: "withdrawn" })).toBe("withdrawn");
  expect(allowed({ address: "other" })).toBe("address_changed");
  expect(allowed({ suppressed: "hard_bounce" })).toBe("suppressed");
  expect(allowed({ status: "withdrawn", suppressed: "complaint" })).toBe("withdrawn");
  expect(permissionOf([[]], email, "marketing")).toEqual({
    isAllowed: false,
    reason: "no_consent",
  });
});

test("the later entry counts; of two at one instant the one made later", () => {
  expect(isAfter({ happened_at: 1, id: "a" }, null)).toBe(true);
  expect(isAfter({ happened_at: 2, id: "a" }, { happened_at: 1, id: "b" })).toBe(true);
  expect(isAfter({ happened_at: 1, id: "b" }, { happened_at: 1, id: "a" })).toBe(true);
  expect(isAfter({ happened_at: 1, id: "a" }, { happened_at: 1, id: "a" })).toBe(false);
  expect(isAfter({ happened_at: 1, id: "z" }, { happened_at: 2, id: "a" })).toBe(false);
  expect([timeOf(5, null), timeOf(5, row), timeOf(2_000, row)]).toEqual([5, 1_001, 2_000]);
});

test("a confirming mail goes out unless it is needless, just sent, or the fourth of a day", () => {
  const minutes = (n: number) => 1_000 + n * 60_000;
  const requested = { ...row, status: "requested" } as const;
  expect(requestStep(null, "hash", 0, 0)).toBe("mailed");
  expect(requestStep(row, "hash", minutes(1), 0)).toBe("known");
  expect(requestStep(row, "other", minutes(1), 0)).toBe("mailed");
  expect(requestStep(requested, "hash", minutes(9), 1)).toBe("recent");
  expect(requestStep(requested, "hash", minutes(10), 1)).toBe("mailed");
  expect(requestStep(requested, "hash", minutes(10), 3)).toBe("limited");
  expect(requestStep(requested, "other", minutes(1), 0)).toBe("mailed");
  expect(requestStep({ ...row, status: "withdrawn" }, "hash", minutes(1), 0)).toBe("mailed");
});
