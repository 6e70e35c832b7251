import { insertRow, type Statement, statement } from "../core/database";
import { lotsColumn, type Take, type Who } from "../ledger";
import type { CheckoutVoucher } from "../vouchers";
import type { CheckoutRow } from "./tables";

/** A code that a checkout holds. */
export interface HeldCode {
  /** Of a voucher as it is stored, or of a shared code as it is compared. */
  readonly key: string;
  readonly isShared: boolean;
  /** That it takes off lines: line and minor units. */
  readonly lines: readonly (readonly [line: string, amount: number])[];
}

type StoredCode = [key: string, isShared: 0 | 1, lines: HeldCode["lines"]];

export const codesText = (codes: readonly HeldCode[]): string =>
  JSON.stringify(
    codes.map(({ key, isShared, lines }): StoredCode => [key, isShared ? 1 : 0, lines]),
  );

export const heldCodesOf = ({ codes }: Pick<CheckoutRow, "codes">): HeldCode[] =>
  (JSON.parse(codes) as StoredCode[]).map(([key, isShared, lines]) => {
    return { key, isShared: isShared === 1, lines };
  });

export const takesOf = ({ takes }: Pick<CheckoutRow, "takes">): Take[] =>
  JSON.parse(takes) as Take[];

/** A checkout as loaded with the lots that it took credit from, wherever they are now. */
export type CheckoutWithLots = CheckoutRow & { readonly lots: string | null };

/** The lots that a checkout `c` took from, by their full keys, as one JSON column. */
export const LOTS_TAKEN = lotsColumn(
  `json_each(c.takes) t CROSS JOIN json_each('["available","closed"]') s
   CROSS JOIN lots l ON l.shop = c.shop AND l.member = c.member AND l.unit GLOB 'credit:*'
     AND l.state = s.value AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0`,
);

export const checkoutStatement = (shop: string, id: string): Statement =>
  statement(
    `SELECT c.*, ${LOTS_TAKEN} AS lots FROM checkouts c WHERE c.shop = ?1 AND c.id = ?2`,
    shop,
    id,
  );

/** Codes of the vouchers that a checkout `?2` took as `key`, and of what replaced lost ones. */
const HELD = `WITH RECURSIVE held(key, code) AS (
  SELECT k.value ->> 0, k.value ->> 0 FROM checkouts c CROSS JOIN json_each(c.codes) k
    WHERE c.shop = ?1 AND c.id = ?2 AND k.value ->> 1 = 0
  UNION SELECT held.key, v.replaced_by FROM held CROSS JOIN vouchers v
    ON v.shop = ?1 AND v.code = held.code AND v.replaced_by IS NOT NULL)`;

/** A voucher that a checkout holds, with the code under which it was set aside. */
export type HeldVoucher = CheckoutVoucher & { readonly key: string };

/** Vouchers that a checkout holds, those that took the place of lost ones instead of these. */
export const heldVouchersStatement = (shop: string, id: string): Statement =>
  statement(
    `${HELD} SELECT v.*, m.kept_orders, held.key FROM held CROSS JOIN vouchers v ON v.shop = ?1 AND v.code = held.code
     CROSS JOIN members m ON m.shop = v.shop AND m.id = v.member WHERE v.replaced_by IS NULL`,
    shop,
    id,
  );

/** Vouchers that a checkout held are anybody's to use again. */
export const releaseVouchers = (shop: string, id: string): Statement =>
  statement(
    `UPDATE vouchers SET held_by = NULL, held_until = NULL
     WHERE shop = ?1 AND held_by = ?2 AND code IN (${HELD} SELECT code FROM held)`,
    shop,
    id,
  );

/** Whose cart is held. */
export const whoHolds = (shop: string, id: string): Who => ({
  sql: "(SELECT member FROM checkouts WHERE shop = ?1 AND id = ?2)",
  params: [shop, id],
});

export const insertCheckout = (row: CheckoutRow): Statement => insertRow("checkouts", row);

/**
 * A checkout ends. Guests' have no member to guard them, so the row guards itself: where another
 * commit came first, CHECK stale_checkout refuses the batch.
 */
export const endCheckout = (row: CheckoutRow): Statement =>
  statement(
    `UPDATE checkouts SET status = CASE WHEN status = 'held' THEN ?3 ELSE 'stale' END,
       order_ref = ?4, ended_at = ?5
     WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
    row.status,
    row.order_ref,
    row.ended_at,
  );
