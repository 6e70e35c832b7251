import { expect, test } from "vitest";
import type { Message } from "../../../src/core/env";
import type { Reaction } from "../../../src/reactions";
import type { DeadLetterRow } from "../../../src/shops";
import { shardOf } from "../../context";
import { wrapEnv } from "../../d1-wrapper";
import { deliver, recording, rowsIn } from "../../queue";
import { callAs, env, newWorld, type World } from "../../world";

/** Applies a program, whose fact lies in the outbox as nobody has seen it. */
async function withFact(): Promise<{ world: World; message: Message }> {
  const world = await newWorld();
  const queue = recording();
  const put = await world.call("PUT /v1/program", {}, { env: queue.env });
  expect(put.status, JSON.stringify(put.body)).toBe(201);
  const [message] = queue.sentFor(world.shop);
  if (!message) throw new Error("no fact was sent");
  return { world, message };
}

const outboxOf = (world: World) =>
  rowsIn<{ id: number }>(world.shop, "SELECT id FROM outbox WHERE shop = ?", world.shop);

const lettersOf = async (shop: string): Promise<DeadLetterRow[]> =>
  (
    await env.DB.prepare("SELECT * FROM dead_letters WHERE shop = ?")
      .bind(shop)
      .all<DeadLetterRow>()
  ).results;

test("a fact that was seen leaves the outbox, and comes again without harm", async () => {
  const { world, message } = await withFact();
  expect(await outboxOf(world)).toHaveLength(1);
  expect(await deliver([message])).toMatchObject({ acked: [0] });
  expect(await outboxOf(world)).toEqual([]);
  expect(await deliver([message])).toMatchObject({ acked: [0] });
});

test("facts of a batch leave the outbox in one statement a shard", async () => {
  const [one, two] = [await withFact(), await withFact()];
  const calls: string[] = [];
  const watched = wrapEnv(env, (run, sql) => {
    calls.push(...sql);
    return run();
  });
  await deliver([one.message, two.message, one.message], { env: watched });
  const shards = new Set([await shardOf(one.world.shop), await shardOf(two.world.shop)]);
  expect(calls.filter((sql) => sql.includes("DELETE FROM outbox"))).toHaveLength(shards.size);
});

test("a reaction runs with the fact and its entry's id", async () => {
  const { world, message } = await withFact();
  const seen: unknown[] = [];
  const run: Reaction = async (ctx, entry) => {
    seen.push([ctx.shop.id, ctx.caller.credential, entry.id, entry.all]);
  };
  const table = [
    { on: ["program_applied", "order_paid"], run },
    { on: "every" as const, run },
    { on: ["order_paid"], run },
  ];
  await deliver([message], { reactions: table });
  const { id } = message as { id: string };
  const once = [world.shop, "system", id, [{ type: "program_applied", version: 1 }]];
  expect(seen).toMatchObject([once, once]);
  expect(await outboxOf(world)).toEqual([]);
});

test("a reaction that fails keeps its fact for another try, and no other waits", async () => {
  const [bad, good] = [await withFact(), await withFact()];
  const run: Reaction = async (ctx) => {
    if (ctx.shop.id === bad.world.shop) throw new Error("not now");
  };
  const outcome = await deliver([bad.message, good.message], {
    reactions: [{ on: ["program_applied"], run }],
  });
  expect(outcome).toEqual({ acked: [1], retried: [0] });
  expect(await outboxOf(bad.world)).toHaveLength(1);
  expect(await outboxOf(good.world)).toEqual([]);
});

test("a database that fails keeps facts for another try", async () => {
  const { world, message } = await withFact();
  const failing = wrapEnv(env, (run, sql) => {
    if (sql.some((s) => s.includes("outbox")))
      throw new Error("D1_ERROR: Network connection lost.");
    return run();
  });
  expect(await deliver([message], { env: failing })).toMatchObject({ acked: [], retried: [0] });
  expect(await outboxOf(world)).toHaveLength(1);
});

test("a dead letter is kept once, listed for its shop only, and leaves the outbox", async () => {
  const { world, message } = await withFact();
  const queue = "regulars-dead";
  expect(await deliver([message], { queue })).toMatchObject({ acked: [0] });
  expect(await deliver([message], { queue })).toMatchObject({ acked: [0] });
  expect(await outboxOf(world)).toEqual([]);
  const listed = await world.call("GET /v1/dead-letters");
  expect(listed.body.data).toMatchObject([{ shopId: world.shop, message }]);
  const other = await newWorld();
  expect((await other.call("GET /v1/dead-letters")).body.data).toEqual([]);
  const operator = callAs(env.OPERATOR_SECRET ?? "");
  const all = await operator("GET /operator/dead-letters");
  expect(all.body.data).toEqual(expect.arrayContaining(listed.body.data));
});

test("a replayed dead letter is sent again and gone", async () => {
  const { world, message } = await withFact();
  await deliver([message], { queue: "regulars-dead" });
  const [letter] = (await world.call("GET /v1/dead-letters")).body.data;
  const queue = recording();
  const path = `POST /v1/dead-letters/${letter.id}/replay`;
  const other = await newWorld();
  expect((await other.call(path, {}, { env: queue.env })).body.code).toBe("not_found");
  const replayed = await world.call(path, undefined, { env: queue.env });
  expect(replayed.status, JSON.stringify(replayed.body)).toBe(202);
  expect(queue.sentFor(world.shop)).toEqual([message]);
  expect(await lettersOf(world.shop)).toEqual([]);
  expect((await world.call(path, undefined, { env: queue.env })).body.code).toBe("not_found");
});

test("an operator replays any shop's dead letter; nonsense is not found", async () => {
  const { world, message } = await withFact();
  await deliver([message], { queue: "regulars-dead" });
  const [letter] = await lettersOf(world.shop);
  const operator = callAs(env.OPERATOR_SECRET ?? "");
  const queue = recording();
  const headers = { "idempotency-key": `${letter?.id}` };
  const path = `POST /operator/dead-letters/${letter?.id}/replay`;
  const first = await operator(path, undefined, { env: queue.env, headers });
  const again = await operator(path, undefined, { env: queue.env, headers });
  expect(again.body).toEqual(first.body);
  expect(queue.sentFor(world.shop)).toEqual([message]);
  for (const id of ["x", "-1", "1e3", "9".repeat(15)]) {
    expect((await operator(`POST /operator/dead-letters/${id}/replay`)).body.code).toBe(
      "not_found",
    );
  }
});

test("a timer whose message died stays set", async () => {
  const { world } = await withFact();
  const timer: Message = {
    type: "timer",
    shard: await shardOf(world.shop),
    realm: "live",
    dueAt: 1,
    shop: world.shop,
    subject: "mem_none",
    kind: "dance",
  };
  await deliver([timer], { queue: "regulars-dead" });
  expect(await lettersOf(world.shop)).toHaveLength(1);
});
