import { expect, test } from "vitest";
import { counting } from "../../counting";
import { pump, rowsIn } from "../../queue";
import { callAs, env, newWorld } from "../../world";
import { withLatency } from "../../world-latency";
import { did, findings, pointsOf, shopWith } from "./shop";

const PATH = "POST /v1/activities";

test("an activity earns by its rule, at once, and tells why", async () => {
  const world = await shopWith();
  const occurredAt = "2026-03-01T10:00:00Z";
  const { status, body } = await world.call(
    PATH,
    did("review", { id: "r-1", data: { stars: 5 }, occurredAt }),
  );
  expect(status).toBe(201);
  expect(body).toMatchObject({
    activity: { externalId: "r-1", type: "review", occurredAt, reversedAt: null },
    committed: true,
    warnings: [],
    effects: [{ type: "points_earned", unit: "points", amount: 20, ruleId: "review" }],
    confirmed: [],
  });
  expect(body.activity.id).toMatch(/^act_/);
  expect(body.effects[0].reason).toEqual(expect.any(String));
  expect(body.member.wallet.points.available).toBe(20);
  expect(await pointsOf(world)).toMatchObject({ available: 20, lifetimeEarned: 20 });
  expect(await findings(world)).toEqual([]);
});

test("an activity is two round trips, its repeat and its reads one", async () => {
  const world = await shopWith();
  await world.call(PATH, did("visit", { id: "v-0" }));
  const cost = counting();
  const { env: counted } = cost;
  await world.call(PATH, did("review", { id: "r-1" }), { env: counted });
  expect(cost.trips).toBe(2);
  expect(cost.rowsWritten).toBeLessThanOrEqual(15);
  expect(cost.rowsRead).toBeLessThanOrEqual(36);
  for (const call of [PATH, "GET /v1/activities/r-1", "GET /v1/activities?member=ext:c-1"]) {
    cost.reset();
    const body = call === PATH ? did("review", { id: "r-1" }) : undefined;
    await world.call(call, body, { env: counted });
    expect([cost.trips, cost.rowsWritten], call).toEqual([1, 0]);
  }
  cost.reset();
  await world.call("POST /v1/activities/r-1/reverse", undefined, { env: counted });
  expect(cost.trips).toBe(2);
});

test("a rule may give by what the activity carries", async () => {
  const world = await shopWith();
  // 1 point for each 10 pages: 47 pages are 4.
  const read = await world.call(PATH, did("reading", { data: { pages: 47 } }));
  expect(read.body.effects).toMatchObject([{ amount: 4, ruleId: "pages" }]);
  expect((await world.call(PATH, did("reading"))).body.effects).toEqual([]);
});

test("what the program does not know is recorded, earns nothing, and is warned of", async () => {
  const world = await shopWith();
  const { status, body } = await world.call(PATH, did("dance", { id: "d", data: { steps: 3 } }));
  expect(status).toBe(201);
  expect(body).toMatchObject({
    effects: [],
    warnings: [{ code: "activity_unknown", pointer: "/type" }],
  });
  expect((await world.call("GET /v1/activities/d")).body.data).toEqual({ steps: 3 });
});

test("the same activity again gets the same answer, another of its id is refused", async () => {
  const world = await shopWith();
  const first = await world.call(PATH, did("review", { id: "r-1" }));
  await world.call(PATH, did("review", { id: "r-2" }));
  const again = await world.call(PATH, did("review", { id: "r-1" }));
  expect(again.status).toBe(200);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.body).toEqual(first.body);
  const other = await world.call(PATH, did("visit", { id: "r-1" }));
  expect([other.status, other.body.code]).toEqual([409, "activity_differs"]);
  expect((await pointsOf(world)).available).toBe(40);
});

test("an Idempotency-Key makes an activity without an id one", async () => {
  const world = await shopWith();
  const options = { headers: { "idempotency-key": "k" } };
  const first = await world.call(PATH, did("review"), options);
  const again = await world.call(PATH, did("review"), options);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  const { id, externalId } = first.body.activity;
  expect(id).toMatch(/^act_/);
  expect(externalId).toBeNull();
  expect((await world.call(`GET /v1/activities/${id}`)).status).toBe(200);
  expect((await pointsOf(world)).available).toBe(20);
});

test("what cannot be is refused, with a pointer", async () => {
  const world = await shopWith();
  const refusals: [object, number, string, string][] = [
    [did("review", { member: "ext:nobody" }), 404, "not_found", "/member"],
    [did("review", { member: "nobody" }), 400, "invalid_ref", "/member"],
    [did("review", { data: { stars: "5" } }), 422, "activity_data_differs", "/data/stars"],
    [did("review", { data: { verified: 1 } }), 422, "activity_data_differs", "/data/verified"],
    [did("review", { occurredAt: "1979-12-31T23:59:59Z" }), 422, "invalid_time", "/occurredAt"],
    [did("review", { occurredAt: "2100-01-01T00:00:00Z" }), 422, "invalid_time", "/occurredAt"],
    [did("Review"), 400, "invalid_body", "/type"],
    [did("review", { id: "act_1" }), 400, "invalid_body", "/id"],
    [did("review", { id: "" }), 400, "invalid_body", "/id"],
    [did("review", { data: { stars: { $gt: 1 } } }), 400, "invalid_body", "/data/stars"],
    [did("review", { data: { text: "x".repeat(256) } }), 400, "invalid_body", "/data/text"],
    [did("review", { data: { text: "a\u0000b" } }), 400, "invalid_body", "/data/text"],
    [did("review", { data: { "a b": 1 } }), 400, "invalid_body", "/data/a b"],
    [did("review", { extra: 1 }), 400, "invalid_body", ""],
  ];
  for (const [body, status, code, pointer] of refusals) {
    const reply = await world.call(PATH, body);
    const told = [reply.status, reply.body.code, reply.body.errors?.[0]?.pointer];
    expect(told, JSON.stringify(body)).toEqual([status, code, pointer]);
  }
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${i}`, i]));
  expect((await world.call(PATH, did("review", { data: many }))).status).toBe(400);
  const proto = `{"type":"review","member":"ext:c-1","data":{"__proto__":{"stars":1}}}`;
  expect((await world.call(PATH, proto)).status).toBeLessThan(500);
});

test("an erased member does nothing more, and what was told of them is emptied", async () => {
  const world = await shopWith();
  const data = { stars: 1, text: "Anna was here" };
  const { body } = await world.call(PATH, did("review", { id: "r-1", data }));
  const member = body.member.id;
  await world.call("DELETE /v1/members/ext:c-1");
  const refused = await world.call(PATH, { type: "review", member });
  expect(refused.body.code).toBe("member_erased");
  expect((await world.call("GET /v1/activities/r-1")).body).toMatchObject({ data: {}, member });
  const rows = await rowsIn(world.shop, "SELECT * FROM activities WHERE shop = ?1", world.shop);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain("Anna");
});

test("a rehearsal writes nothing, also by the draft and at another time", async () => {
  const world = await shopWith();
  const at = "2027-01-01T00:00:00Z";
  const dry = await world.call(`${PATH}?dryRun=true&at=${at}`, did("review"));
  expect(dry.status).toBe(200);
  expect(dry.body).toMatchObject({
    committed: false,
    activity: { occurredAt: at },
    effects: [{ amount: 20 }],
  });
  const give = { type: "points", amount: 7 };
  await world.call("PUT /v1/program/draft", {
    activities: [{ type: "visit", name: { de: "Besuch", en: "Visit" } }],
    earning: { rules: [{ id: "more", on: "activity", activity: "visit", give }] },
  });
  const draft = await world.call(`${PATH}?dryRun=true&program=draft`, did("visit"));
  expect(draft.body.effects).toMatchObject([{ amount: 7, ruleId: "more" }]);
  expect((await world.call("GET /v1/activities?member=ext:c-1")).body.data).toEqual([]);
});

test("activities are listed page by page, the latest first, and are no other shop's", async () => {
  const world = await shopWith();
  for (const [i, day] of ["02", "04", "03"].entries()) {
    const occurredAt = `2026-03-${day}T10:00:00Z`;
    await world.call(PATH, did("visit", { id: `v-${i}`, occurredAt }));
  }
  const list = "GET /v1/activities?member=ext:c-1&limit=2";
  const first = await world.call(list);
  expect(first.body.data.map((a: { externalId: string }) => a.externalId)).toEqual(["v-1", "v-2"]);
  const rest = await world.call(`${list}&cursor=${first.body.nextCursor}`);
  expect(rest.body).toMatchObject({ data: [{ externalId: "v-0" }], nextCursor: null });
  const { id } = first.body.data[0];
  expect((await world.call(`GET /v1/activities/${id}`)).body).toMatchObject({
    earned: [{ ruleId: "daily-visit", unit: "points", amount: 5, reversed: 0 }],
    programVersion: expect.any(Number),
  });
  const other = callAs((await newWorld()).keys.live.secret);
  for (const path of [
    `GET /v1/activities/${id}`,
    `POST /v1/activities/${id}/reverse`,
    `GET /v1/explain/${id}`,
    list,
  ]) {
    expect((await other(path)).status, path).toBe(404);
  }
});

test("its facts are told, and name no data", async () => {
  const world = await shopWith();
  await world.call(PATH, did("review", { id: "r-1", data: { text: "secret" } }));
  await pump(world.shop);
  const [row] = await rowsIn<{ facts: string }>(
    world.shop,
    "SELECT facts FROM facts WHERE shop = ?1 ORDER BY id DESC LIMIT 1",
    world.shop,
  );
  expect(JSON.parse(row?.facts ?? "[]").slice(0, 2)).toMatchObject([
    { type: "activity_recorded", of: "review" },
    { type: "points_earned", unit: "points", amount: 20 },
  ]);
  expect(row?.facts).not.toContain("secret");
});

test.each([
  { name: "30 at no latency", env, count: 30 },
  { name: "10 at 10–30 ms", env: withLatency(env, 5, 15), count: 10 },
])("one id is one activity, and a limit holds, however many come: $name", async (at) => {
  const world = await shopWith();
  const same = await Promise.all(
    Array.from({ length: at.count }, () => world.call(PATH, did("review", { id: "same" }), at)),
  );
  expect(same.map((r) => r.status).sort()).toEqual([...Array(at.count - 1).fill(200), 201]);
  expect(new Set(same.map((r) => JSON.stringify(r.body))).size).toBe(1);
  const visits = await Promise.all(
    Array.from({ length: at.count }, (_, i) => world.call(PATH, did("visit", { id: `v${i}` }), at)),
  );
  expect(visits.map((r) => r.status)).toEqual(Array(at.count).fill(201));
  expect(visits.filter((r) => r.body.effects.length > 0)).toHaveLength(1);
  expect((await pointsOf(world)).available).toBe(25);
  expect(await findings(world)).toEqual([]);
});

test("what an activity gives can wait, counted from when it was done", async () => {
  const world = await newWorld();
  const rule = {
    id: "visit",
    on: "activity",
    activity: "visit",
    give: { type: "points", amount: 5 },
    pending: { wait: "P3D" },
  };
  await world.call("PUT /v1/program", {
    activities: [{ type: "visit", name: { de: "Besuch", en: "Visit" } }],
    earning: { rules: [rule] },
  });
  await world.call("PUT /v1/members/ext:c-1", {});
  const occurredAt = new Date(Date.now() - 86_400_000).toISOString();
  const { body } = await world.call(PATH, did("visit", { id: "v-1", occurredAt }));
  const activatesAt = Date.parse(body.effects[0].activatesAt);
  expect(activatesAt - Date.parse(occurredAt)).toBe(3 * 86_400_000);
  const told = await world.call("GET /v1/program/sentences?locale=en");
  const texts = told.body.data.map(({ text }: { text: string }) => text);
  expect(texts.filter((text: string) => text.includes("3 days later"))).toHaveLength(1);
});
