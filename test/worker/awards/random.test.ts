import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { recordActivity } from "../../../src/activities/record";
import { reverseActivity } from "../../../src/activities/reverse";
import type { Context } from "../../../src/core/context";
import { statement } from "../../../src/core/database";
import type { ProgramParts } from "../../../src/core/registry";
import { cancelOrder } from "../../../src/orders/verbs";
import { reversePerkUse } from "../../../src/perks/give-back";
import { usePerk } from "../../../src/perks/use";
import { applyDocument } from "../../../src/program";
import { registry } from "../../../src/registry";
import { contextAt } from "../../context";
import { FRAGMENT_NAMES, type FragmentName, hasTiers, programWith } from "../../fragments";
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
  onlyRefusals,
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
import { awardFaults } from "./oracle";
import type { Judge } from "./rows";

const RUNS = env.REGULARS_FULL ? 300 : 5;
const STEPS = 20;
const START = Date.UTC(2026, 0, 1);
const ZONE = "Europe/Berlin";
/** Ten thousand facts would keep the Queue busy long after; nobody reacts to them here. */
const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };

const tiers = FRAGMENT_NAMES.filter(hasTiers);
const others = FRAGMENT_NAMES.filter((name) => !hasTiers(name));

/** What stays of a shop's programs throughout a history. */
const settings = fc.record({
  tiers: fc.subarray(tiers),
  rest: fc.record({
    negative: fc.constantFrom("owe", "owe", "stop_at_zero", "waive"),
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
    ]),
  }),
});

/** Which fragments a version has; tiers stay, as their history would have to be counted anew. */
const versions = fc.array(fc.subarray(others, { minLength: 5 }), { minLength: 4, maxLength: 4 });

const UNITS = [
  "points",
  "stamp:coffee",
  "points",
  "stamp:visits",
  "miles",
  "stamp:tea",
  "perk:refill",
  "stamp:runs",
];

const perk: Move = async ({ ctx, member, made, index, b }) => {
  await usePerk(ctx, { id: `u${index}`, member, key: b % 2 ? "refill" : "lounge" });
  made.uses.push(`u${index}`);
};

const perkBack: Move = async ({ ctx, made, a }) => {
  const id = made.uses[a % Math.max(1, made.uses.length)];
  return id && reversePerkUse(ctx, id);
};

/** What frees points that wait for it, and what earns; some of it happened a while ago. */
const act: Move = async ({ ctx, member, made, index, a, b, c }) => {
  const type = a % 3 === 0 ? "review" : "run";
  const occurredAt = made.now - (b % 4 === 0 ? c % 40 : 0) * DAY;
  const data = type === "run" ? { km: c % 30 } : {};
  await recordActivity(ctx, { id: `a${index}`, type, member, data, occurredAt });
  made.activities.push(`a${index}`);
};

const actBack: Move = async ({ ctx, made, a }) => {
  const id = made.activities[a % Math.max(1, made.activities.length)];
  return id && reverseActivity(ctx, id);
};

interface Shop {
  readonly judge: Judge;
  readonly programs: ProgramParts[];
  readonly documents: object[];
}

const MOVES = 24;
const movesOf = ({ programs, documents }: Shop): readonly Move[] => [
  place,
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
  giveOf(() => UNITS),
  takeBack,
  perk,
  perkBack,
  act,
  act,
  actBack,
  passTime,
  passTime,
  async ({ ctx, c }) => {
    const document = documents[c % documents.length];
    await applyDocument(ctx, document, null);
    programs.push(registry.programSchema.parse(document));
  },
];

async function check({ judge }: Shop, now: number, step: unknown): Promise<void> {
  const faults = [
    ...(await faultsOf(judge.shard, judge.shop)),
    ...(await awardFaults({ ...judge, now })),
  ];
  expect({ step, faults }).toEqual({ step, faults: [] });
}

/** Everything is undone: nothing that orders gave is left, whatever became of it since. */
async function cancelAll(ctx: Context, shop: Shop, made: Made, policy: string): Promise<void> {
  for (const { id } of made.orders) await cancelOrder(ctx, id, null).catch(onlyRefusals);
  for (const id of made.activities) await reverseActivity(ctx, id);
  await check(shop, ctx.now, "the end");
  const [left, unpaid] = await ctx.db.batch([
    statement(
      `SELECT 'counter' AS what, rule FROM counters WHERE shop = ?1 AND amount <> 0
           AND (?2 = '[]' OR rule NOT IN ('thanks', 'run-voucher'))
       UNION ALL SELECT 'budget', rule FROM budgets WHERE shop = ?1 AND spent <> 0
           AND (?2 = '[]' OR rule <> 'run-voucher')
       UNION ALL SELECT 'voucher', code FROM vouchers
         WHERE shop = ?1 AND cause LIKE 'order:%' AND status = 'issued'
           AND code NOT IN (SELECT value FROM json_each(?2))
       UNION ALL SELECT 'donation', unit FROM wallets
         WHERE shop = ?1 AND unit LIKE 'donation:%' AND earned <> 0`,
      shop.judge.shop,
      JSON.stringify([...shop.judge.used]),
    ),
    // What orders earned is all gone; what is left was given, spent or lost in other ways.
    statement(
      `SELECT unit, sum(iif(from_account = 'waived', amount, 0)) AS waived FROM transfers
       WHERE shop = ?1 AND reason = 'reverse' AND reverses IS NOT NULL AND unit NOT LIKE 'perk:%'
       GROUP BY unit HAVING waived > 0`,
      shop.judge.shop,
    ),
  ]);
  expect(left).toEqual([]);
  if (policy === "owe") expect(unpaid).toEqual([]);
}

test(`${RUNS} random histories of ${STEPS} steps under changing programs add up after each`, async () => {
  await fc.assert(
    fc.asyncProperty(settings, versions, stepsOf(STEPS, MOVES), async (lasting, sets, history) => {
      const world = await newWorld({ timeZone: ZONE });
      const made = nothingMade(START);
      const first = await contextAt(world.shop, START - 900 * DAY, QUIET);
      const documents = sets.map((names: FragmentName[]) =>
        programWith([...names, ...lasting.tiers], lasting.rest),
      );
      const programs = [{}, documents[0]].map((d) => registry.programSchema.parse(d));
      const { shard } = first.shop;
      const judge = {
        shop: world.shop,
        shard,
        timeZone: ZONE,
        now: START,
        programs,
        used: new Set<string>(),
      };
      const shop: Shop = { judge, programs, documents };
      await applyDocument(first, documents[0], null);
      const moves = movesOf(shop);
      expect(moves).toHaveLength(MOVES);
      for (const [index, step] of history.entries()) {
        const ctx = { ...first, now: made.now };
        await take(moves, { ...step, ctx, made, index });
        await check(shop, made.now, { index, ...step });
      }
      await cancelAll({ ...first, now: made.now }, shop, made, lasting.rest.negative);
      await first.db.batch([statement("DELETE FROM outbox WHERE shop = ?1", world.shop)]);
    }),
    { numRuns: RUNS, endOnFailure: true, seed: env.REGULARS_FULL ? Date.now() % 1_000_000 : 42 },
  );
}, 900_000);
