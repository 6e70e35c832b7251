import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
import { statement } from "../../../src/core/database";
import { openNew } from "../../../src/households/create";
import { checkLedger } from "../../../src/ledger";
import { writeMember } from "../../../src/members";
import { adjust } from "../../../src/members/adjust";
import { applyDocument } from "../../../src/program";
import { contextAt } from "../../context";
import {
  amend,
  cancel,
  DAY,
  endRedemption,
  giveOf,
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
} from "../../histories";
import { faultsOf } from "../../invariants";
import { newWorld } from "../../world";
import { buy, hold, holdAndBuy, loadUp, release } from "./checkouts";
import {
  gift,
  giftBack,
  household,
  merge,
  nobodyTogether,
  PEOPLE,
  pool,
  react,
  sleep,
  type Together,
} from "./moves";
import { togetherFaults } from "./oracle";

const RUNS = env.REGULARS_FULL ? 300 : 6;
const STEPS = 30;
const START = Date.UTC(2026, 0, 1);
/** Nobody reacts behind the history's back; `react` does, when it is its turn. */
const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };

const programs = fc.record({
  earning: fc.constant({ base: { points: 3, per: 100 } }),
  negative: fc.constantFrom("owe", "owe", "stop_at_zero", "waive"),
  expiry: fc.constantFrom(
    { policy: "never" },
    { policy: "rolling", after: "P90D" },
    { policy: "end_of_month", after: "P3M" },
    { policy: "inactivity", after: "P2M" },
  ),
  gifts: fc.constantFrom(
    { isAllowed: true },
    { isAllowed: true, expiry: "fresh", limits: [{ per: "month", amount: 90 }] },
  ),
  households: fc.constantFrom(
    { isAllowed: true, contributes: "all" },
    { isAllowed: true, onLeaving: "equal", limits: [{ per: "week", amount: 70 }] },
    { isAllowed: true, onLeaving: "nothing" },
  ),
  pending: fc.constantFrom({}, { online: { wait: "P3D", after: "placed" } }),
  credit: fc.constant({ expiry: { policy: "never" } }),
  checkout: fc.record({ onReturn: fc.constantFrom("keep", "credit") }),
  codes: fc.constant([
    {
      ...{ code: "SUMMER", name: { de: "S", en: "S" }, limit: 4, limitPerMember: 2 },
      worth: { kind: "fixed_amount", amount: 300 },
    },
  ]),
  rewards: fc.constant([
    { id: "small", kind: "percent", percent: 10, name: { de: "a", en: "a" }, cost: { points: 7 } },
    {
      id: "big",
      kind: "fixed_amount",
      amount: 500,
      name: { de: "b", en: "b" },
      cost: { points: 30 },
    },
  ]),
});

const movesOf = (together: Together): readonly Move[] => [
  place,
  buy,
  buy,
  buy,
  buy,
  pay,
  cancel,
  amend,
  refundLine,
  refundLine,
  refundMoney,
  spend,
  endRedemption,
  giveOf(() => ["points"]),
  passTime,
  sleep,
  gift(together),
  gift(together),
  giftBack(together),
  household(together),
  household(together),
  pool,
  pool,
  react(together),
  loadUp,
  loadUp,
  hold,
  holdAndBuy,
  holdAndBuy,
  release,
  merge(together),
  merge(together),
];
const MOVES = movesOf(nobodyTogether()).length;

/** Four people with something to spend, two of whom live together. */
async function begin(ctx: Context, { households }: Together): Promise<void> {
  for (const externalId of PEOPLE) {
    await writeMember(ctx, `ext:${externalId}`, {}, true);
    await adjust(ctx, `ext:${externalId}`, { unit: "points", amount: 150, reason: "welcome" });
  }
  const members = [{ member: "ext:m1", role: "adult" as const }];
  await openNew(ctx, { id: "first", owner: "ext:m0", name: "We", members });
  households.push("first");
}

test(`${RUNS} random histories of what members do together add up after each step`, async () => {
  await fc.assert(
    fc.asyncProperty(programs, stepsOf(STEPS, MOVES), async (program, history) => {
      const world = await newWorld({ timeZone: "Europe/Berlin" });
      const made = nothingMade(START);
      const together = nobodyTogether();
      const moves = movesOf(together);
      const first = await contextAt(world.shop, START - 900 * DAY, QUIET);
      await applyDocument(first, program, null);
      await begin({ ...first, now: START }, together);
      for (const [index, step] of history.entries()) {
        await take(moves, { ...step, ctx: { ...first, now: made.now }, made, index });
        const { shard } = first.shop;
        const faults = [
          ...(await faultsOf(shard, world.shop)),
          ...(await togetherFaults(shard, world.shop)),
        ];
        expect({ index, ...step, faults }).toEqual({ index, ...step, faults: [] });
      }
      const checked = await checkLedger({ ...first, now: made.now }, {});
      expect(checked.findings).toEqual([]);
      await first.db.batch([statement("DELETE FROM outbox WHERE shop = ?1", world.shop)]);
    }),
    { numRuns: RUNS, endOnFailure: true, seed: 42 },
  );
}, 900_000);
