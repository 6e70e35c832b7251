import type { Message } from "../../../src/core/env";
import { shardOf } from "../../context";
import { order } from "../../orders";
import { deliver, pump, rowsIn } from "../../queue";
import type { World } from "../../world";

export const DAY = 86_400_000;
export const iso = (at: number): string => new Date(at).toISOString();

/** Sets the sandbox's clock, and delivers nothing of what that leads to. */
export async function setClock(world: World, at: number): Promise<void> {
  const { status, body } = await world.test("POST /v1/sandbox/clock", { now: iso(at) });
  if (status !== 202) throw new Error(JSON.stringify(body));
}

/** What brings the metrics up to date, as cron or a clock sends it. */
export const metricsMessage = async (shop: string): Promise<Message> => ({
  type: "metrics",
  shard: await shardOf(shop),
  shop,
});

/** The night's run: as often as it takes. */
export async function runMetrics(shop: string): Promise<void> {
  const { retried } = await deliver([await metricsMessage(shop)]);
  if (retried.length > 0) throw new Error("the metrics were not taken");
  await pump(shop);
}

const TABLES = {
  daily_metrics: "local_day, numbers, customers",
  period_metrics: "grain, period, numbers, customers",
  lifecycle_changes: "member, quarter, changes",
  dirty_days: "local_day, marks",
};

/** Every row that the metrics of a shop are made of; rows that say nothing are left out. */
export async function sumsIn(shop: string): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const [table, columns] of Object.entries(TABLES)) {
    const rows = await rowsIn<Record<string, unknown>>(
      shop,
      `SELECT ${columns} FROM ${table} WHERE shop = ?1 ORDER BY 1, 2`,
      shop,
    );
    found[table] = rows.filter(
      (row) => row.changes !== "" && !(row.numbers === "{}" && row.customers === "{}"),
    );
  }
  return found;
}

/** A paid order of one line. */
export const sale = (id: string, customer: string | null, total: number, more: object = {}) => ({
  ...order(id, customer),
  total,
  items: [{ id: "1", name: "Espresso", quantity: 2, total }],
  ...more,
});
