import { type Batch, rowsOf, type Statement } from "../core/database";
import { addLot, lotsIn } from "../ledger";
import type { OpenMember } from "../members";
import {
  type CheckoutWithLots,
  checkoutStatement,
  endCheckout,
  type HeldCode,
  type HeldVoucher,
  heldCodesOf,
  heldVouchersStatement,
} from "./store";

/** Reads a checkout that an order names; {@link checkoutFrom} takes the rows. */
export const captureStatements = (shop: string, id: string | null): Statement[] =>
  id === null ? [] : [checkoutStatement(shop, id), heldVouchersStatement(shop, id)];

/** A checkout as an order finds it. */
export interface FoundCheckout {
  readonly row: CheckoutWithLots | null;
  readonly vouchers: readonly HeldVoucher[];
}

const NONE: FoundCheckout = { row: null, vouchers: [] };

/** @param rows from those of {@link captureStatements} on */
export const checkoutFrom = (rows: Batch, id: string | null): FoundCheckout =>
  id === null
    ? NONE
    : {
        row: rowsOf<CheckoutWithLots>(rows, 0)[0] ?? null,
        vouchers: rowsOf<HeldVoucher>(rows, 1),
      };

/** What an order gets of a checkout. */
export interface Capture {
  /** Why it gets nothing that was set aside; null where it gets all of it. */
  readonly warning:
    | "checkout_unknown"
    | "checkout_captured"
    | "checkout_expired"
    | "checkout_of_another_member"
    | null;
  readonly row: CheckoutWithLots | null;
  /** With what each took off which line. */
  readonly codes: readonly HeldCode[];
  /** That was to be paid with, minor units: set aside, or free again. */
  readonly credit: number;
  readonly writes: readonly Statement[];
}

const nothing = (warning: Capture["warning"]): Capture => ({
  warning,
  row: null,
  codes: [],
  credit: 0,
  writes: [],
});

/**
 * Captures a checkout for an order, which is never refused for it, as it was paid. Of one whose time
 * is over the order may take what is still free.
 *
 * @param order `source:id`
 */
export function capture(
  { row }: FoundCheckout,
  by: { readonly member: OpenMember | null; readonly order: string; readonly now: number },
): Capture {
  if (row === null) return nothing("checkout_unknown");
  if (row.member !== null && row.member !== by.member?.row.id) {
    return nothing("checkout_of_another_member");
  }
  if (row.status === "captured") return nothing("checkout_captured");
  const codes = heldCodesOf(row);
  if (row.status === "released" || row.hold_until <= by.now) {
    return { ...nothing("checkout_expired"), codes, credit: row.credit };
  }
  for (const lot of lotsIn(row.lots)) if (by.member) addLot(by.member.book, lot);
  const ended = { ...row, status: "captured" as const, order_ref: by.order, ended_at: by.now };
  return { warning: null, row, codes, credit: row.credit, writes: [endCheckout(ended)] };
}
