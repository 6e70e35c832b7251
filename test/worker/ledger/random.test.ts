import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
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

/** What a shop may have decided; each history runs under one of them. */
const programs = fc.record({
  negative: fc.constantFrom("owe", "stop_at_zero", "waive"),
  expiry: fc.constantFrom(
    { policy: "never" },
    { policy: "rolling", after: "P90D" },
    { policy: "end_of_month", after: "P3M" },
    { policy: "end_of_year", after: "P1Y" },
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

async function take(ctx: Context, step: Step, index: number, made: Made): Promise<void> {
  const { what, a, b, c } = step;
  const order = pick(made.orders, a);
  const redemption = pick(made.redemptions, a);
  const adjustment = pick(made.adjustments, a);
  const member = `ext:${memberOf(b)}`;
  if (what <= 2 || !order) {
    const placed = await placeOrder(ctx, body(`o${index}`, step, made.now));
    const { claimCode } = placed.body as { claimCode: string | null };
    made.orders.push({ id: `o${index}`, claimCode });
    return;
  }
  switch (what) {
    case 3:
      return void (await payOrder(ctx, order.id, null));
    case 4:
      return void (await (b % 3 === 0 ? cancelOrder(ctx, order.id, null) : undefined));
    case 5:
      return void (await amendOrder(ctx, order.id, {
        ...body(order.id, step, made.now),
        placedAt: undefined,
      }));
    case 6:
    case 7: {
      const items = [{ id: String(1 + (b % 4)), quantity: 1 + (c % 3) }];
      const other = pick(made.orders, c);
      const exchange = b % 3 === 0 && other ? { exchangeOrderId: other.id } : {};
      return void (await refundOrder(ctx, order.id, { id: `r${index}`, items, ...exchange }));
    }
    case 8:
      return void (await refundOrder(ctx, order.id, { id: `r${index}`, amount: 1 + (b % 2000) }));
    case 9: {
      const input = { id: `f${index}`, status: "delivered" as const, at: made.now };
      return void (await fulfilOrder(ctx, order.id, input));
    }
    case 10:
      return void (await claimOrder(ctx, order.id, { member, claimCode: order.claimCode ?? "" }));
    case 11: {
      const wish = {
        id: `d${index}`,
        rewardId: c % 4 ? "small" : "big",
        member,
        hold: c % 2 === 0,
      };
      await redeem(ctx, wish);
      return void made.redemptions.push(`d${index}`);
    }
    case 12:
      if (!redemption) return;
      return void (await [captureRedemption, releaseRedemption, reverseRedemption][b % 3]?.(
        ctx,
        redemption,
      ));
    case 13: {
      const fields = {
        id: `j${index}`,
        unit: "points",
        amount: (b % 41) - 20 || 5,
        reason: "test",
      };
      await adjust(ctx, member, fields);
      return void made.adjustments.push({ id: `j${index}`, member });
    }
    case 14:
      if (!adjustment) return;
      return void (await reverseAdjustment(ctx, adjustment.member, adjustment.id));
    default:
      return void (await passTime(ctx, made, b));
  }
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
      const first = await contextAt(world.shop, START - 900 * DAY);
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
    }),
    { numRuns: RUNS, seed: env.REGULARS_FULL ? Date.now() % 1_000_000 : 42 },
  );
}, 900_000);
