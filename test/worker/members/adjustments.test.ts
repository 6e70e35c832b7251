import { expect, test } from "vitest";
import { callAs, newWorld, type World } from "../../world";

const PATH = "POST /v1/members/ext:c-1/adjustments";

async function worldWithMember(program: object = {}): Promise<World> {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:c-1", { name: "Anna" });
  if (Object.keys(program).length > 0) {
    await world.call("PUT /v1/program", program);
    const applied = await world.call("GET /v1/program");
    expect(applied.body.document).toMatchObject(program);
  }
  return world;
}

const pointsOf = async (world: World) =>
  (await world.call("GET /v1/members/ext:c-1/wallet")).body.wallet.points;

const clean = async (world: World) => {
  const { body } = await world.call("GET /v1/ledger/check");
  expect(body.findings).toEqual([]);
  expect(body.checked).toBeGreaterThan(0);
};

test("a gift is available at once and expires as the program says", async () => {
  const world = await worldWithMember();
  const given = await world.call(PATH, {
    amount: 50,
    reason: "apology",
    note: "sorry",
    actor: "jo",
  });
  expect(given.status).toBe(201);
  expect(given.body).toMatchObject({
    committed: true,
    adjustment: { unit: "points", amount: 50, reason: "apology", note: "sorry", actor: "jo" },
    member: { wallet: { points: { available: 50, pending: 0 } } },
  });
  expect(given.body.adjustment.id).toMatch(/^adj_/);
  const wallet = await pointsOf(world);
  expect(wallet.nextExpiry).toEqual({ at: given.body.adjustment.expiresAt, amount: 50 });
  expect(wallet.lifetimeEarned).toBe(0);
  await clean(world);
});

test("a gift may have an expiry of its own", async () => {
  const world = await worldWithMember();
  const expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const given = await world.call(PATH, { amount: 5, reason: "apology", expiresAt });
  expect(Date.parse(given.body.adjustment.expiresAt)).toBe(Date.parse(expiresAt));
  const past = { amount: 5, reason: "apology", expiresAt: "2020-01-01T00:00:00Z" };
  expect((await world.call(PATH, past)).body.code).toBe("invalid_time");
  const taking = { amount: -5, reason: "apology", expiresAt };
  expect((await world.call(PATH, taking)).body.code).toBe("invalid_body");
});

test("what is taken beyond the balance is owed under owe, and refused otherwise", async () => {
  const owing = await worldWithMember();
  await owing.call(PATH, { amount: 30, reason: "gift" });
  const taken = await owing.call(PATH, { amount: -50, reason: "mistake" });
  expect(taken.body.adjustment.owed).toBe(20);
  expect(taken.body.member.wallet.points).toEqual({
    available: -20,
    pending: 0,
    held: 0,
    owed: 20,
  });
  await clean(owing);
  for (const negative of ["stop_at_zero", "waive"]) {
    const world = await worldWithMember({ negative });
    await world.call(PATH, { amount: 30, reason: "gift" });
    const refused = await world.call(PATH, { amount: -31, reason: "mistake" });
    expect(refused.body.code).toBe("insufficient_points");
    expect((await world.call(PATH, { amount: -30, reason: "mistake" })).status).toBe(201);
    expect((await pointsOf(world)).available).toBe(0);
    await clean(world);
  }
});

test("a reversed gift is taken back once, and a repeat answers the same", async () => {
  const world = await worldWithMember();
  const given = await world.call(PATH, { amount: 50, reason: "gift" });
  await world.call(PATH, { amount: -20, reason: "mistake" });
  const path = `${PATH}/${given.body.adjustment.id}/reverse`;
  const reversed = await world.call(path, {});
  expect(reversed.status, JSON.stringify(reversed.body)).toBe(200);
  expect(reversed.body.member.wallet.points).toMatchObject({ available: -20, owed: 20 });
  const again = await world.call(path, {});
  expect(again.body).toEqual(reversed.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  const wallet = await pointsOf(world);
  expect(wallet).toMatchObject({ available: -20, lifetimeEarned: 0 });
  await clean(world);
});

test("a reversed taking returns to its lots, cancels the debt, and gives back what paid it", async () => {
  const world = await worldWithMember();
  await world.call(PATH, { amount: 30, reason: "gift" });
  const before = await pointsOf(world);
  const taken = await world.call(PATH, { amount: -50, reason: "mistake" });
  await world.call(PATH, { amount: 5, reason: "gift" });
  expect((await pointsOf(world)).owed).toBe(15);
  const reversed = await world.call(`${PATH}/${taken.body.adjustment.id}/reverse`, {});
  expect(reversed.body.member.wallet.points).toEqual({ available: 35, pending: 0, held: 0 });
  expect((await pointsOf(world)).nextExpiry.at).toBe(before.nextExpiry.at);
  await clean(world);
});

test("an adjustment with an id of its own is done once, and other content is refused", async () => {
  const world = await worldWithMember();
  const body = { id: "till-7", amount: 10, reason: "gift", note: "a note" };
  const first = await world.call(PATH, body);
  await world.call(PATH, { amount: 1, reason: "gift" });
  const again = await world.call(PATH, body);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  const other = await world.call(PATH, { ...body, amount: 11 });
  expect([other.status, other.body.code]).toEqual([409, "adjustment_differs"]);
  expect((await pointsOf(world)).available).toBe(11);
});

test("twenty equal adjustments in parallel are one", async () => {
  const world = await worldWithMember();
  const body = { id: "till-8", amount: 10, reason: "gift" };
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.call(PATH, body)));
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
  expect(answers.filter((a) => a.status === 200)).toHaveLength(19);
  expect(new Set(answers.map((a) => JSON.stringify(a.body))).size).toBe(1);
  expect((await pointsOf(world)).available).toBe(10);
});

test("parallel takings never take more than there is", async () => {
  const world = await worldWithMember({ negative: "stop_at_zero" });
  await world.call(PATH, { amount: 30, reason: "gift" });
  const body = { amount: -20, reason: "mistake" };
  const answers = await Promise.all(Array.from({ length: 8 }, () => world.call(PATH, body)));
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
  expect(answers.filter((a) => a.body.code === "insufficient_points")).toHaveLength(7);
  await clean(world);
});

test("a key's goodwill limit holds for its day, in parallel too, and for gifts only", async () => {
  const world = await worldWithMember();
  const made = await world.call("POST /v1/keys", {
    label: "till",
    kind: "secret",
    scopes: ["members:read", "members:write"],
    goodwillLimit: 100,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const till = callAs(made.body.key);
  const body = { amount: 40, reason: "gift" };
  const answers = await Promise.all(Array.from({ length: 5 }, () => till(PATH, body)));
  expect(answers.filter((a) => a.status === 201)).toHaveLength(2);
  const refused = answers.filter((a) => a.status !== 201);
  expect(new Set(refused.map((a) => a.body.code))).toEqual(new Set(["goodwill_exceeded"]));
  expect((await till(PATH, { amount: -40, reason: "mistake" })).status).toBe(201);
  expect((await till(PATH, { amount: 20, reason: "gift" })).status).toBe(201);
  expect((await till(PATH, { amount: 1, reason: "gift" })).body.code).toBe("goodwill_exceeded");
  expect((await world.call(PATH, { amount: 1000, reason: "gift" })).status).toBe(201);
});

test("a dry run tells what would be and writes nothing", async () => {
  const world = await worldWithMember();
  const tried = await world.call(`${PATH}?dryRun=true`, { amount: 10, reason: "gift" });
  expect(tried.body).toMatchObject({
    committed: false,
    member: { wallet: { points: { available: 10 } } },
  });
  expect((await pointsOf(world)).available).toBe(0);
});

test("adjustments are listed, the latest first", async () => {
  const world = await worldWithMember();
  for (const amount of [1, 2, 3]) await world.call(PATH, { amount, reason: "gift" });
  const first = await world.call("GET /v1/members/ext:c-1/adjustments?limit=2");
  const { nextCursor } = first.body;
  const second = await world.call(
    `GET /v1/members/ext:c-1/adjustments?limit=2&cursor=${nextCursor}`,
  );
  const amounts = [...first.body.data, ...second.body.data].map((a) => a.amount);
  expect([...amounts].sort()).toEqual([1, 2, 3]);
  expect(second.body.nextCursor).toBeNull();
});

test("what cannot be adjusted is refused with its reason", async () => {
  const world = await worldWithMember();
  const refusal = async (body: object, path = PATH) => (await world.call(path, body)).body.code;
  const gift = { amount: 1, reason: "gift" };
  expect(await refusal({ ...gift, amount: 0 })).toBe("invalid_body");
  expect(await refusal({ ...gift, amount: 1.5 })).toBe("invalid_body");
  expect(await refusal({ ...gift, amount: 2e12 })).toBe("invalid_body");
  expect(await refusal({ ...gift, reason: "Für Anna" })).toBe("invalid_body");
  expect(await refusal({ ...gift, unit: "stars" })).toBe("unknown_unit");
  expect(await refusal({ ...gift, id: "adj_mine" })).toBe("invalid_body");
  expect(await refusal(gift, "POST /v1/members/ext:nobody/adjustments")).toBe("not_found");
  expect(await refusal({}, `${PATH}/adj_unknown/reverse`)).toBe("not_found");
  await world.call(PATH, { amount: 1_000_000_000_000, reason: "gift" });
  expect(await refusal(gift)).toBe("amount_too_large");
  const other = await newWorld();
  const { body } = await world.call("GET /v1/members/ext:c-1");
  const foreign = await other.call(`POST /v1/members/${body.id}/adjustments`, gift);
  expect(foreign.body.code).toBe("not_found");
});
