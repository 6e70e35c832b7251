import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, statement } from "../core/database";
import type { Fact } from "../core/facts";
import type { TimerMessage } from "../core/timers";
import { read } from "../core/transact";
import { decodeKeyId } from "../lib/ids";
import {
  type FriendOrder,
  followOrder,
  type OrderReader,
  referralsOfFriend,
  settleReferral,
} from "../referrals";
import { orderFrom } from "./codec";
import { isKept, keptMoney } from "./order";
import type { OrderRow } from "./tables";

/** After which facts the referral of an order's member looks at the order anew. */
export const REFERRAL_FOLLOWS = [
  "order_paid",
  "order_amended",
  "order_refunded",
  "order_cancelled",
  "order_claimed",
  "order_delivered",
  "order_collected",
  "order_served",
] as const;

/** Tells the referrals slice what became of a friend's order. Imports of the past tell nothing. */
export async function followReferral(
  ctx: Context,
  entry: { readonly all: readonly Fact[] },
): Promise<void> {
  const follows = new Set<string>(REFERRAL_FOLLOWS);
  const facts = entry.all.filter((fact) => follows.has(fact.type) && fact.isHistory !== true);
  const ids = new Set(facts.map((fact) => fact.order).filter((id) => typeof id === "string"));
  const paid = new Set(facts.filter(({ type }) => type === "order_paid").map(({ order }) => order));
  for (const id of ids) await followOne(ctx, id, paid.has(id));
}

async function followOne(ctx: Context, orderId: string, wasPaid: boolean): Promise<void> {
  const [source, id] = decodeKeyId("ord", orderId) ?? [];
  if (typeof source !== "string" || typeof id !== "string") return;
  const key = [ctx.shop.id, id, source] as const;
  const who = {
    sql: "(SELECT member FROM orders WHERE shop = ?1 AND id = ?2 AND source = ?3)",
    params: key,
  };
  const rows = await read(ctx, [
    statement("SELECT * FROM orders WHERE shop = ?1 AND id = ?2 AND source = ?3", ...key),
    referralsOfFriend(who),
  ]);
  const row = firstOf<OrderRow>(rows, 0);
  const order = row && friendOrder(row, wasPaid);
  if (!row || !order) return;
  const { referralCode, isHistory } = orderFrom(row).content;
  const code = isHistory ? null : referralCode;
  // Most orders are nobody's referral: they cost this one read.
  if (code === null && rowsOf(rows, 1).length === 0) return;
  await followOrder(ctx, order, code);
}

/**
 * null: a guest's order refers nobody until a member claims it.
 *
 * @param wasPaid as facts tell; of a cancelled order its row does not
 */
function friendOrder(row: OrderRow, wasPaid = false): FriendOrder | null {
  if (row.member === null) return null;
  const order = orderFrom(row);
  return {
    ref: `${order.source}:${order.id}`,
    member: row.member,
    status: order.status,
    isKept: isKept(order),
    wasPaid: wasPaid || order.status === "paid",
    total: order.content.total,
    money: keptMoney(order),
    placedAt: order.placedAt,
    activatesAt: order.activatesAt ?? order.placedAt,
  };
}

const reader: OrderReader = {
  statement: (shop, referral) =>
    statement(
      // A source has no colon, so the first one ends it.
      `SELECT o.* FROM referrals r CROSS JOIN orders o ON o.shop = r.shop
         AND o.id = substr(r.order_ref, instr(r.order_ref, ':') + 1)
         AND o.source = substr(r.order_ref, 1, instr(r.order_ref, ':') - 1)
       WHERE r.shop = ?1 AND r.id = ?2`,
      shop,
      referral,
    ),
  orderIn: (rows: Batch, index: number) => {
    const row = firstOf<OrderRow>(rows, index);
    return row && friendOrder(row);
  },
};

/** A referral's timer fires; see `settleReferral`. */
export const fireReferral = (ctx: Context, timer: TimerMessage): Promise<void> =>
  settleReferral(ctx, timer, reader);
