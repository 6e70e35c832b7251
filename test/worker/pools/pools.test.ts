import { expect, test } from "vitest";
import { counting } from "../../counting";
import { env, newWorld, type World } from "../../world";
import { codes, factsOf, fill, poolOf, put } from "./shop";

const world = await newWorld();

test("a pool is made and changed, and its codes are counted, never shown", async () => {
  const made = await put(world, "cinema", { lowBelow: 2 });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body).toMatchObject({
    committed: true,
    pool: { id: "cinema", imported: 0, free: 0, isLow: true, expiresAt: null },
  });
  const added = await fill(world, "cinema", codes(0, 3));
  expect(added.body).toMatchObject({ added: 3, duplicates: 0, pool: { free: 3, isLow: false } });
  const changed = await put(world, "cinema", { name: "Kino", lowBelow: 4 });
  expect([changed.status, changed.body.pool.name, changed.body.pool.isLow]).toEqual([
    200,
    "Kino",
    true,
  ]);
  const list = await world.call("GET /v1/pools");
  expect(list.body.data.find((p: { id: string }) => p.id === "cinema")).toEqual(
    await poolOf(world, "cinema"),
  );
  expect(JSON.stringify([list.body, await factsOf(world)])).not.toContain("CODE-");
});

test("a page that is sent again, or has a code twice, adds each code once", async () => {
  await put(world, "again");
  const page = codes(0, 10);
  await fill(world, "again", page);
  const again = await fill(world, "again", [...page, "NEW", " NEW ", "NEW2"]);
  expect(again.body).toMatchObject({ added: 2, duplicates: 11, pool: { imported: 12, free: 12 } });
  const headers = { "idempotency-key": "page-3" };
  const keyed = () => fill(world, "again", ["X1"], { headers });
  const [first, second] = [await keyed(), await keyed()];
  expect([first.body, second.body]).toEqual([second.body, first.body]);
  expect(second.headers.get("idempotency-replayed")).toBe("true");
});

test("codes come as a CSV too, with or without a head", async () => {
  await put(world, "table");
  const csv = 'Code;Wert\r\nA-1;10\n"B,2";10\n\n"C""3";10\n';
  const added = await world.call("POST /v1/pools/table/codes", { csv });
  expect(added.body).toMatchObject({ added: 3, duplicates: 0 });
  const known = await fill(world, "table", ["A-1", "B,2", 'C"3', "10"]);
  expect(known.body).toMatchObject({ added: 1, duplicates: 3 });
});

test("of two pages at once each code is added once", async () => {
  await put(world, "race");
  const replies = await Promise.all(
    [0, 5, 10, 0, 5, 10].map((from) => fill(world, "race", codes(from, 10))),
  );
  expect(replies.map((r) => r.status)).toEqual([200, 200, 200, 200, 200, 200]);
  // 0–9, 5–14 and 10–19 are twenty codes, sent 60 times.
  expect(replies.reduce((sum, r) => sum + r.body.added, 0)).toBe(20);
  expect(replies.reduce((sum, r) => sum + r.body.duplicates, 0)).toBe(40);
  expect(await poolOf(world, "race")).toMatchObject({ imported: 20, free: 20 });
});

test("what nobody has is voided, and a void code is never free again", async () => {
  await put(world, "gone", { lowBelow: 1 });
  await fill(world, "gone", codes(0, 3));
  const tried = await world.call("DELETE /v1/pools/gone/codes?dryRun=true");
  expect(tried.body).toMatchObject({ committed: false, voided: 3 });
  const voided = await world.call("DELETE /v1/pools/gone/codes");
  expect(voided.body).toMatchObject({ voided: 3, pool: { imported: 3, free: 0, void: 3 } });
  expect((await world.call("DELETE /v1/pools/gone/codes")).body).toMatchObject({ voided: 0 });
  const again = await fill(world, "gone", codes(0, 4));
  expect(again.body).toMatchObject({ added: 1, duplicates: 3, pool: { free: 1, void: 3 } });
});

test("a pool that has too few codes says so once, until there are enough again", async () => {
  const low = async () =>
    (await factsOf(world)).filter((f) => f.type === "pool_low" && f.pool === "alarm");
  await put(world, "alarm", { lowBelow: 3 });
  await fill(world, "alarm", codes(0, 3));
  expect(await low()).toEqual([]);
  await put(world, "alarm", { lowBelow: 4 });
  await put(world, "alarm", { lowBelow: 5 });
  expect(await low()).toEqual([{ type: "pool_low", pool: "alarm", free: 3, lowBelow: 4 }]);
  await fill(world, "alarm", codes(3, 2));
  await world.call("DELETE /v1/pools/alarm/codes");
  expect(await low()).toHaveLength(2);
});

test("what cannot be is refused with its reason, and another shop has none of it", async () => {
  await put(world, "mine");
  const refusal = async (call: World["call"], request: string, body?: unknown) => {
    const reply = await call(request, body);
    return [reply.status, reply.body.code];
  };
  const name = "x";
  expect(await refusal(world.call, "PUT /v1/pools/No%20Slug", { name })).toEqual([
    400,
    "invalid_ref",
  ]);
  for (const body of [{}, { codes: [] }, { codes: ["a\u0000"] }, { codes: ["x".repeat(101)] }]) {
    const got = await refusal(world.call, "POST /v1/pools/mine/codes", body);
    expect(got, JSON.stringify(body)).toEqual([400, "invalid_body"]);
  }
  expect(await refusal(world.call, "POST /v1/pools/mine/codes", { codes: [" "] })).toEqual([
    400,
    "invalid_body",
  ]);
  expect(await refusal(world.call, "POST /v1/pools/mine/codes", { codes: codes(0, 5001) })).toEqual(
    [400, "invalid_body"],
  );
  const other = await newWorld();
  for (const request of ["GET /v1/pools/mine", "DELETE /v1/pools/mine/codes"]) {
    expect(await refusal(other.call, request)).toEqual([404, "not_found"]);
  }
  expect(await refusal(other.call, "POST /v1/pools/mine/codes", { codes: ["A"] })).toEqual([
    404,
    "not_found",
  ]);
  expect((await other.call("GET /v1/pools")).body).toEqual({ data: [], nextCursor: null });
});

test("100,000 codes come in 20 pages of two round trips and a row written for each", async () => {
  await put(world, "large");
  const meter = counting(env);
  for (let page = 0; page < 20; page++) {
    const added = await fill(world, "large", codes(page * 5000, 5000), { env: meter.env });
    expect(added.body.added).toBe(5000);
  }
  expect(meter.trips).toBe(40);
  // Beside the codes a page writes the pool, a fact, its outbox row and what a replay needs.
  expect(meter.rowsWritten).toBeGreaterThanOrEqual(100_000);
  expect(meter.rowsWritten).toBeLessThanOrEqual(100_000 + 20 * 8);
  expect(await poolOf(world, "large")).toMatchObject({ imported: 100_000, free: 100_000 });
  meter.reset();
  await fill(world, "large", codes(95_000, 5000), { env: meter.env });
  expect(meter.rowsWritten).toBeLessThanOrEqual(8);
  const voided = await world.call("DELETE /v1/pools/large/codes");
  expect(voided.body).toMatchObject({ voided: 100_000, pool: { free: 0 } });
});
