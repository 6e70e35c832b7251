import type { Position } from "../core/cursor";
import { insertRow, type Statement, statement } from "../core/database";
import { VOUCHER_JSON } from "../vouchers";
import { TRACKING } from "./store";
import type { FulfilmentRow } from "./tables";

export const fulfilmentStatement = (shop: string, redemption: string, id: string): Statement =>
  statement(
    "SELECT * FROM redemption_fulfilments WHERE shop = ?1 AND redemption = ?2 AND id = ?3",
    shop,
    redemption,
    id,
  );

export const insertFulfilment = (row: FulfilmentRow): Statement =>
  insertRow("redemption_fulfilments", row);

/**
 * Redemptions by what became of their thing, the oldest first, each with its voucher as JSON. What
 * was had for its code at checkout is nothing to do any more.
 */
export const toFulfilStatement = (
  shop: string,
  state: string,
  from: Position | null,
  limit: number,
): Statement =>
  statement(
    `SELECT r.*, ${TRACKING}, ${VOUCHER_JSON} AS issued
     FROM redemptions r INDEXED BY redemptions_to_fulfil
     LEFT JOIN vouchers v ON v.shop = r.shop AND v.code = r.voucher
     WHERE r.shop = ?1 AND r.fulfilment = ?2
       AND (?3 IS NULL OR (r.created_at, r.id) > (?3, ?4))
       AND NOT (r.fulfilment IN ('to_do', 'prepared', 'failed') AND v.status IS 'redeemed')
     ORDER BY r.created_at, r.id LIMIT ?5`,
    shop,
    state,
    from?.[0] ?? null,
    from?.[1] ?? null,
    limit,
  );

/** A parcel's number leads to an address. */
export const eraseTracking = (shop: string, member: string): Statement[] => [
  statement(
    `UPDATE redemption_fulfilments SET tracking = NULL,
       answer = json_set(answer, '$.fulfilment.tracking', NULL)
     WHERE shop = ?1 AND tracking IS NOT NULL AND redemption IN (
       SELECT id FROM redemptions INDEXED BY redemptions_by_member
       WHERE shop = ?1 AND member = ?2)`,
    shop,
    member,
  ),
];
