import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { reverseActivity } from "../../../src/activities/reverse";
import type { Context } from "../../../src/core/context";
import { statement } from "../../../src/core/database";
import { mergeMembers } from "../../../src/merges/merge";
import { undoMerge } from "../../../src/merges/undo";
import { readOrder } from "../../../src/orders/read";
import { cancelOrder } from "../../../src/orders/verbs";
import { applyDocument } from "../../../src/program";
import { contextAt } from "../../context";
import { FRAGMENT_NAMES, type FragmentName, programWith } from "../../fragments";
import {
  DAY,
  type Made,
  nothingMade,
  onlyRefusals,
  type Step,
  stepsOf,
  take,
} from "../../histories";
import { newWorld } from "../../world";
import { faultsIn, personsIn } from "./judge";
import { merge, PLAIN, undo } from "./moves";

const RUNS = env.REGULARS_FULL ? 60 : 4;
const STEPS = 30;
const START = Date.UTC(2026, 0, 1);
const SEED = env.REGULARS_FULL ? Date.now() % 1_000_000 : 42;
/** Ten thousand facts would keep the Queue busy long after; nobody reacts to them here. */
const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };

const programs = fc.record({
  names: fc.subarray(FRAGMENT_NAMES, { minLength: 6 }),
  rest: fc.record({
    negative: fc.constantFrom("owe", "stop_at_zero", "waive"),
    expiry: fc.constantFrom(
      { policy: "never" },
      { policy: "rolling", after: "P50D" },
      { policy: "end_of_month", after: "P1M" },
      { policy: "inactivity", after: "P1M" },
    ),
    base: fc.constantFrom({}, { points: 2, per: 130, limits: [{ per: "day", amount: 60 }] }),
    pending: fc.constantFrom({}, { online: { wait: "P3D", after: "placed" } }),
    rewards: fc.constant([
      {
        id: "small",
        kind: "percent",
        percent: 10,
        name: { de: "a", en: "a" },
        cost: { points: 7 },
      },
      { id: "big", kind: "percent", percent: 20, name: { de: "b", en: "b" }, cost: { points: 40 } },
    ]),
  }),
});

type Program = { names: FragmentName[]; rest: Record<string, unknown> };

async function shopWith({ names, rest }: Program): Promise<Context> {
  const { shop } = await newWorld({ timeZone: "Europe/Berlin" });
  const ctx = await contextAt(shop, START - 900 * DAY, QUIET);
  await applyDocument(ctx, programWith(names, rest), null);
  return ctx;
}

async function walk(
  first: Context,
  history: readonly Step[],
  moves: Parameters<typeof take>[0],
  between: (ctx: Context, index: number, made: Made) => Promise<void>,
): Promise<Context> {
  const made = nothingMade(START);
  for (const [index, step] of history.entries()) {
    const ctx = { ...first, now: made.now };
    await take(moves, { ...step, ctx, made, index });
    await between({ ...first, now: made.now }, index, made);
  }
  const last = { ...first, now: made.now };
  await first.db.batch([statement("DELETE FROM outbox WHERE shop = ?1", first.shop.id)]);
  return last;
}

/** Everything is undone: what came back whole stands at nothing, whosever it is by then. */
async function cancelAll(ctx: Context, made: Made): Promise<void> {
  for (const { id } of made.orders) await cancelOrder(ctx, id, null).catch(onlyRefusals);
  for (const id of made.activities) await reverseActivity(ctx, id);
  for (const { id } of made.orders) {
    const { status, earned } = await readOrder(ctx, id);
    if (status !== "cancelled") continue;
    expect(earned.filter((e) => e.amount !== e.reversed)).toEqual([]);
  }
}

async function owes({ db, shop }: Context): Promise<boolean> {
  const sql = "SELECT 1 FROM wallets WHERE shop = ?1 AND owed > 0 LIMIT 1";
  const [rows = []] = await db.batch([statement(sql, shop.id)]);
  return rows.length > 0;
}

const MOVES = [...PLAIN, merge, merge, merge, undo, undo];

test(`${RUNS} random histories of two members, now and then one, add up after each step`, async () => {
  await fc.assert(
    fc.asyncProperty(programs, stepsOf(STEPS, MOVES.length), async (program, history) => {
      const first = await shopWith(program);
      let all: Made | undefined;
      const last = await walk(first, history, MOVES, async (ctx, index, made) => {
        all = made;
        const step = { index, ...history[index] };
        expect({ step, faults: await faultsIn(ctx) }).toEqual({ step, faults: [] });
      });
      if (all) await cancelAll(last, all);
      expect(await faultsIn(last)).toEqual([]);
    }),
    { numRuns: RUNS, endOnFailure: true, seed: SEED },
  );
}, 900_000);

test(`${RUNS} random histories come to the same with merges that are undone at once`, async () => {
  await fc.assert(
    fc.asyncProperty(programs, stepsOf(STEPS, PLAIN.length), async (program, history) => {
      const [one, other] = [await shopWith(program), await shopWith(program)];
      const apart = await walk(one, history, PLAIN, async () => undefined);
      const mixed = await walk(other, history, PLAIN, async (ctx, index) => {
        // A debt that the other's points paid stays paid, which is another story than theirs.
        if ((history[index]?.b ?? 0) % 3 !== 0 || (await owes(ctx))) return;
        const [into, from] = index % 2 === 0 ? ["ext:m0", "ext:m1"] : ["ext:m1", "ext:m0"];
        const merged = await mergeMembers(ctx, into, { id: `g${index}`, from }).catch(onlyRefusals);
        if (merged) await undoMerge(ctx, `g${index}`);
      });
      expect(await faultsIn(mixed)).toEqual([]);
      expect(await personsIn(mixed)).toEqual(await personsIn(apart));
    }),
    { numRuns: RUNS, endOnFailure: true, seed: SEED },
  );
}, 900_000);
