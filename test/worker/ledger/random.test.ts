import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
import { statement } from "../../../src/core/database";
import { DomainError } from "../../../src/core/errors";
import { adjust } from "../../../src/members/adjust";
import { reverseAdjustment } from "../../../src/members/unadjust";
import { wake } from "../../../src/members/wake";
import { claimOrder } from "../../../src/orders/claim";
import { fulfilOrder } from "../../../src/orders/fulfil";
import { orderBody } from "../../../src/orders/input";
import { placeOrder } from "../../../src/orders/place";
import { readOrder } from "../../../src/orders/read";
import { refundOrder } from "../../../src/orders/refund";
import { amendOrder, cancelOrder, payOrder } from "../../../src/orders/verbs";
import { applyDocument } from "../../../src/program";
import {
  captureRedemption,
  redeem,
  releaseRedemption,
  reverseRedemption,
} from "../../../src/rewards";
import { contextAt } from "../../context";
import { faultsOf } from "../../invariants";
import { newWorld } from "../../world";

const RUNS = env.REGULARS_FULL ? 200 : 12;
const STEPS = 50;
const DAY = 86_400_000;
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

const n = fc.nat(1_000_000);
const steps = fc.array(fc.record({ what: fc.nat(15), a: n, b: n, c: n }), {
  minLength: STEPS,
  maxLength: STEPS + 10,
});

interface Step {
  readonly what: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** What a history has made so far, to pick from. */
interface Made {
  readonly orders: { id: string; claimCode: string | null }[];
  readonly redemptions: string[];
  readonly adjustments: { id: string; member: string }[];
  now: number;
}

const pick = <T>(list: readonly T[], by: number): T | undefined =>
  list[by % Math.max(1, list.length)];
const memberOf = (by: number): string => `m${by % 2}`;

function body(id: string, { a, b, c }: Step, now: number) {
  const items = Array.from({ length: 1 + (a % 4) }, (_, i) => ({
    id: String(i + 1),
    quantity: 1 + ((b >> i) % 5),
    total: ((c >> i) * 37) % 4000,
    kind: (a + i) % 9 === 0 ? "gift_card" : "product",
  }));
  const shipping = a % 3 === 0 ? 490 : 0;
  const tax = b % 4 === 0 ? Math.floor(items.reduce((s, i) => s + i.total, 0) / 10) : 0;
  const goods = items.reduce((s, i) => s + i.total, 0);
  return orderBody.parse({
    id,
    currency: "EUR",
    channel: ["online", "store", "app"][b % 3],
    status: a % 5 === 0 ? "placed" : "paid",
    ...(c % 6 === 0 ? {} : { member: { externalId: memberOf(c) } }),
    items,
    shipping,
    tax,
    taxIncluded: false,
    total: goods + shipping + tax,
    placedAt: new Date(b % 7 === 0 ? now - (c % 500) * DAY : now).toISOString(),
  });
}

/** One step, with whatever it picks from what was made before. */
interface Turn extends Step {
  readonly ctx: Context;
  readonly made: Made;
  readonly index: number;
  readonly order: string;
  readonly member: string;
}

type Move = (turn: Turn) => Promise<unknown>;

const place: Move = async (turn) => {
  const id = `o${turn.index}`;
  const placed = await placeOrder(turn.ctx, body(id, turn, turn.made.now));
  const { claimCode } = placed.body as { claimCode: string | null };
  turn.made.orders.push({ id, claimCode });
};

const amend: Move = ({ ctx, order, made, ...step }) =>
  amendOrder(ctx, order, { ...body(order, step, made.now), placedAt: undefined });

const refundLine: Move = ({ ctx, order, made, index, b, c }) => {
  const items = [{ id: String(1 + (b % 4)), quantity: 1 + (c % 3) }];
  const other = pick(made.orders, c);
  const exchange = b % 3 === 0 && other ? { exchangeOrderId: other.id } : {};
  return refundOrder(ctx, order, { id: `r${index}`, items, ...exchange });
};

const claim: Move = ({ ctx, order, member, made }) => {
  const claimCode = made.orders.find((o) => o.id === order)?.claimCode ?? "";
  return claimOrder(ctx, order, { member, claimCode });
};

const spend: Move = async ({ ctx, member, made, index, c }) => {
  const rewardId = c % 4 ? "small" : "big";
  await redeem(ctx, { id: `d${index}`, rewardId, member, hold: c % 2 === 0 });
  made.redemptions.push(`d${index}`);
};

const endRedemption: Move = async ({ ctx, made, a, b }) => {
  const id = pick(made.redemptions, a);
  const end = [captureRedemption, releaseRedemption, reverseRedemption][b % 3];
  return id && end?.(ctx, id);
};

const give: Move = async ({ ctx, member, made, index, b }) => {
  const amount = (b % 41) - 20 || 5;
  await adjust(ctx, member, { id: `j${index}`, unit: "points", amount, reason: "test" });
  made.adjustments.push({ id: `j${index}`, member });
};

const takeBack: Move = async ({ ctx, made, a }) => {
  const adjustment = pick(made.adjustments, a);
  return adjustment && reverseAdjustment(ctx, adjustment.member, adjustment.id);
};

const MOVES: readonly Move[] = [
  place,
  place,
  place,
  ({ ctx, order }) => payOrder(ctx, order, null),
  async ({ ctx, order, b }) => b % 3 === 0 && cancelOrder(ctx, order, null),
  amend,
  refundLine,
  refundLine,
  ({ ctx, order, index, b }) =>
    refundOrder(ctx, order, { id: `r${index}`, amount: 1 + (b % 2000) }),
  ({ ctx, order, made, index }) =>
    fulfilOrder(ctx, order, { id: `f${index}`, status: "delivered", at: made.now }),
  claim,
  spend,
  endRedemption,
  give,
  takeBack,
  ({ ctx, made, b }) => passTime(ctx, made, b),
];

async function take(ctx: Context, step: Step, index: number, made: Made): Promise<void> {
  const order = pick(made.orders, step.a)?.id;
  const move = order === undefined ? place : (MOVES[step.what] ?? place);
  const member = `ext:${memberOf(step.b)}`;
  await move({ ...step, ctx, made, index, order: order ?? "", member });
}

/** Some weeks pass, and cron wakes whoever is due, twice. */
async function passTime(ctx: Context, made: Made, by: number): Promise<void> {
  made.now += (by % 60) * DAY;
  const later = { ...ctx, now: made.now };
  const timers = await later.db.batch([
    {
      sql: "SELECT * FROM timers WHERE realm = 'live' AND due_at <= ?1 AND shop = ?2",
      params: [made.now, ctx.shop.id],
    },
  ]);
  for (const t of timers[0] ?? []) {
    const timer = {
      type: "timer" as const,
      shard: ctx.shop.shard,
      realm: "live",
      dueAt: Number(t.due_at),
      shop: ctx.shop.id,
      subject: String(t.subject),
      kind: "wake",
    };
    await wake(later, timer);
    await wake(later, timer);
  }
}

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
    fc.asyncProperty(programs, steps, async (program, history) => {
      const world = await newWorld({ timeZone: "Europe/Berlin" });
      const made: Made = { orders: [], redemptions: [], adjustments: [], now: START };
      const first = await contextAt(world.shop, START - 900 * DAY, QUIET);
      await applyDocument(first, program, null);
      for (const [index, step] of history.entries()) {
        const ctx = { ...first, now: made.now };
        await take(ctx, step, index, made).catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
          if (error.status >= 500) throw error;
        });
        expect(await faultsOf(ctx.shop.shard, world.shop)).toEqual([]);
      }
      await checkLines({ ...first, now: made.now }, made);
      await first.db.batch([statement("DELETE FROM outbox WHERE shop = ?1", world.shop)]);
    }),
    { numRuns: RUNS, seed: env.REGULARS_FULL ? Date.now() % 1_000_000 : 42 },
  );
}, 900_000);
