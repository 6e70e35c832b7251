import type { Who } from "../ledger";
import { decodeKeyId, encodeKeyId } from "../lib/ids";

const PREFIX = "red_";

/** The public id of a redemption: it carries the row's key, so both address it. */
export const redemptionId = (key: string): string =>
  key.startsWith(PREFIX) ? key : encodeKeyId("red", [key]);

export type CauseKind =
  | "redemption"
  | "referral"
  | "journey"
  | "order"
  | "activity"
  | "card"
  | "tier";

/** What a voucher came from, by its public id. */
export interface Cause {
  readonly kind: CauseKind;
  readonly id: string;
}

/** A cause as rows keep it. @param key of the redemption or referral, or id of the message. */
export const causeText = (kind: CauseKind, key: string): string => `${kind}:${key}`;

/** The key in a cause of one kind; null where it is of another. */
export const causeKey = (kind: CauseKind, text: string): string | null =>
  text.startsWith(`${kind}:`) ? text.slice(kind.length + 1) : null;

/** Reads what {@link causeText} wrote; keys may have colons of their own. */
export function causeFrom(text: string): Cause {
  const at = text.indexOf(":");
  const kind = text.slice(0, at) as CauseKind;
  const key = text.slice(at + 1);
  return { kind, id: kind === "redemption" ? redemptionId(key) : key };
}

/** An order as vouchers remember it, `source:id`; a bare id stays as the caller gave it. */
export function orderRefOf(text: string): string {
  const parts = decodeKeyId("ord", text);
  return parts?.length === 2 ? parts.join(":") : text;
}

/** Whose voucher it is. */
export const whoHasVoucher = (shop: string, code: string): Who => ({
  sql: "(SELECT member FROM vouchers WHERE shop = ?1 AND code = ?2)",
  params: [shop, code],
});
