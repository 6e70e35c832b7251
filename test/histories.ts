import fc from "fast-check";
import type { Context } from "../src/core/context";
import { type Row, statement } from "../src/core/database";
import { DomainError } from "../src/core/errors";
import { TIMERS } from "../src/jobs";
import { adjust } from "../src/members/adjust";
import { reverseAdjustment } from "../src/members/unadjust";
import { amendOrder } from "../src/orders/amend";
import { claimOrder } from "../src/orders/claim";
import { fulfilOrder } from "../src/orders/fulfil";
import { orderBody } from "../src/orders/input";
import { placeOrder } from "../src/orders/place";
import { refundOrder } from "../src/orders/refund";
import { cancelOrder, payOrder } from "../src/orders/verbs";
import { captureRedemption, redeem, releaseRedemption, reverseRedemption } from "../src/rewards";

/* Steps that random histories are made of: what shops, members, staff and time may do. */

export const DAY = 86_400_000;
const HOUR = DAY / 24;

const n = fc.nat(1_000_000);

/** As many steps as asked; which moves they are, by the number of moves there are. */
export const stepsOf = (steps: number, moves: number) =>
  fc.array(fc.record({ what: fc.nat(moves - 1), a: n, b: n, c: n }), {
    minLength: steps,
    maxLength: steps + Math.ceil(steps / 5),
  });

export interface Step {
  readonly what: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** What a history has made so far, to pick from. */
export interface Made {
  readonly orders: { id: string; claimCode: string | null }[];
  readonly redemptions: string[];
  readonly adjustments: { id: string; member: string }[];
  readonly uses: string[];
  readonly activities: string[];
  now: number;
}

export const nothingMade = (now: number): Made => ({
  orders: [],
  redemptions: [],
  adjustments: [],
  uses: [],
  activities: [],
  now,
});

const pick = <T>(list: readonly T[], by: number): T | undefined =>
  list[by % Math.max(1, list.length)];
const memberOf = (by: number): string => `m${by % 2}`;

/** An order's content, whatever the numbers are. */
export function bodyOf(id: string, { a, b, c }: Step, now: number, more: object = {}) {
  const items = Array.from({ length: 1 + (a % 4) }, (_, i) => ({
    id: String(i + 1),
    quantity: 1 + ((b >> i) % 5),
    total: ((c >> i) * 37) % 4000,
    kind: (a + i) % 9 === 0 ? "gift_card" : "product",
    categories: (c + i) % 2 === 0 ? ["coffee"] : [],
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
    ...more,
  });
}

/** One step, with whatever it picks from what was made before. */
export interface Turn extends Step {
  readonly ctx: Context;
  readonly made: Made;
  readonly index: number;
  readonly order: string;
  readonly member: string;
}

export type Move = (turn: Turn) => Promise<unknown>;

export const place: Move = async (turn) => {
  const id = `o${turn.index}`;
  const vouchers = turn.a % 4 === 1 ? await aVoucher(turn) : [];
  const body = bodyOf(id, turn, turn.made.now, { vouchers });
  const placed = await placeOrder(turn.ctx, body);
  const { claimCode } = placed.body as { claimCode: string | null };
  turn.made.orders.push({ id, claimCode });
};

/**
 * A code that could be used now, where there is one. Codes are random: it is chosen by what gave it,
 * where that gave no other, so that the same steps use the same one.
 */
async function aVoucher({ ctx }: Turn): Promise<string[]> {
  const sql = `SELECT min(code) AS code FROM vouchers WHERE shop = ?1 AND status = 'issued'
    GROUP BY cause HAVING count(*) = 1 ORDER BY cause LIMIT 1`;
  const [rows] = await ctx.db.batch([statement(sql, ctx.shop.id)]);
  return (rows ?? []).map((row: Row) => String(row.code));
}

export const amend: Move = ({ ctx, order, made, ...step }) =>
  amendOrder(ctx, order, { ...bodyOf(order, step, made.now), placedAt: undefined });

export const pay: Move = ({ ctx, order }) => payOrder(ctx, order, null);

export const cancel: Move = async ({ ctx, order, b }) =>
  b % 3 === 0 && cancelOrder(ctx, order, null);

export const refundLine: Move = ({ ctx, order, made, index, b, c }) => {
  const items = [{ id: String(1 + (b % 4)), quantity: 1 + (c % 3) }];
  const other = pick(made.orders, c);
  const exchange = b % 3 === 0 && other ? { exchangeOrderId: other.id } : {};
  return refundOrder(ctx, order, { id: `r${index}`, items, ...exchange });
};

export const refundMoney: Move = ({ ctx, order, index, b }) =>
  refundOrder(ctx, order, { id: `r${index}`, amount: 1 + (b % 2000) });

export const fulfil: Move = ({ ctx, order, made, index, b, c }) => {
  const items = b % 2 === 0 ? {} : { items: [{ id: "1", quantity: 1 + (c % 2) }] };
  const status = (["delivered", "collected", "shipped"] as const)[c % 3] ?? "delivered";
  return fulfilOrder(ctx, order, { id: `f${index}`, status, at: made.now, ...items });
};

export const claim: Move = ({ ctx, order, member, made }) => {
  const claimCode = made.orders.find((o) => o.id === order)?.claimCode ?? "";
  return claimOrder(ctx, order, { member, claimCode });
};

export const spend: Move = async ({ ctx, member, made, index, c }) => {
  const rewardId = c % 4 ? "small" : "big";
  await redeem(ctx, { id: `d${index}`, rewardId, member, hold: c % 2 === 0 });
  made.redemptions.push(`d${index}`);
};

export const endRedemption: Move = async ({ ctx, made, a, b }) => {
  const id = pick(made.redemptions, a);
  const end = [captureRedemption, releaseRedemption, reverseRedemption][b % 3];
  return id && end?.(ctx, id);
};

/** Staff gives or takes some of a unit. */
export const giveOf =
  (unitsOf: (turn: Turn) => readonly string[]): Move =>
  async (turn) => {
    const { ctx, member, made, index, b, c } = turn;
    const amount = (b % 41) - 20 || 5;
    const unit = pick(unitsOf(turn), c) ?? "points";
    await adjust(ctx, member, { id: `j${index}`, unit, amount, reason: "test" });
    made.adjustments.push({ id: `j${index}`, member });
  };

export const takeBack: Move = async ({ ctx, made, a }) => {
  const adjustment = pick(made.adjustments, a);
  return adjustment && reverseAdjustment(ctx, adjustment.member, adjustment.id);
};

/** Does what a step says; while there is no order yet, one is placed. */
export async function take(moves: readonly Move[], turn: Omit<Turn, "order" | "member">) {
  const order = pick(turn.made.orders, turn.a)?.id;
  const move = order === undefined ? place : (moves[turn.what] ?? place);
  const member = `ext:${memberOf(turn.b)}`;
  await move({ ...turn, order: order ?? "", member }).catch(onlyRefusals);
}

/** What a shop is refused is no fault; anything else is. */
export function onlyRefusals(error: unknown): void {
  if (!(error instanceof DomainError) || error.status >= 500) throw error;
}

/** Some weeks pass, and cron fires whatever is due, twice. */
export const passTime: Move = async ({ ctx, made, b }) => {
  made.now += (b % 60) * DAY + (b % 24) * HOUR;
  await fireTimers({ ...ctx, now: made.now });
};

/** Fires what is due, in the order of time, until nothing is. */
export async function fireTimers(ctx: Context): Promise<void> {
  const sql = `SELECT * FROM timers WHERE realm = 'live' AND due_at <= ?1 AND shop = ?2
    ORDER BY due_at, subject`;
  for (let round = 0; round < 50; round++) {
    const [timers = []] = await ctx.db.batch([statement(sql, ctx.now, ctx.shop.id)]);
    if (timers.length === 0) return;
    for (const t of timers) {
      const timer = {
        type: "timer" as const,
        shard: ctx.shop.shard,
        realm: "live",
        dueAt: Number(t.due_at),
        shop: ctx.shop.id,
        subject: String(t.subject),
        kind: String(t.kind),
      };
      await TIMERS[timer.kind]?.(ctx, timer);
      await TIMERS[timer.kind]?.(ctx, timer);
    }
  }
  throw new Error("timers that have fired are still due");
}
