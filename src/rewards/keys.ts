import { line } from "../core/fields";
import type { Who } from "../ledger";
import { decodeKeyId, encodeKeyId } from "../lib/ids";

const PREFIX = "red_";

/** A caller's own id of a redemption; ours start with `red_`, so the two never meet. */
export const ownId = line(255)
  .min(1)
  .refine((id) => !id.startsWith(PREFIX), "Ids that start with red_ are ours to give.");

/** The public id of a redemption: it carries the row's key, so both address it. */
export const redemptionId = (key: string): string =>
  key.startsWith(PREFIX) ? key : encodeKeyId("red", [key]);

/** The row's key that a path names: by our id, or by the caller's own. */
export function redemptionKey(id: string): string {
  const [key] = decodeKeyId("red", id) ?? [];
  return typeof key === "string" ? key : id;
}

/** The cause of a redemption's transfers. */
export const causeOf = (key: string): string => `redemption:${key}`;

/** An order as vouchers remember it, `source:id`; a bare id stays as the caller gave it. */
export function orderRefOf(text: string): string {
  const parts = decodeKeyId("ord", text);
  return parts?.length === 2 ? parts.join(":") : text;
}

/** Whose redemption it is. */
export const whoRedeemed = (shop: string, key: string): Who => ({
  sql: "(SELECT member FROM redemptions WHERE shop = ?1 AND id = ?2)",
  params: [shop, key],
});

/** Whose voucher it is. */
export const whoHasVoucher = (shop: string, code: string): Who => ({
  sql: "(SELECT member FROM vouchers WHERE shop = ?1 AND code = ?2)",
  params: [shop, code],
});

/** The member who asks, or nobody where the redemption exists: a replay then reads no lots. */
export function whoUnlessRedeemed(who: Who, key: string): Who {
  const known = `EXISTS (SELECT 1 FROM redemptions WHERE shop = ?1 AND id = ?${who.params.length + 1})`;
  return { sql: `(CASE WHEN NOT ${known} THEN ${who.sql} END)`, params: [...who.params, key] };
}
