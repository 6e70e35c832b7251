import { expect, test } from "vitest";
import { sendDueTimers } from "../../../src/core/timers";
import { DAY, HOUR } from "../../../src/lib/time";
import { shardOf } from "../../context";
import { type Counting, counting } from "../../counting";
import { order } from "../../orders";
import { deliver, pump, recording, rowsIn } from "../../queue";
import { NOON, published, run, type Someone, setClock } from "../messages/journey";
import { buy, guest } from "./shop";

const DUE = 20;

/** So many members with points and timers of their own, none of them due. */
async function crowd({ shop }: Someone, count: number): Promise<void> {
  const rows = JSON.stringify(Array.from({ length: count }, (_, i) => i));
  const insert = (table: string, columns: string, values: string) =>
    rowsIn(
      shop,
      `INSERT INTO ${table} (${columns}) SELECT ${values} FROM json_each(?2)`,
      shop,
      rows,
    );
  const member = "printf('mem_%026d', value)";
  const expires = NOON + 300 * DAY;
  await insert(
    "members",
    "shop, id, version, next_seq, wakes_at, order_dates, created_at",
    `?1, ${member}, 1, 3, ${expires}, '[${NOON}]', ${NOON}`,
  );
  await insert(
    "wallets",
    `shop, member, unit, available, pending, held, owed, earned, spent, next_expiry_at,
     next_expiry_amount`,
    `?1, ${member}, 'points', 30, 0, 0, 0, 30, 0, ${expires}, 30`,
  );
  await insert(
    "lots",
    `shop, member, unit, state, due_at, lot, amount, remaining, expired, waived, expires_at, cause`,
    `?1, ${member}, 'points', 'available', ${expires}, 1, 30, 30, 0, 0, ${expires}, 'order:x:1'`,
  );
  await insert(
    "timers",
    "realm, due_at, shop, subject, kind",
    `?1, ${NOON} + 200 * ${DAY}, ?1, ${member}, 'nudge'`,
  );
}

/** Everybody agreed to everything, once. */
const agreed = ({ shop }: Someone) =>
  rowsIn(
    shop,
    `INSERT INTO consents (shop, member, channel, purpose, happened_at, id, status, method, address,
       caller, recorded_at)
     SELECT ?1, m.id, 'email', p.value, 1, 'cns_' || m.id || p.value, 'granted', 'api', 'x', 'x', 1
     FROM members m, json_each('["marketing", "points"]') p
     WHERE m.shop = ?1 AND m.version > 0 AND m.kept_orders > 0`,
    shop,
  );

/** What a tick reads that finds so many win-backs due, from the timers to the planned messages. */
async function tick(others: number): Promise<Counting> {
  const anna = await guest();
  await crowd(anna, others);
  for (let i = 0; i < DUE; i++) {
    const more = { channel: "store", placedAt: new Date(NOON).toISOString() };
    await anna.world.test("POST /v1/orders", order(`d-${i}`, `d-${i}`, more));
  }
  await run(anna);
  await agreed(anna);
  await setClock(anna.world, NOON + 135 * DAY + HOUR);
  const queue = recording(published);
  const cost = counting(queue.env);
  const sent = await sendDueTimers(cost.env, await shardOf(anna.shop), anna.shop, NOON + 136 * DAY);
  expect(sent).toBe(DUE);
  for (const batch of [...queue.batches]) await deliver(batch, { env: cost.env });
  const planned = await rowsIn(anna.shop, "SELECT 1 FROM messages WHERE shop = ?", anna.shop);
  expect(planned).toHaveLength(DUE);
  return cost;
}

test("a tick reads at most 20 rows for each timer that is due, however many members there are", async () => {
  const [few, many] = [await tick(5), await tick(400)];
  const detail = many.log.map(({ sql, read }) => `${read} ${sql.replace(/\s+/g, " ")}`).join("\n");
  expect(many.rowsRead, detail).toBe(few.rowsRead);
  expect(many.rowsRead / DUE, detail.slice(0, 4_000)).toBeLessThanOrEqual(20);
});

test("an order that brings no look forward costs one round trip more, and writes nothing", async () => {
  const anna = await guest();
  await buy(anna, NOON);
  await setClock(anna.world, NOON + 2 * DAY);
  const more = { channel: "store", placedAt: new Date(NOON + 2 * DAY).toISOString() };
  await anna.world.test("POST /v1/orders", order("c-2", "c-1", more));
  const cost = counting(published);
  await pump(anna.shop, { env: cost.env });
  const own = cost.log.filter(({ sql }) => /nudge_plans|timers/.test(sql));
  expect(own.filter(({ written }) => written > 0)).toEqual([]);
  const looked = cost.log.filter(({ sql }) => sql.includes("FROM nudge_plans"));
  expect(looked).toHaveLength(1);
});
