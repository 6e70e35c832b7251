import type { Context } from "../core/context";
import { type Batch, rowsOf } from "../core/database";
import { addLot, type LotRow, lotFrom, lotsIn } from "../ledger";
import { memberStatementCount, type OpenMember, openMember, type Usage } from "../members";
import { type Program, programNumbered } from "../program";
import type { VoucherRow } from "../vouchers";
import { orderFrom } from "./codec";
import { type Handover, handoverFrom } from "./handovers";
import { ofOrder } from "./key";
import type { RowToChange } from "./load";
import type { Order } from "./order";
import { type Counted, countedOf } from "./stats";
import type { FulfilmentRow, OrderRow } from "./tables";

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
  /** What was handed over before; none where the change does not look at the rules. */
  readonly handovers: readonly Handover[];
  /** Vouchers that the order gave. */
  readonly vouchers: readonly VoucherRow[];
  /** Rows of the change's own statements. */
  readonly extra: Batch;
}

/** What was loaded of an order: all rows, its lots second and its member's last. */
interface OrderRows {
  readonly rows: Batch;
  readonly vouchers: readonly VoucherRow[];
  readonly fulfilments: readonly FulfilmentRow[];
  readonly extra: Batch;
  readonly usage: Usage;
  readonly spendable: number;
}

export async function openOrder(
  ctx: Context,
  row: RowToChange,
  loaded: OrderRows,
): Promise<OpenOrder> {
  const { rows, vouchers, fulfilments, extra, usage, spendable } = loaded;
  const ofMember = rows.slice(-memberStatementCount(spendable));
  const member = row.member ? await openMember(ctx, ofMember, spendable) : null;
  if (member) {
    addOwnLots(member, rowsOf<LotRow>(rows, 1));
    for (const lot of lotsIn(row.credit_lots)) addLot(member.book, lot);
  }
  // A rehearsal by the draft asks what would become of the order if it had been in force.
  const rehearsed = ctx.usesDraft ? member?.program : undefined;
  const program = rehearsed ?? (await programNumbered(ctx, row.program ?? 0));
  const order = orderFrom(row);
  const handovers = ofOrder(fulfilments, order).map(handoverFrom);
  const before = countedOf(order);
  return { row, order, program, member, before, usage, handovers, vouchers, extra };
}

/** Adds the lots that an order filled; a ref may have found those of another member's order too. */
export function addOwnLots({ row, book }: OpenMember, lots: readonly LotRow[]): void {
  for (const lot of lots) if (lot.member === row.id) addLot(book, lotFrom(lot));
}
