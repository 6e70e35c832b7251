import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import { type Decision, transact } from "../core/transact";
import type { Effect } from "../effects";
import { addLot, type LotRow, lotFrom, SPEND_WIDTH } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
  profileFrom,
  type Usage,
  usageFrom,
} from "../members";
import { type Program, programNumbered, voiceOf } from "../program";
import type { VoucherRow } from "../vouchers";
import { memberAnswer, orderBrief } from "./answer";
import { contentFrom, orderFrom } from "./codec";
import { keepUp, lookAnew } from "./earn";
import { orderEffectViews } from "./effects";
import { factFor } from "./facts";
import { findOrder, ownLots, parseOrderRef, theOrder, whoOrdered } from "./key";
import { givenVouchersOf, usageOfOrder } from "./load";
import { type Order, statusOf } from "./order";
import {
  type Counted,
  countedOf,
  KEPT_DATE_STATEMENTS,
  keptDateStatements,
  recount,
} from "./stats";
import { updateOrder } from "./store";
import type { OrderRow } from "./tables";

/** An order opened for a change, with its member and the program version it was decided by. */
export interface OpenOrder {
  readonly row: OrderRow;
  readonly order: Order;
  readonly program: Program;
  readonly member: OpenMember | null;
  /** What the order counted before the change. */
  readonly before: Counted;
  /** What is left of limits and budgets; none where the change does not look at the rules. */
  readonly usage: Usage;
  /** Vouchers that the order gave. */
  readonly vouchers: readonly VoucherRow[];
  /** Rows of the change's own statements. */
  readonly extra: Batch;
}

/** What a change did; `null` where the order stands as asked already. */
export interface Change {
  readonly effects: readonly Effect[];
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
  /** Whether rules look at the order anew, so that limits and budgets must be known. */
  readonly looksAnew?: boolean;
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
      givenVouchersOf(shop, ref),
      ...(work.looksAnew ? [usageOfOrder(shop, ref)] : []),
      ...extra,
      ...memberStatements(ctx, { who, spendable: spendableFor(width), whole: ["stamp"] }),
    ],
    decide: async (rows, width): Promise<Decision> => {
      const row = theOrder(rowsOf<OrderRow>(rows, 0), ref);
      const first = OWN_STATEMENTS + Number(work.looksAnew ?? false);
      const own = rows.slice(first, first + extra.length);
      const repeated = work.repeated?.(own, row);
      if (repeated) return { status: 200, body: repeated, writes: [], fact: null, isReplay: true };
      const usage = work.looksAnew ? usageFrom(rows, OWN_STATEMENTS) : UNUSED;
      const loaded = { rows, extra: own, usage, spendable: spendableFor(width) };
      const open = await openOrder(ctx, row, loaded);
      return decideChange(ctx, open, work, { kept: rows.slice(2, 4), factId });
    },
  });
}

/** The order, its lots, the dates of the member's kept orders, vouchers it gave. */
const OWN_STATEMENTS = 3 + KEPT_DATE_STATEMENTS;
const UNUSED: Usage = {
  counts: () => ({ amount: 0, times: 0, lastAt: null }),
  budgets: new Map(),
};

/** A claw-back beyond the order's own lots takes from others: some are loaded at once. */
const TAKE_BACK_WIDTH = 64;
const spendableFor = (width: number): number =>
  width === 1 ? TAKE_BACK_WIDTH : SPEND_WIDTH * width;

interface OrderRows {
  readonly rows: Batch;
  readonly extra: Batch;
  readonly usage: Usage;
  readonly spendable: number;
}

async function openOrder(ctx: Context, row: OrderRow, loaded: OrderRows): Promise<OpenOrder> {
  const { rows, extra, usage, spendable } = loaded;
  const ofMember = rows.slice(-memberStatementCount(spendable));
  const member = row.member ? await openMember(ctx, ofMember, spendable) : null;
  if (member) addOwnLots(member, rowsOf<LotRow>(rows, 1));
  // A rehearsal by the draft asks what would become of the order if it had been in force.
  const rehearsed = ctx.usesDraft ? member?.program : undefined;
  const program = rehearsed ?? (await programNumbered(ctx, row.program ?? 0));
  const order = orderFrom(row);
  const vouchers = rowsOf<VoucherRow>(rows, OWN_STATEMENTS - 1);
  return { row, order, program, member, before: countedOf(order), usage, vouchers, extra };
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
  const { row, order, member, before } = open;
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

function body(ctx: Context, open: OpenOrder, effects: readonly Effect[], more: object = {}) {
  const { row, order, program, member } = open;
  const locale = member ? profileFrom(member.row.profile).locale : null;
  const voice = voiceOf(ctx, locale ?? ctx.locale);
  // A line that an amendment removed is still called by its name.
  const lines = [...order.content.lines, ...contentFrom(row.content).lines];
  const telling = {
    program: program.parts,
    lines,
    member: member?.row.id ?? "",
    voice,
    now: ctx.now,
  };
  return {
    ...more,
    order: orderBrief(order, statusOf(order)),
    committed: true,
    effects: orderEffectViews(effects, telling),
    member: memberAnswer(program, member),
  };
}

/** Brings what an open order gave to what stands; a guest's gives nothing. */
export const alignOpen = (
  ctx: Context,
  open: OpenOrder,
  cause: string,
  happenedAt: number,
): Effect[] =>
  open.member ? keepUp(ctx, { ...open, member: open.member, cause, happenedAt }) : [];

/** As {@link alignOpen}, after the rules have looked at the order anew. */
export const lookAgain = (
  ctx: Context,
  open: OpenOrder,
  cause: string,
  happenedAt: number,
): Effect[] =>
  open.member ? lookAnew(ctx, { ...open, member: open.member, cause, happenedAt }, open.usage) : [];

/** @throws {DomainError} order_cancelled */
export function mustStand(order: Order): void {
  if (order.status === "cancelled") throw new DomainError("order_cancelled");
}
