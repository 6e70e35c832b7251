import type { AwardLedger } from "../awards";
import type { Context } from "../core/context";
import { type Statement, statement } from "../core/database";
import type { Effect } from "../effects";
import type { OpenMember, Usage } from "../members";
import type { Program } from "../program";
import { contentFrom, ledgerFrom } from "./codec";
import { activationOf } from "./date-rules";
import { lookAnew } from "./earn";
import { rewardHandover, startReturnPeriod } from "./handed-over";
import { type Handover, handoverFrom } from "./handovers";
import { orderCause } from "./key";
import { newLedger, type Order, reachedOf } from "./order";
import { countedOf, NOT_COUNTED, recount } from "./stats";
import type { FulfilmentRow, OrderRow } from "./tables";

/*
 * Recorded orders decided anew, in memory: by a program of before, or by one that is only planned.
 * An order is taken as it now stands: amended, returned, cancelled from the start.
 */

const COLUMNS = [
  ...(["id", "source", "member", "status", "placed_at", "channel", "store", "currency"] as const),
  ...(["refunded", "content", "ledger", "recorded_at"] as const),
] as const;
export type RecordedOrder = Pick<OrderRow, (typeof COLUMNS)[number]>;

const HANDED = ["order_id", "source", "id", "status", "items", "store", "happened_at"] as const;
export type RecordedHandover = Pick<FulfilmentRow, (typeof HANDED)[number] | "recorded_at"> & {
  readonly member: string;
};

/**
 * Orders of members, then what of them was handed over as it was recorded.
 *
 * @param members SQL of a table with their ids; `?1` is the shop.
 * @param limit SQL of how many orders
 */
export function recordedOrders(
  members: string,
  params: readonly (string | number)[],
  limit: string,
): Statement[] {
  const from = `(${members}) w CROSS JOIN orders o INDEXED BY orders_by_member
    ON o.shop = ?1 AND o.member = w.id`;
  return [
    statement(
      `SELECT ${COLUMNS.map((name) => `o.${name}`).join(", ")} FROM ${from} LIMIT ${limit}`,
      ...params,
    ),
    statement(
      `SELECT o.member, f.recorded_at, ${HANDED.map((name) => `f.${name}`).join(", ")}
       FROM ${from} CROSS JOIN fulfilments f
         ON f.shop = ?1 AND f.order_id = o.id AND f.source = o.source LIMIT ${limit}`,
      ...params,
    ),
  ];
}

/** What it gave, and what of that was taken back. */
export const recordedByOrder = ({ ledger }: RecordedOrder): AwardLedger => ledgerFrom(ledger);

export interface OrderReplay {
  /** Of when it was placed. */
  readonly program: Program;
  readonly member: OpenMember;
  readonly usage: Usage;
}

/** Places the order for the opened member. What it gave is in its ledger. */
export function replayOrder(
  ctx: Context,
  of: OrderReplay,
  row: RecordedOrder,
): { order: Order; effects: Effect[] } {
  const { program, member, usage } = of;
  const order = orderAnew(ctx, program, row);
  const [cause, happenedAt] = [orderCause(order), order.placedAt];
  const earning = { program, member, order, before: NOT_COUNTED, cause, happenedAt, vouchers: [] };
  const effects = lookAnew(ctx, earning, { usage, handovers: [] });
  recount(member, order, NOT_COUNTED, []);
  return { order, effects };
}

function orderAnew(ctx: Context, program: Program, row: RecordedOrder): Order {
  const order: Order = {
    id: row.id,
    source: row.source,
    member: row.member,
    status: row.status,
    placedAt: row.placed_at,
    channel: row.channel,
    store: row.store,
    currency: row.currency,
    refunded: row.refunded,
    program: program.number,
    activatesAt: null,
    content: contentFrom(row.content),
    ledger: { ...newLedger(), returned: ledgerFrom(row.ledger).returned },
  };
  order.activatesAt = activationOf(order, program.parts, reachedOf(order), ctx.shop.timeZone);
  return order;
}

/** Hands over what the row tells of the order, after what was handed over before. */
export function replayHandover(
  ctx: Context,
  of: OrderReplay,
  { order, before }: { order: Order; before: readonly Handover[] },
  row: RecordedHandover,
): Effect[] {
  const handover = handoverFrom(row);
  const open = { ...of, order, before: countedOf(order), handovers: before, vouchers: [] };
  startReturnPeriod(ctx, open, handover);
  const cause = `fulfilment:${row.source}:${row.order_id}:${encodeURIComponent(row.id)}`;
  return rewardHandover(ctx, open, handover, { cause, happenedAt: ctx.now });
}

/** What the order counts towards tiers. */
export function countedByOrder(order: Order) {
  const { isKept, goods } = countedOf(order);
  return { orders: Number(isKept), spend: goods };
}
