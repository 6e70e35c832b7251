import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
import { statement } from "../../../src/core/database";
import { readOrder } from "../../../src/orders/read";
import { applyDocument } from "../../../src/program";
import { contextAt } from "../../context";
import {
  amend,
  cancel,
  claim,
  DAY,
  endRedemption,
  fulfil,
  giveOf,
  type Made,
  type Move,
  nothingMade,
  passTime,
  pay,
  place,
  refundLine,
  refundMoney,
  spend,
  stepsOf,
  take,
  takeBack,
} from "../../histories";
import { faultsOf } from "../../invariants";
import { newWorld } from "../../world";

const RUNS = env.REGULARS_FULL ? 200 : 12;
const STEPS = 50;
const START = Date.UTC(2026, 0, 1);
/** Ten thousand facts would keep the Queue busy long after; nobody reacts to them here. */
const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };

/** What a shop may have decided; each history runs under one of them. */
const programs = fc.record({
  negative: fc.constantFrom("owe", "stop_at_zero", "waive"),
  expiry: fc.constantFrom(
    { policy: "never" },
    { policy: "rolling", after: "P90D" },
    { policy: "end_of_month", after: "P3M" },
    { policy: "end_of_year", after: "P1Y" },
    { policy: "fixed_dates", dates: ["03-31", "09-30"], after: "P1M" },
    { policy: "inactivity", after: "P2M" },
  ),
  earning: fc.record({
    base: fc.record({
      points: fc.constantFrom(1, 3),
      per: fc.constantFrom(100, 70),
      rounding: fc.constantFrom("floor", "nearest", "ceil"),
      parts: fc.constantFrom(["items"], ["items", "shipping"]),
      tax: fc.constantFrom("included", "excluded"),
    }),
  }),
  rewards: fc.constant([
    { id: "small", kind: "percent", percent: 10, name: { de: "a", en: "a" }, cost: { points: 7 } },
    {
      id: "big",
      kind: "free_product",
      name: { de: "b", en: "b" },
      cost: { points: 60 },
      stock: 3,
      limitPerMember: 2,
    },
  ]),
});

/** Three in sixteen steps are orders. */
const MOVES: readonly Move[] = [
  place,
  place,
  place,
  pay,
  cancel,
  amend,
  refundLine,
  refundLine,
  refundMoney,
  fulfil,
  claim,
  spend,
  endRedemption,
  giveOf(() => ["points"]),
  takeBack,
  passTime,
];

/** A line that came back whole stands at nothing, and none stands below. */
async function checkLines(ctx: Context, made: Made): Promise<void> {
  for (const { id } of made.orders) {
    const order = await readOrder(ctx, id);
    for (const e of order.earned) {
      expect(e.amount).toBeGreaterThanOrEqual(e.reversed);
      const line = order.items.find((i) => i.id === e.itemId);
      const isBack = order.status === "cancelled" || (line && line.returned === line.quantity);
      if (isBack && e.amount !== e.reversed) throw new Error(`line ${id}/${e.itemId} still stands`);
    }
  }
}

test(`${RUNS} random histories of ${STEPS} steps keep every invariant of the ledger`, async () => {
  await fc.assert(
    fc.asyncProperty(programs, stepsOf(STEPS, MOVES.length), async (program, history) => {
      const world = await newWorld({ timeZone: "Europe/Berlin" });
      const made = nothingMade(START);
      const first = await contextAt(world.shop, START - 900 * DAY, QUIET);
      await applyDocument(first, program, null);
      for (const [index, step] of history.entries()) {
        const ctx = { ...first, now: made.now };
        await take(MOVES, { ...step, ctx, made, index });
        expect(await faultsOf(ctx.shop.shard, world.shop)).toEqual([]);
      }
      await checkLines({ ...first, now: made.now }, made);
      await first.db.batch([statement("DELETE FROM outbox WHERE shop = ?1", world.shop)]);
    }),
    { numRuns: RUNS, seed: env.REGULARS_FULL ? Date.now() % 1_000_000 : 42 },
  );
}, 900_000);
