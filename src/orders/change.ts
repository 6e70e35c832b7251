import { takeBackWidth } from "../awards";
import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import { type Decision, transact } from "../core/transact";
import type { Effect } from "../effects";
import { newId } from "../lib/ids";
import { closeMember, memberStatements, profileFrom, UNUSED, usageFrom } from "../members";
import { voiceOf } from "../program";
import type { VoucherRow } from "../vouchers";
import { memberAnswer, orderBrief } from "./answer";
import { mustFit } from "./bound";
import { contentFrom } from "./codec";
import { keepUp, lookAnew } from "./earn";
import { orderEffectViews } from "./effects";
import { factFor } from "./facts";
import { parseOrderRef, theOrder, whoOrdered } from "./key";
import {
  findOrderToChange,
  fulfilmentsOf,
  givenVouchersOf,
  ownLots,
  type RowToChange,
  usageOfOrder,
} from "./load";
import { type OpenOrder, openOrder } from "./open";
import { type Order, statusOf } from "./order";
import { KEPT_DATE_STATEMENTS, keptDateStatements, recount } from "./stats";
import { updateOrder } from "./store";
import type { FulfilmentRow, OrderRow } from "./tables";

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
  /** Whether rules look at the order anew, so that limits, budgets and handovers must be known. */
  readonly looksAnew?: boolean;
  /** Whether it may take store credit, so that all of it must be loaded. */
  readonly usesCredit?: boolean;
  /** An earlier answer to the very same change of this order, from the change's own rows. */
  repeated?(extra: Batch, row: OrderRow, fulfilments: readonly FulfilmentRow[]): object | null;
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
      findOrderToChange(shop, ref),
      ownLots(shop, ref),
      ...keptDateStatements(who),
      givenVouchersOf(shop, ref),
      ...(work.looksAnew ? [usageOfOrder(shop, ref), fulfilmentsOf(shop, ref)] : []),
      ...extra,
      ...memberStatements(ctx, {
        who,
        spendable: takeBackWidth(width),
        whole: work.usesCredit ? ["stamp", "credit"] : ["stamp"],
      }),
    ],
    decide: async (rows, width): Promise<Decision> => {
      const row = theOrder(rowsOf<RowToChange>(rows, 0), ref);
      const first = OWN_STATEMENTS + (work.looksAnew ? 2 : 0);
      const own = rows.slice(first, first + extra.length);
      const fulfilments = work.looksAnew ? rowsOf<FulfilmentRow>(rows, OWN_STATEMENTS + 1) : [];
      const repeated = work.repeated?.(own, row, fulfilments);
      if (repeated) return { status: 200, body: repeated, writes: [], fact: null, isReplay: true };
      const usage = work.looksAnew ? usageFrom(rows, OWN_STATEMENTS) : UNUSED;
      const vouchers = rowsOf<VoucherRow>(rows, OWN_STATEMENTS - 1);
      const spendable = takeBackWidth(width);
      const loaded = { rows, vouchers, fulfilments, extra: own, usage, spendable };
      const open = await openOrder(ctx, row, loaded);
      return decideChange(ctx, open, work, { kept: rows.slice(2, 4), factId });
    },
  });
}

/** The order, its lots, the dates of the member's kept orders, vouchers it gave. */
const OWN_STATEMENTS = 3 + KEPT_DATE_STATEMENTS;

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
  mustFit(answer);
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
  open.member ? lookAnew(ctx, { ...open, member: open.member, cause, happenedAt }, open) : [];

/** @throws {DomainError} order_cancelled */
export function mustStand(order: Order): void {
  if (order.status === "cancelled") throw new DomainError("order_cancelled");
}
