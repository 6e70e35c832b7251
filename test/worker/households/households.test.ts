import { expect, test } from "vitest";
import { newWorld } from "../../world";
import { memberWith, useProgram } from "../rewards/points";
import { draw, family, own, pool, put, sound } from "./family";

test("a household pools what its members put in, and each takes from it", async () => {
  const all = await family();
  const { world, url } = all;
  const given = await put(all, "anna", 200);
  expect([given.status, given.body]).toEqual([
    201,
    expect.objectContaining({
      pool: { points: { available: 200, pending: 0, held: 0 } },
      wallet: { points: { available: 100, pending: 0, held: 0 } },
    }),
  ]);
  expect((await draw(all, "ben", 150)).status).toBe(201);
  expect([await own(all, "anna"), await own(all, "ben"), await pool(all)]).toEqual([100, 150, 50]);
  const { body } = await world.call(`GET ${url}`);
  expect(body.members).toEqual([
    expect.objectContaining({ role: "owner", contributed: { points: 200 }, drawn: {} }),
    expect.objectContaining({ role: "adult", contributed: {}, drawn: { points: 150 } }),
  ]);
  // What went round lasts as long as before: 30 days, as it was given.
  const lots = (await world.call("GET /v1/members/ext:ben/lots")).body.data;
  const days = (Date.parse(lots[0].expiresAt) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
  await sound(all);
});

test("a household with an id of the shop's own is opened once", async () => {
  const { world } = await family();
  await memberWith(world, "carl");
  const wish = { id: "miller", owner: "ext:carl", name: "Müller" };
  const first = await world.call("POST /v1/households", wish);
  const again = await world.call("POST /v1/households", wish);
  expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
  const other = await world.call("POST /v1/households", { ...wish, name: "Meier" });
  expect(other.body.code).toBe("household_differs");
  const read = await world.call("GET /v1/households/miller");
  expect(read.body.id).toBe(first.body.household.id);
});

test("a contribution and a draw with an id happen once", async () => {
  const all = await family();
  const { world, url } = all;
  for (const what of ["contributions", "draws"]) {
    const wish = { id: `x-${what}`, member: "ext:anna", amount: 50 };
    const first = await world.call(`POST ${url}/${what}`, wish);
    const again = await world.call(`POST ${url}/${what}`, wish);
    expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
    const other = await world.call(`POST ${url}/${what}`, { ...wish, amount: 60 });
    expect(other.body.code).toBe("move_differs");
  }
  expect([await own(all, "anna"), await pool(all)]).toEqual([300, 0]);
});

test("what a household may not do is refused with its reason", async () => {
  const limits = [{ per: "month", amount: 100 }];
  const all = await family({ maximumMembers: 3, limits });
  const { world, url } = all;
  const foreign = await newWorld();
  await put(all, "anna", 300);
  await memberWith(world, "carl", 10);
  await memberWith(world, "dora");
  const join = { member: "ext:carl" };
  const refused: [request: string, body: object | undefined, code: string][] = [
    [`POST ${url}/draws`, { member: "ext:ben", amount: 101 }, "limit_reached"],
    [`POST ${url}/draws`, { member: "ext:carl", amount: 1 }, "not_in_household"],
    [`POST ${url}/contributions`, { member: "ext:anna", amount: 1 }, "insufficient_points"],
    [`POST ${url}/draws`, { member: "ext:ben", amount: 1, unit: "stars" }, "unknown_unit"],
    [`POST ${url}/draws`, { member: "ext:nobody", amount: 1 }, "not_found"],
    [`POST ${url}/members`, { member: "ext:ben" }, "already_in_household"],
    [`PATCH ${url}/members/ext:ben`, { limits: [{ per: "order", amount: 5 }] }, "invalid_body"],
    [`DELETE ${url}/members/ext:anna`, undefined, "household_needs_owner"],
    [`PATCH ${url}/members/ext:anna`, { role: "adult" }, "household_needs_owner"],
    [`DELETE ${url}/members/ext:carl`, undefined, "not_in_household"],
    ["POST /v1/households/hhd_nothing/members", join, "not_found"],
    ["POST /v1/households", { owner: "ext:anna", name: "x" }, "already_in_household"],
  ];
  for (const [request, body, code] of refused) {
    expect([request, (await world.call(request, body)).body.code]).toEqual([request, code]);
  }
  for (const request of [`GET ${url}`, `DELETE ${url}`]) {
    expect((await foreign.call(request)).body.code).toBe("not_found");
  }
  expect((await world.call(`POST ${url}/members`, join)).status).toBe(201);
  const full = await world.call(`POST ${url}/members`, { member: "ext:dora" });
  expect(full.body.code).toBe("household_full");
  await useProgram(world.shop, {});
  const closed = await world.call("POST /v1/households", { owner: "ext:dora", name: "x" });
  expect(closed.body.code).toBe("households_not_allowed");
});

test("a member's own limits come before the program's", async () => {
  const all = await family({ limits: [{ per: "month", amount: 100 }] });
  const { world, url } = all;
  await put(all, "anna", 300);
  await world.call(`PATCH ${url}/members/ext:ben`, { limits: [{ per: "day", amount: 20 }] });
  expect((await draw(all, "ben", 21)).body.code).toBe("limit_reached");
  expect((await draw(all, "ben", 20)).status).toBe(201);
  await world.call(`PATCH ${url}/members/ext:ben`, { limits: null });
  expect((await draw(all, "ben", 100)).status).toBe(201);
});

test("who leaves takes along what they put in less what they took", async () => {
  const all = await family({}, { anna: 300, ben: 200 });
  const { world, url } = all;
  await put(all, "anna", 300);
  await put(all, "ben", 200);
  await draw(all, "ben", 50);
  const left = await world.call(`DELETE ${url}/members/ext:ben`);
  expect(left.body.settled).toEqual([{ member: expect.any(String), amounts: { points: 150 } }]);
  expect([await own(all, "ben"), await pool(all)]).toEqual([200, 300]);
  expect((await draw(all, "ben", 1)).body.code).toBe("not_in_household");
  // Who comes back begins anew.
  expect((await world.call(`POST ${url}/members`, { member: "ext:ben" })).status).toBe(201);
  await world.call(`DELETE ${url}/members/ext:ben`);
  expect(await own(all, "ben")).toBe(200);
  await sound(all);
});

test("a household that is closed gives everything to its members, exactly", async () => {
  const all = await family({ onLeaving: "equal" }, { anna: 100, ben: 0, carl: 0 });
  const { world, url } = all;
  await put(all, "anna", 100);
  const closed = await world.call(`DELETE ${url}`);
  expect(closed.body.household).toMatchObject({ status: "closed", name: null, members: [] });
  expect(await Promise.all(["anna", "ben", "carl"].map((n) => own(all, n)))).toEqual([34, 33, 33]);
  expect((await put(all, "anna", 1)).body.code).toBe("household_closed");
  expect((await world.call(`DELETE ${url}`)).body.code).toBe("household_closed");
  // Everybody is free to live with others.
  const next = await world.call("POST /v1/households", { owner: "ext:ben", name: "Neu" });
  expect(next.status).toBe(201);
  await sound(all);
});

test("a household is handed over, and only then its owner leaves", async () => {
  const all = await family();
  const { world, url } = all;
  await put(all, "anna", 300);
  const over = await world.call(`PATCH ${url}/members/ext:ben`, { role: "owner" });
  expect(over.body.household.members.map((m: { role: string }) => m.role)).toEqual([
    "adult",
    "owner",
  ]);
  expect((await world.call(`DELETE ${url}/members/ext:anna`)).status).toBe(200);
  expect([await own(all, "anna"), await pool(all)]).toEqual([300, 0]);
});

test("an erased owner's household goes on with the others, and forgets its name", async () => {
  const all = await family();
  const { world, url } = all;
  await put(all, "anna", 300);
  expect((await world.call("DELETE /v1/members/ext:anna?dryRun=true")).status).toBe(200);
  expect((await world.call(`GET ${url}`)).body.members).toHaveLength(2);
  expect((await world.call("DELETE /v1/members/ext:anna")).status).toBe(200);
  const { body } = await world.call(`GET ${url}`);
  expect(body).toMatchObject({ status: "open", name: null });
  expect(body.members).toEqual([expect.objectContaining({ role: "owner", member: body.owner })]);
  expect((await draw(all, "ben", 300)).status).toBe(201);
  await world.call("DELETE /v1/members/ext:ben");
  expect((await world.call(`GET ${url}`)).body.status).toBe("closed");
  await sound(all);
});

test("a pool is no customer: no search finds it, and nobody orders for it", async () => {
  const all = await family();
  const { world, id } = all;
  await put(all, "anna", 100);
  expect((await world.call(`GET /v1/members/${id}`)).body.code).toBe("invalid_ref");
  expect((await world.call(`GET /v1/members?q=${id}`)).body.data).toEqual([]);
  const order = {
    id: "1",
    member: { id: id.slice(0, 40) },
    currency: "EUR",
    total: 1000,
    items: [{ id: "1", quantity: 1, total: 1000 }],
    placedAt: new Date(Date.now() - 1000).toISOString(),
  };
  expect((await world.call("POST /v1/orders", order)).body.code).toBe("not_found");
  const check = await world.call("GET /v1/ledger/check");
  expect(check.body).toMatchObject({ checked: 3, findings: [] });
});
