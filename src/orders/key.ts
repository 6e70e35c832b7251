import type { Param, Statement } from "../core/database";
import { statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { Who } from "../ledger";
import { codeFrom } from "../lib/codes";
import { hmac } from "../lib/hash";
import { decodeKeyId, encodeKeyId } from "../lib/ids";
import type { OrderRow } from "./tables";

/** An order by the shop's own names: who took it, and its id there. */
export interface OrderKey {
  readonly source: string;
  readonly id: string;
}

export const orderId = ({ source, id }: OrderKey): string => encodeKeyId("ord", [source, id]);
export const refundId = ({ source, id }: OrderKey, refund: string): string =>
  encodeKeyId("rfd", [source, id, refund]);

/** The cause of an order's transfers; sources have no colon, so it reads back. */
export const orderCause = ({ source, id }: OrderKey): string => `order:${source}:${id}`;

/** What a path may mean: a full key, a bare id in any source, or both. */
export interface OrderRef {
  readonly key: OrderKey | null;
  readonly bareId: string | null;
}

/** What a shop may call where an order came from; no colon, so that refs read back. */
export const SOURCE = /^[a-z0-9][a-z0-9._-]{0,39}$/;

/** `ord_…`, `<source>:<id>`, or the bare id where it is unambiguous. */
export function parseOrderRef(text: string): OrderRef {
  const decoded = decodeKeyId("ord", text);
  if (decoded) {
    const [source, id] = decoded.map(String);
    return { key: { source: source ?? "", id: id ?? "" }, bareId: null };
  }
  const colon = text.indexOf(":");
  const source = text.slice(0, colon);
  const key = colon > 0 && SOURCE.test(source) ? { source, id: text.slice(colon + 1) } : null;
  return { key, bareId: text };
}

/** Statement parameters of a ref: ?1 shop, ?2 id and ?3 source of the key, ?4 the bare id. */
export const orderParams = (shop: string, ref: OrderRef): Param[] => [
  shop,
  ref.key?.id ?? null,
  ref.key?.source ?? null,
  ref.bareId,
];

/** Reads the order that a ref names; {@link theOrder} takes the rows. */
export const findOrder = (shop: string, ref: OrderRef): Statement =>
  statement(
    `SELECT * FROM (SELECT * FROM orders WHERE shop = ?1 AND id = ?2 AND source = ?3)
     UNION ALL SELECT * FROM (SELECT * FROM orders WHERE shop = ?1 AND id = ?4 LIMIT 2)`,
    ...orderParams(shop, ref),
  );

/** @throws {DomainError} not_found, order_ambiguous */
export function theOrder<R extends OrderRow>(rows: readonly R[], ref: OrderRef): R {
  const exact = ref.key
    ? rows.find((r) => r.id === ref.key?.id && r.source === ref.key.source)
    : undefined;
  const [first, second] = rows;
  if (exact) return exact;
  if (!first) throw new DomainError("not_found", "The shop has no such order.");
  if (second) {
    throw new DomainError("order_ambiguous", "Name the order as <source>:<id>.");
  }
  return first;
}

/** The member of the order that a ref names, for the member's load. */
export const whoOrdered = (shop: string, ref: OrderRef): Who => ({
  sql: `coalesce((SELECT member FROM orders WHERE shop = ?1 AND id = ?2 AND source = ?3),
    (SELECT member FROM orders WHERE shop = ?1 AND id = ?4 LIMIT 1))`,
  params: orderParams(shop, ref),
});

/** Rows of this very order, where a ref could have meant several. */
export const ofOrder = <T extends { source: string; order_id: string }>(
  rows: readonly T[],
  order: OrderKey,
): T[] => rows.filter((row) => row.source === order.source && row.order_id === order.id);

const CLAIM_SIGNS = 8;

/** The code on a guest's receipt: only we can make it, and it fits this order alone. */
export async function claimCodeOf(secret: string, shop: string, key: OrderKey): Promise<string> {
  const signature = await hmac(secret, `claim\n${shop}\n${key.source}\n${key.id}`);
  return codeFrom(signature, CLAIM_SIGNS);
}
