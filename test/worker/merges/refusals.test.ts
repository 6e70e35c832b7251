import { expect, test } from "vitest";
import { order } from "../../orders";
import { pump } from "../../queue";
import { newWorld } from "../../world";
import { memberWith } from "../rewards/points";
import { checked } from "./checked";

test("what cannot be merged is refused with its reason", async () => {
  const [world, other] = [await newWorld(), await newWorld()];
  const { call } = world;
  await memberWith(world, "a", 10);
  await memberWith(world, "b", 20);
  await memberWith(world, "gone", 5);
  const foreign = await other.call("PUT /v1/members/ext:x", {});
  await call("DELETE /v1/members/ext:gone");
  const gone = (await call("PUT /v1/members/ext:here", {})).body.member.id;
  await call(`DELETE /v1/members/${gone}`);
  const cases: [string, string, string, number, string][] = [
    ["an unknown member", "ext:nobody", "ext:b", 404, "not_found"],
    ["another who is unknown", "ext:a", "ext:nobody", 404, "not_found"],
    ["another shop's member", "ext:a", foreign.body.member.id, 404, "not_found"],
    ["no reference", "ext:a", "b", 400, "invalid_ref"],
    ["oneself", "ext:a", "ext:a", 409, "merge_not_possible"],
    ["somebody who was erased", "ext:a", gone, 409, "member_erased"],
    ["into somebody who was erased", gone, "ext:a", 409, "member_erased"],
  ];
  for (const [name, into, from, status, code] of cases) {
    const reply = await call(`POST /v1/members/${into}/merge`, { from });
    expect([name, reply.status, reply.body.code]).toEqual([name, status, code]);
  }
  expect(await checked(world)).toEqual([]);
});

test("the same merge again gets the same answer, another of its id none", async () => {
  const world = await newWorld();
  const { call } = world;
  await memberWith(world, "a", 10);
  await memberWith(world, "b", 20);
  await memberWith(world, "c", 30);
  const dry = await call("POST /v1/members/ext:a/merge?dryRun=true", { id: "m", from: "ext:b" });
  expect(dry.body).toMatchObject({
    committed: false,
    member: { wallet: { points: { available: 30 } } },
  });
  const first = await call("POST /v1/members/ext:a/merge", { id: "m", from: "ext:b" });
  const again = await call("POST /v1/members/ext:a/merge", { id: "m", from: "ext:b" });
  expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
  const differs = await call("POST /v1/members/ext:a/merge", { id: "m", from: "ext:c" });
  expect([differs.status, differs.body.code]).toEqual([409, "merge_differs"]);
  const twice = await call("POST /v1/members/ext:a/merge", { from: first.body.merge.from });
  expect([twice.status, twice.body.code]).toEqual([409, "merge_not_possible"]);
});

test("merges are undone from the last to the first, and each gets back whom they stood for", async () => {
  const world = await newWorld();
  const { call } = world;
  for (const [name, points] of [
    ["a", 10],
    ["b", 20],
    ["c", 30],
  ] as const) {
    await memberWith(world, name, points);
  }
  const ids = await Promise.all(
    ["a", "b", "c"].map(async (name) => (await call(`GET /v1/members/ext:${name}`)).body.id),
  );
  await call("POST /v1/members/ext:b/merge", { id: "ab", from: "ext:a" });
  await call("POST /v1/members/ext:c/merge", { id: "bc", from: "ext:b" });
  for (const id of ids) {
    const { body } = await call(`GET /v1/members/${id}/wallet`);
    expect([body.member.id, body.wallet.points.available]).toEqual([ids[2], 60]);
  }
  // Gifts of a, b and c, and a pair for each merge: 10 over to b, then 10 + 20 to c.
  const listed = await call(`GET /v1/members/${ids[0]}/transfers?limit=250`);
  const all = listed.body.data.map((t: { id: string }) => t.id);
  expect(new Set(all).size).toBe(all.length);
  const pages: string[] = [];
  for (let cursor = ""; ; ) {
    const page = await call(`GET /v1/members/ext:c/transfers?limit=2${cursor}`);
    pages.push(...page.body.data.map((t: { id: string }) => t.id));
    if (page.body.nextCursor === null) break;
    cursor = `&cursor=${page.body.nextCursor}`;
  }
  expect(pages).toEqual(all);
  const early = await call("POST /v1/merges/ab/undo", {});
  expect([early.status, early.body.code]).toEqual([409, "merge_not_last"]);
  await call("POST /v1/merges/bc/undo", {});
  expect((await call(`GET /v1/members/${ids[0]}/wallet`)).body).toMatchObject({
    member: { id: ids[1] },
    wallet: { points: { available: 30 } },
  });
  await call("POST /v1/merges/ab/undo", {});
  for (const [i, id] of ids.entries()) {
    const { body } = await call(`GET /v1/members/${id}/wallet`);
    expect([body.member.id, body.wallet.points.available]).toEqual([id, 10 * (i + 1)]);
  }
  expect(await checked(world)).toEqual([]);
  const merges = await call(`GET /v1/members/${ids[2]}/merges`);
  expect(merges.body.data).toMatchObject([{ from: ids[1], member: ids[2] }]);
  expect(merges.body.data[0].undoneAt).not.toBeNull();
});

test("an unknown merge, and one of another shop, are not found", async () => {
  const [world, other] = [await newWorld(), await newWorld()];
  await memberWith(world, "a", 10);
  await memberWith(world, "b", 20);
  const { body } = await world.call("POST /v1/members/ext:a/merge", { from: "ext:b" });
  for (const reply of [
    await world.call("POST /v1/merges/nothing/undo", {}),
    await other.call(`POST /v1/merges/${body.merge.id}/undo`, {}),
    await other.call(`GET /v1/explain/${body.merge.id}`),
    await world.call("GET /v1/members/ext:nobody/merges"),
  ]) {
    expect([reply.status, reply.body.code]).toEqual([404, "not_found"]);
  }
});

test("an order that names two suggests to merge them, until somebody says no", async () => {
  const world = await newWorld();
  const { call } = world;
  const ids = await Promise.all(
    [{ ref: "ext:a" }, { ref: "email:a@example.com" }].map(
      async ({ ref }) => (await call(`PUT /v1/members/${ref}`, {})).body.member.id,
    ),
  );
  const both = { member: { externalId: "a", email: "a@example.com" } };
  await call("POST /v1/orders", order("1", null, both));
  await call("POST /v1/orders", order("2", null, both));
  await pump(world.shop);
  const listed = await call("GET /v1/merges/suggestions");
  expect(listed.body.data).toMatchObject([
    { member: ids[0], other: ids[1], kind: "email", times: 2 },
  ]);
  await call("POST /v1/members/ext:a/merge", { id: "m", from: ids[1] });
  expect((await call("GET /v1/merges/suggestions")).body.data).toEqual([]);
  await call("POST /v1/merges/m/undo", {});
  expect((await call("GET /v1/merges/suggestions")).body.data).toHaveLength(1);
  const no = await call("POST /v1/merges/suggestions/dismiss", { member: ids[1], other: "ext:a" });
  expect(no.status).toBe(200);
  expect((await call("GET /v1/merges/suggestions")).body.data).toEqual([]);
  const unknown = await call("POST /v1/merges/suggestions/dismiss", {
    member: "ext:a",
    other: "ext:z",
  });
  expect([unknown.status, unknown.body.code]).toEqual([404, "not_found"]);
});
