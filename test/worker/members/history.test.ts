import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { newWorld } from "../../world";

const PATH = "POST /v1/members/ext:c-1/adjustments";

/** Every page of a list. */
async function all(
  call: Awaited<ReturnType<typeof newWorld>>["call"],
  path: string,
  limit: number,
) {
  const data = [];
  let cursor = "";
  do {
    const { body } = await call(`GET ${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    expect(body.data.length).toBeLessThanOrEqual(limit);
    data.push(...body.data);
    cursor = body.nextCursor ?? "";
  } while (cursor);
  return data;
}

async function worldWithHistory() {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:c-1", { name: "Anna" });
  await world.call("POST /v1/orders", order("1", "c-1", { channel: "store" }));
  await world.call("POST /v1/orders", order("2", "c-1"));
  await world.call(PATH, { amount: 5, reason: "gift" });
  await world.call(PATH, { amount: -3, reason: "mistake" });
  return world;
}

test("transfers are listed whole and once, the latest first, in one trip", async () => {
  const { call } = await worldWithHistory();
  const whole = (await call("GET /v1/members/ext:c-1/transfers")).body.data;
  expect(await all(call, "/v1/members/ext:c-1/transfers", 2)).toEqual(whole);
  const seqs = whole.map((t: { id: string }) => Number(t.id.split("_")[2]));
  expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
  expect(whole[0]).toMatchObject({
    reason: "adjust",
    from: "available",
    to: "adjusted",
    amount: 3,
  });
  const cost = counting();
  await call("GET /v1/members/ext:c-1/transfers?limit=3", undefined, { env: cost.env });
  expect(cost.trips).toBe(1);
  expect(cost.rowsRead).toBeLessThanOrEqual(9);
});

test("the id of a transfer that an order answers with is the one that is listed", async () => {
  const { call } = await newWorld();
  const placed = await call("POST /v1/orders", order("1", "c-1"));
  const listed = (await call("GET /v1/members/ext:c-1/transfers")).body.data;
  const ids = listed.map((t: { id: string }) => t.id);
  for (const effect of placed.body.effects) expect(ids).toContain(effect.transferId);
});

test("lots come by their next date, pending and available together or one state", async () => {
  const { call } = await worldWithHistory();
  const lots = await all(call, "/v1/members/ext:c-1/lots", 1);
  expect(lots.map((l) => [l.state, l.remaining])).toEqual([
    ["pending", 30],
    ["available", 27],
    ["available", 5],
  ]);
  const dates = lots.map((l) => l.activatesAt ?? l.expiresAt);
  expect(dates).toEqual([...dates].sort());
  const pending = await call("GET /v1/members/ext:c-1/lots?state=pending");
  expect(pending.body.data).toEqual([lots[0]]);
  expect((await call("GET /v1/members/ext:c-1/lots?state=gone")).body.code).toBe("invalid_query");
});

test("the timeline tells what happened, the latest first", async () => {
  const { call } = await worldWithHistory();
  const facts = await all(call, "/v1/members/ext:c-1/timeline", 2);
  const types = facts.map((f) => f.facts[0].type);
  expect(types.at(-1)).toBe("member_enrolled");
  expect(types.filter((t: string) => t === "points_adjusted")).toHaveLength(2);
  const times = facts.map((f) => f.happenedAt);
  expect(times).toEqual([...times].sort().reverse());
  expect(new Set(facts.map((f) => f.id)).size).toBe(facts.length);
});

test("an unknown member, another shop's member and a bad cursor are told apart", async () => {
  const { call } = await worldWithHistory();
  const { body } = await call("GET /v1/members/ext:c-1");
  const other = await newWorld();
  for (const list of ["transfers", "lots", "timeline", "adjustments"]) {
    expect((await call(`GET /v1/members/ext:x/${list}`)).body.code).toBe("not_found");
    expect((await other.call(`GET /v1/members/${body.id}/${list}`)).body.code).toBe("not_found");
    const bad = await call(`GET /v1/members/ext:c-1/${list}?cursor=WyJ4Il0`);
    expect(bad.body.code).toBe("invalid_cursor");
  }
});

test("the summary is everything for the desk in one trip", async () => {
  const { call } = await worldWithHistory();
  await call(PATH, { amount: 1, reason: "gift", note: "called on Monday" });
  const cost = counting();
  const got = await call("GET /v1/members/ext:c-1/summary", undefined, { env: cost.env });
  expect(cost.trips).toBe(1);
  expect(got.body).toMatchObject({
    member: { name: "Anna", stage: "repeat_buyer", activity: "active", reason: { keptOrders: 2 } },
    wallet: { points: { available: 33, pending: 30 } },
    notes: [{ note: "called on Monday", amount: 1 }],
    vouchers: [],
    holds: [],
  });
  expect(got.body.orders.map((o: { externalId: string }) => o.externalId).sort()).toEqual([
    "1",
    "2",
  ]);
  expect(got.body.orders[0]).toMatchObject({ source: "shopify", total: 3000, status: "paid" });
  expect((await call("GET /v1/members/ext:x/summary")).body.code).toBe("not_found");
});
