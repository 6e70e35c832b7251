import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import { type Decision, transact } from "../core/transact";
import { addLot, type LotRow, lotFrom, SPEND_WIDTH } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
  profileFrom,
} from "../members";
import { type Program, programNumbered, voiceOf } from "../program";
import { memberAnswer, orderBrief } from "./answer";
import { contentFrom, orderFrom } from "./codec";
import { effectViews } from "./effects";
import { factFor } from "./facts";
import { findOrder, orderCause, ownLots, parseOrderRef, theOrder, whoOrdered } from "./key";
import { type Order, statusOf } from "./order";
import { type Alignment, align, type OrderEffect } from "./rules";
import { countedOf, KEPT_DATE_STATEMENTS, keptDateStatements, recount } from "./stats";
import { updateOrder } from "./store";
import type { OrderRow } from "./tables";

/** An order opened for a change, with its member and the program version it was decided by. */
export interface OpenOrder {
  readonly row: OrderRow;
  readonly order: Order;
  readonly program: Program;
  readonly member: OpenMember | null;
  /** Rows of the change's own statements. */
  readonly extra: Batch;
}

/** What a change did; `null` where the order stands as asked already. */
export interface Change {
  readonly effects: readonly OrderEffect[];
  readonly facts: readonly Fact[];
  readonly happenedAt: number;
  readonly status?: number;
  readonly writes?: readonly Statement[];
  /** Fields of the answer beside order, effects and member. */
  readonly more?: object;
}

export interface ChangeWork {
  /** The change's own statements, loaded in the same batch. */
  readonly extra?: readonly Statement[];
  /** An earlier answer to the very same change of this order, from the change's own rows. */
  repeated?(extra: Batch, row: OrderRow): object | null;
  /** Changes order and book, and says what came of it; null when there is nothing to change. */
  change(open: OpenOrder): Change | null | Promise<Change | null>;
  /** Rows that keep the answer for a repeat by the change's own id. */
  keep?(body: object): Statement[];
}

/**
 * Changes an order that exists: load, let `change` decide, commit order and member together. Two
 * round trips. The program is the version that the order was placed under.
 *
 * @throws {DomainError} not_found, order_ambiguous and the refusals of the change
 */
export function changeOrder(ctx: Context, text: string, work: ChangeWork) {
  const ref = parseOrderRef(text);
  const shop = ctx.shop.id;
  const who = whoOrdered(shop, ref);
  const extra = work.extra ?? [];
  const factId = newId("fct");
  return transact(ctx, {
    turn: `${shop} order ${text}`,
    load: (width) => [
      findOrder(shop, ref),
      ownLots(shop, ref),
      ...keptDateStatements(who),
      ...extra,
      ...memberStatements(ctx, { who, spendable: spendableFor(width) }),
    ],
    decide: async (rows, width): Promise<Decision> => {
      const row = theOrder(rowsOf<OrderRow>(rows, 0), ref);
      const own = rows.slice(2 + KEPT_DATE_STATEMENTS, 2 + KEPT_DATE_STATEMENTS + extra.length);
      const repeated = work.repeated?.(own, row);
      if (repeated) return { status: 200, body: repeated, writes: [], fact: null, isReplay: true };
      const open = await openOrder(ctx, row, { rows, extra: own, spendable: spendableFor(width) });
      return decideChange(ctx, open, work, { kept: rows.slice(2, 4), factId });
    },
  });
}

/** A claw-back beyond the order's own lots takes from others: some are loaded at once. */
const TAKE_BACK_WIDTH = 64;
const spendableFor = (width: number): number =>
  width === 1 ? TAKE_BACK_WIDTH : SPEND_WIDTH * width;

interface OrderRows {
  readonly rows: Batch;
  readonly extra: Batch;
  readonly spendable: number;
}

async function openOrder(ctx: Context, row: OrderRow, loaded: OrderRows): Promise<OpenOrder> {
  const { rows, extra, spendable } = loaded;
  const ofMember = rows.slice(-memberStatementCount(spendable));
  const member = row.member ? await openMember(ctx, ofMember, spendable) : null;
  if (member) addOwnLots(member, rowsOf<LotRow>(rows, 1));
  const program = await programNumbered(ctx, row.program ?? 0);
  return { row, order: orderFrom(row), program, member, extra };
}

/** Adds the lots that an order filled; a ref may have found those of another member's order too. */
export function addOwnLots({ row, book }: OpenMember, lots: readonly LotRow[]): void {
  for (const lot of lots) if (lot.member === row.id) addLot(book, lotFrom(lot));
}

async function decideChange(
  ctx: Context,
  open: OpenOrder,
  work: ChangeWork,
  { kept, factId }: { kept: Batch; factId: string },
): Promise<Decision> {
  const { row, order, member } = open;
  const before = countedOf(order);
  const change = await work.change(open);
  if (!change) {
    return { status: 200, body: body(ctx, open, []), writes: [], fact: null, isReplay: true };
  }
  if (member) recount(member, order, before, kept);
  const answer = body(ctx, open, change.effects, change.more);
  return {
    status: change.status ?? 200,
    body: answer,
    writes: [
      updateOrder(row, order),
      ...(change.writes ?? []),
      ...(work.keep?.(answer) ?? []),
      ...(member ? closeMember(ctx, member) : []),
    ],
    fact: factFor(ctx, member, factId, change.happenedAt, change.facts),
  };
}

function body(ctx: Context, open: OpenOrder, effects: readonly OrderEffect[], more: object = {}) {
  const { row, order, program, member } = open;
  const locale = member ? profileFrom(member.row.profile).locale : null;
  const voice = voiceOf(ctx, locale ?? ctx.locale);
  // A line that an amendment removed is still called by its name.
  const lines = [...order.content.lines, ...contentFrom(row.content).lines];
  const telling = { program, lines, member: member?.row.id ?? "", voice, now: ctx.now };
  return {
    ...more,
    order: orderBrief(order, statusOf(order)),
    committed: true,
    effects: effectViews(effects, telling),
    member: memberAnswer(program, member),
  };
}

/** How an open order is brought into line; `cause` names what takes back. */
export const alignmentOf = (
  ctx: Context,
  { order, program }: Pick<OpenOrder, "order" | "program">,
  cause: string,
  happenedAt: number,
): Alignment => ({
  program: program.parts,
  programNumber: program.number,
  timeZone: ctx.shop.timeZone,
  orderCause: orderCause(order),
  reversalCause: cause,
  happenedAt,
});

/** Brings an open order into line where it has a member; a guest's earns nothing. */
export const alignOpen = (
  ctx: Context,
  open: OpenOrder,
  cause: string,
  at: number,
): OrderEffect[] =>
  open.member ? align(open.member.book, open.order, alignmentOf(ctx, open, cause, at)) : [];

/** @throws {DomainError} order_cancelled */
export function mustStand(order: Order): void {
  if (order.status === "cancelled") throw new DomainError("order_cancelled");
}
