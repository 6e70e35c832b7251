import { type ApiCall, discounted, known, minor, sumOf } from "./money";

interface Thing {
  readonly id: string | number | null;
  readonly admin_graphql_api_id?: string;
}

interface Priced {
  readonly price: string;
  readonly discounted_price?: string;
  readonly discount_allocations?: readonly { amount: string }[];
}

interface Line extends Thing, Priced {
  readonly name: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly gift_card?: boolean;
  readonly total_discount?: string;
}

interface Customer extends Thing {
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
}

export interface ShopifyOrder extends Thing {
  readonly currency: string;
  readonly financial_status: string;
  readonly cancelled_at: string | null;
  readonly cancel_reason?: string | null;
  readonly created_at: string;
  readonly processed_at?: string | null;
  readonly total_price: string;
  readonly total_line_items_price: string;
  readonly total_discounts: string;
  readonly total_tax: string | null;
  readonly total_tip_received?: string;
  readonly taxes_included: boolean;
  readonly source_name?: string | null;
  readonly location_id?: number | string | null;
  readonly customer_locale?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly discount_codes?: readonly { code: string }[];
  readonly customer?: Customer | null;
  readonly line_items?: readonly Line[];
  readonly shipping_lines?: readonly Priced[];
  readonly original_total_duties_set?: { shop_money: { amount: string } } | null;
}

export interface ShopifyRefund extends Thing {
  readonly order_id: string | number;
  readonly created_at: string;
  readonly note: string | null;
  readonly refund_line_items: readonly {
    quantity: number;
    line_item_id: string | number;
    line_item: Thing;
  }[];
  readonly transactions: readonly { kind: string; status: string; amount: string }[];
}

/** Parses a payload with its long ids as text: as numbers they would be rounded. */
export const parseShopify = (raw: string) =>
  JSON.parse(raw.replace(/(":\s*)(\d{16,})(?=\s*[,}\]])/g, '$1"$2"'));

/** An id as text: the digits of its global id, which no parser has rounded. */
const idOf = (thing: Thing): string | null =>
  /(\d+)$/.exec(thing.admin_graphql_api_id ?? "")?.[1] ??
  (thing.id === null ? null : String(thing.id));

/** What an order webhook means for us. */
export function shopifyCalls(topic: string, order: ShopifyOrder): ApiCall[] {
  const path = `/v1/orders/shopify:${idOf(order)}`;
  const cancelled = order.cancelled_at
    ? [{ request: `POST ${path}/cancel`, body: known({ reason: order.cancel_reason }) }]
    : [];
  switch (topic) {
    case "orders/create":
      return [{ request: "POST /v1/orders", body: orderBody(order) }, ...cancelled];
    case "orders/paid":
      return cancelled.length > 0 ? cancelled : [{ request: `POST ${path}/pay`, body: {} }];
    case "orders/updated":
      return cancelled.length > 0
        ? cancelled
        : [{ request: `PUT ${path}`, body: orderBody(order) }];
    default:
      throw new Error(`unknown topic ${topic}`);
  }
}

const PAID = ["paid", "partially_refunded", "refunded"];

const orderBody = (order: ShopifyOrder) => ({
  id: idOf(order) ?? "",
  source: "shopify",
  channel: order.source_name === "pos" ? "store" : "online",
  status: PAID.includes(order.financial_status) ? "paid" : "placed",
  currency: order.currency,
  total: minor(order.total_price),
  taxIncluded: order.taxes_included,
  tax: minor(order.total_tax),
  shipping: sumOf((order.shipping_lines ?? []).map((s) => s.discounted_price ?? s.price)),
  fees: minor(order.original_total_duties_set?.shop_money.amount),
  discounts: minor(order.total_discounts),
  items: itemsOf(order),
  vouchers: (order.discount_codes ?? []).map((d) => d.code),
  placedAt: order.processed_at ?? order.created_at,
  ...(order.location_id ? { storeId: String(order.location_id) } : {}),
  member: memberOf(order),
});

function memberOf({ customer, email, phone, customer_locale }: ShopifyOrder) {
  const name = [customer?.first_name, customer?.last_name].filter(Boolean).join(" ");
  const locale = customer_locale?.slice(0, 2);
  return known({
    externalId: customer ? idOf(customer) : null,
    email: email ?? customer?.email,
    phone: phone ?? customer?.phone,
    name,
    locale: locale === "de" || locale === "en" ? locale : null,
  });
}

function itemsOf(order: ShopifyOrder) {
  const lines = order.line_items?.map(itemOf) ?? [wholeOrder(order)];
  const own = (order.line_items ?? []).reduce((sum, l) => sum + discountOf(l), 0);
  const rest = discounted(lines, minor(order.total_discounts) - own);
  const tip = minor(order.total_tip_received);
  if (tip === 0) return rest;
  return [...rest, { id: "tip", kind: "tip", name: "Tip", quantity: 1, total: tip }];
}

const itemOf = (line: Line) => ({
  id: idOf(line) ?? "",
  kind: line.gift_card ? "gift_card" : "product",
  ...known({ sku: line.sku, name: line.name }),
  quantity: line.quantity,
  total: minor(line.price) * line.quantity - discountOf(line),
});

/** Newer payloads name each discount of a line, older ones their sum. */
function discountOf(line: Line): number {
  const each = line.discount_allocations ?? [];
  return each.length > 0 ? sumOf(each.map((d) => d.amount)) : minor(line.total_discount);
}

/** A short payload without lines still tells what the goods were worth. */
const wholeOrder = (order: ShopifyOrder) => ({
  id: "order",
  kind: "product",
  quantity: 1,
  total: minor(order.total_line_items_price),
});

export function shopifyRefund(refund: ShopifyRefund): ApiCall {
  const given = refund.transactions.filter((t) => t.kind === "refund" && t.status === "success");
  return {
    request: `POST /v1/orders/shopify:${refund.order_id}/refunds`,
    body: known({
      id: idOf(refund),
      items: refund.refund_line_items.map((item) => ({
        id: idOf(item.line_item) ?? String(item.line_item_id),
        quantity: item.quantity,
      })),
      amount: given.length > 0 ? sumOf(given.map((t) => t.amount)) : null,
      reason: refund.note,
      refundedAt: refund.created_at,
    }),
  };
}
