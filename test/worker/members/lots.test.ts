import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { recording } from "../../queue";
import { newWorld } from "../../world";

const MUG = {
  id: "mug",
  kind: "free_product",
  name: { de: "Tasse", en: "Mug" },
  cost: { points: 7 },
};

interface Lot {
  readonly state: string;
  readonly remaining: number;
  readonly expired: number;
}

test("lots are shown as of now, like the wallet, before a timer has come to them", async () => {
  const { test: call } = await newWorld();
  // A Queue that only remembers, so that nothing is settled behind the reads.
  const { env } = recording();
  const clock = (now: string) => call("POST /v1/sandbox/clock", { now }, { env });
  const gift = (amount: number, expiresAt: string) =>
    call("POST /v1/members/ext:c/adjustments", { amount, reason: "gift", expiresAt });
  await clock("2027-01-01T09:00:00Z");
  await call("PUT /v1/program", { rewards: [MUG] });
  await call("POST /v1/orders", order("1", "c"));
  await gift(7, "2027-12-01T00:00:00Z");
  const hold = await call("POST /v1/redemptions", { rewardId: "mug", member: "ext:c", hold: true });
  expect(hold.status).toBe(201);
  await gift(5, "2027-02-01T00:00:00Z");
  await clock("2027-03-01T09:00:00Z");

  const lots = async (query = ""): Promise<Lot[]> =>
    (await call(`GET /v1/members/ext:c/lots${query}`)).body.data;
  const shown = async (query = "") => (await lots(query)).map((l) => [l.state, l.remaining]);
  const open = [
    ["available", 7],
    ["available", 30],
  ];
  expect(await shown()).toEqual(open);
  expect(await shown("?state=available")).toEqual(open);
  expect(await shown("?state=pending")).toEqual([]);
  expect(await lots("?state=closed")).toMatchObject([
    { state: "closed", remaining: 0, expired: 5 },
  ]);
  const { points } = (await call("GET /v1/members/ext:c/wallet")).body.wallet;
  expect(points).toMatchObject({ available: 37, pending: 0, held: 0 });
});

test("a calendar costs one trip", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("1", "c"));
  const cost = counting();
  await call("GET /v1/members/ext:c/lots", undefined, { env: cost.env });
  expect(cost.trips).toBe(1);
  expect(cost.rowsRead).toBeLessThanOrEqual(12);
  expect((await call("GET /v1/members/ext:nobody/lots")).status).toBe(404);
});
