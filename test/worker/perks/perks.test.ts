import { expect, test } from "vitest";
import { counting } from "../../counting";
import { advance } from "../../queue";
import { callAs, env, newWorld, type Reply, type World } from "../../world";
import { withLatency } from "../../world-latency";
import { grant, PASS, perkOf, REFILL, use, worldWith } from "./shop";

const clean = async (call: World["call"]) =>
  expect((await call("GET /v1/ledger/check")).body.findings).toEqual([]);

test("a perk that is held can be used once a day, and is back the next morning", async () => {
  const world = await worldWith([REFILL]);
  await advance(world, Date.parse("2027-03-01T09:00:00Z"));
  expect(await perkOf(world.test, "refill")).toMatchObject({ held: false, usable: false });
  expect((await use(world.test, "refill")).body.code).toBe("perk_not_held");
  await grant(world.test, "refill");
  expect(await perkOf(world.test, "refill")).toEqual({
    key: "refill",
    name: "Free refill",
    held: true,
    usable: true,
    from: null,
    until: null,
    source: "grant",
    level: null,
    usesLeft: null,
    limits: [{ per: "day", times: 1, used: 0, left: 1 }],
    availableAgainAt: null,
  });
  const used = await use(world.test, "refill", { id: "till-1", storeId: "berlin-1" });
  expect(used.status, JSON.stringify(used.body)).toBe(201);
  expect(used.body).toMatchObject({
    id: "till-1",
    status: "used",
    committed: true,
    storeId: "berlin-1",
    usedAt: "2027-03-01T09:00:00Z",
    perk: { held: true, usable: false, availableAgainAt: "2027-03-01T23:00:00Z" },
  });
  const again = await use(world.test, "refill");
  expect([again.status, again.body.code]).toEqual([422, "perk_exhausted"]);
  const detail = "It can be used again from 2027-03-01T23:00:00Z.";
  expect(again.body).toMatchObject({ detail, errors: [{ pointer: "/key", detail }] });
  await advance(world, Date.parse("2027-03-01T23:00:00Z"));
  expect((await use(world.test, "refill")).status).toBe(201);
  await clean(world.test);
});

test("a perk with so many uses runs out, each grant at its own end", async () => {
  const world = await worldWith([PASS]);
  await advance(world, Date.parse("2027-03-01T09:00:00Z"));
  await grant(world.test, "pass", 2);
  await advance(world, Date.parse("2027-03-20T09:00:00Z"));
  await grant(world.test, "pass", 1);
  expect(await perkOf(world.test, "pass")).toMatchObject({
    usesLeft: 3,
    until: "2027-04-19T09:00:00Z",
  });
  await use(world.test, "pass");
  await advance(world, Date.parse("2027-04-01T09:00:00Z"));
  expect(await perkOf(world.test, "pass")).toMatchObject({ usesLeft: 1, usable: true });
  const last = await use(world.test, "pass");
  const usedUp = { held: true, usable: false, usesLeft: 0, availableAgainAt: null };
  expect(last.body.perk).toMatchObject(usedUp);
  expect(await perkOf(world.test, "pass")).toMatchObject(usedUp);
  const none = await use(world.test, "pass");
  expect([none.body.code, none.body.detail]).toEqual(["perk_exhausted", "It is used up."]);
  await advance(world, Date.parse("2027-04-20T09:00:00Z"));
  expect(await perkOf(world.test, "pass")).toMatchObject({ held: false, usesLeft: null });
  expect((await use(world.test, "pass")).body.code).toBe("perk_not_held");
  await clean(world.test);
});

const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

const outcomes = (replies: Reply[]) => {
  const seen = replies.map((r) => `${r.status} ${r.body.code ?? r.body.status}`);
  return Object.fromEntries([...new Set(seen)].map((s) => [s, seen.filter((t) => t === s).length]));
};

test.each(LATENCIES)("of 50 uses of one a day 1 counts, 49 are exhausted $name", async (at) => {
  const world = await worldWith([REFILL]);
  await grant(world.call, "refill");
  const body = { member: "ext:c-1", key: "refill" };
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => world.call("POST /v1/perks/use", body, { env: at.env })),
  );
  expect(outcomes(replies)).toEqual({ "201 used": 1, "422 perk_exhausted": 49 });
  await clean(world.call);
});

test("a use is told once for its id, and other content of that id is refused", async () => {
  const world = await worldWith([REFILL]);
  await grant(world.call, "refill");
  const first = await use(world.call, "refill", { id: "till-1" });
  const again = await use(world.call, "refill", { id: "till-1" });
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  const other = await use(world.call, "refill", { id: "till-1", storeId: "berlin-2" });
  expect([other.status, other.body.code]).toEqual([409, "perk_use_differs"]);
  const body = { member: "ext:c-1", key: "refill", id: "till-2" };
  const headers = { "idempotency-key": "k-1" };
  const keyed = await world.call("POST /v1/perks/use", body, { headers });
  expect(keyed.body.code).toBe("perk_exhausted");
});

test("twenty equal uses in parallel are one", async () => {
  const world = await worldWith([PASS]);
  await grant(world.call, "pass", 5);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => use(world.call, "pass", { id: "till-1" })),
  );
  expect(outcomes(answers)).toEqual({ "201 used": 1, "200 used": 19 });
  expect(new Set(answers.map((a) => JSON.stringify(a.body))).size).toBe(1);
  expect(await perkOf(world.call, "pass")).toMatchObject({ usesLeft: 4 });
});

test("a mistaken use is given back once: the count, and the use of its grant", async () => {
  const world = await worldWith([{ ...PASS, limits: [{ per: "week", times: 1 }] }]);
  await grant(world.call, "pass", 1);
  await use(world.call, "pass", { id: "till-1" });
  expect(await perkOf(world.call, "pass")).toMatchObject({ usable: false, usesLeft: 0 });
  const path = "POST /v1/perks/use/till-1/reverse";
  const back = await world.call(path, {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(back.body).toMatchObject({
    status: "reversed",
    perk: { usable: true, usesLeft: 1, limits: [{ per: "week", used: 0, left: 1 }] },
  });
  const again = await world.call(path, {});
  expect(again.body).toEqual(back.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(await perkOf(world.call, "pass")).toMatchObject({ usable: true, usesLeft: 1 });
  expect((await use(world.call, "pass", { id: "till-1" })).body.status).toBe("used");
  expect((await use(world.call, "pass", { id: "till-2" })).status).toBe(201);
  await clean(world.call);
});

test("a use of the day before counts towards that day", async () => {
  const world = await worldWith([REFILL]);
  await advance(world, Date.parse("2027-03-02T09:00:00Z"));
  await grant(world.test, "refill");
  const late = await use(world.test, "refill", { occurredAt: "2027-03-01T18:00:00Z" });
  expect(late.body).toMatchObject({ usedAt: "2027-03-01T18:00:00Z", perk: { usable: true } });
  const twice = await use(world.test, "refill", { occurredAt: "2027-03-01T19:00:00Z" });
  expect(twice.body.code).toBe("perk_exhausted");
  expect((await use(world.test, "refill")).status).toBe(201);
  for (const occurredAt of ["2027-03-03T19:00:00Z", "2001-01-01T00:00:00Z"]) {
    const refused = await use(world.test, "refill", { occurredAt });
    expect([refused.status, refused.body.code]).toEqual([422, "invalid_time"]);
  }
});

test("a dry run uses nothing", async () => {
  const world = await worldWith([REFILL]);
  await grant(world.call, "refill");
  const body = { member: "ext:c-1", key: "refill", id: "till-1" };
  const tried = await world.call("POST /v1/perks/use?dryRun=true", body);
  expect(tried.body).toMatchObject({ committed: false, perk: { usable: false } });
  expect(await perkOf(world.call, "refill")).toMatchObject({ usable: true });
});

test("what cannot be used is refused with its reason", async () => {
  const world = await worldWith([REFILL]);
  await grant(world.call, "refill");
  const refusal = async (more: object) => {
    const { status, body } = await use(world.call, "refill", more);
    return [status, body.code];
  };
  expect(await refusal({ key: "sauna" })).toEqual([422, "unknown_perk"]);
  expect(await refusal({ member: "ext:nobody" })).toEqual([404, "not_found"]);
  expect(await refusal({ id: "use_mine" })).toEqual([400, "invalid_body"]);
  const reverse = (call: World["call"], id: string) => call(`POST /v1/perks/use/${id}/reverse`, {});
  expect((await reverse(world.call, "nothing")).body.code).toBe("not_found");
  await use(world.call, "refill", { id: "till-1" });
  const other = await newWorld();
  expect((await reverse(other.call, "till-1")).body.code).toBe("not_found");
  const { body } = await world.call("GET /v1/members/ext:c-1");
  expect((await use(other.call, "refill", { member: body.id })).body.code).toBe("not_found");
  const unknown = await world.call("GET /v1/members/ext:c-1/perks?key=sauna");
  expect([unknown.status, unknown.body.code]).toEqual([422, "unknown_perk"]);
  expect((await world.call("GET /v1/members/ext:nobody/perks")).body.code).toBe("not_found");
  const made = await world.call("POST /v1/keys", {
    label: "reader",
    kind: "secret",
    scopes: ["members:read"],
  });
  expect((await use(callAs(made.body.key), "refill")).body.code).toBe("forbidden");
  await world.call("DELETE /v1/members/ext:c-1");
  expect(await refusal({ member: body.id })).toEqual([409, "member_erased"]);
});

test("perks are given and taken by hand: uses, or the perk as such", async () => {
  const world = await worldWith([REFILL, PASS]);
  expect((await grant(world.call, "refill", 2)).body.code).toBe("invalid_body");
  expect((await grant(world.call, "sauna")).body.code).toBe("unknown_unit");
  expect((await grant(world.call, "pass", -1)).body.code).toBe("insufficient_points");
  const given = await grant(world.call, "pass", 3);
  const days = (Date.parse(given.body.adjustment.expiresAt) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
  await use(world.call, "pass");
  const path = `POST /v1/members/ext:c-1/adjustments/${given.body.adjustment.id}/reverse`;
  const back = await world.call(path, {});
  expect(back.body.member.wallet["perk:pass"]).toEqual({ available: 0, pending: 0, held: 0 });
  const forever = await grant(world.call, "refill");
  expect(forever.body.adjustment.expiresAt).toBeNull();
  await grant(world.call, "refill", -1);
  expect(await perkOf(world.call, "refill")).toMatchObject({ held: false });
  await clean(world.call);
});

test("the list, the desk and the wallet name what is held", async () => {
  const world = await worldWith([REFILL, PASS]);
  const list = async () => (await world.call("GET /v1/members/ext:c-1/perks")).body;
  expect(await list()).toEqual({ data: [], nextCursor: null });
  await grant(world.call, "refill");
  await grant(world.call, "pass", 5);
  await use(world.call, "refill");
  const { data } = await list();
  expect(data).toMatchObject([
    { key: "refill", usable: false },
    { key: "pass", usable: true, usesLeft: 5 },
  ]);
  const summary = await world.call("GET /v1/members/ext:c-1/summary");
  expect(summary.body.perks).toEqual(data);
  const wallet = await world.call("GET /v1/members/ext:c-1/wallet");
  expect(wallet.body.perks).toEqual([
    { key: "refill", name: "Free refill", source: "grant", level: null, usesLeft: null },
    { key: "pass", name: "Five visits", source: "grant", level: null, usesLeft: 5 },
  ]);
});

test("a gate is one round trip, a use two", async () => {
  const world = await worldWith([REFILL]);
  await grant(world.call, "refill");
  await perkOf(world.call, "refill");
  const meter = counting(env);
  await world.call("GET /v1/members/ext:c-1/perks?key=refill", undefined, { env: meter.env });
  expect(meter.trips).toBe(1);
  expect(meter.rowsRead).toBeLessThanOrEqual(18);
  meter.reset();
  const body = { member: "ext:c-1", key: "refill" };
  await world.call("POST /v1/perks/use", body, { env: meter.env });
  expect(meter.trips).toBe(2);
  expect(meter.rowsWritten).toBeLessThanOrEqual(12);
});

test("programs with perks that cannot be are refused with a pointer", async () => {
  const world = await newWorld();
  const faults = async (...perks: object[]) => {
    const { body } = await world.call("PUT /v1/program", { perks });
    return body.errors.map((e: { pointer: string }) => e.pointer);
  };
  expect(await faults(REFILL, REFILL)).toEqual(["/perks/1/key"]);
  const limited = (...limits: object[]) => faults({ ...REFILL, limits });
  const day = { per: "day", times: 1 };
  expect(await limited(day, { ...day, times: 2 })).toEqual(["/perks/0/limits/1"]);
  expect(await limited({ per: "day", amount: 5 })).toEqual(["/perks/0/limits/0"]);
  expect(await limited({ per: "order", times: 1 })).toEqual(["/perks/0/limits/0"]);
});
