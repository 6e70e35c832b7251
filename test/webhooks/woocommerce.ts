import { type ApiCall, discounted, known, minor, sumOf } from "./money";

interface Taxed {
  readonly id: number;
  readonly total: string;
  readonly total_tax: string;
}

interface Line extends Taxed {
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface WooOrder {
  readonly id: number;
  readonly status: string;
  readonly currency: string;
  readonly date_created_gmt: string;
  readonly total: string;
  readonly total_tax: string;
  readonly discount_total: string;
  readonly customer_id: number;
  readonly created_via: string;
  readonly billing: { first_name: string; last_name: string; email: string; phone: string };
  readonly line_items: readonly Line[];
  readonly shipping_lines: readonly Taxed[];
  readonly fee_lines: readonly Taxed[];
  readonly coupon_lines: readonly { code: string }[];
}

export interface WooRefund {
  readonly id: number;
  readonly date_created_gmt: string;
  readonly amount: string;
  readonly reason: string;
  readonly line_items: readonly {
    quantity: number;
    meta_data: readonly { key: string; value: string }[];
  }[];
  readonly _links: { readonly up: readonly { href: string }[] };
}

/** What an order webhook means for us. */
export const wooCalls = (order: WooOrder): ApiCall[] => [
  { request: "POST /v1/orders", body: orderBody(order) },
  ...(order.status === "cancelled"
    ? [{ request: `POST /v1/orders/woocommerce:${order.id}/cancel`, body: {} }]
    : []),
];

/** Each part with its own tax: the order's sum of taxes would not tell whose it is. */
const gross = ({ total, total_tax }: Taxed): number => minor(total) + minor(total_tax);

function orderBody(order: WooOrder) {
  const fees = order.fee_lines.map(gross);
  // A negative fee is how the plugins of that world give discounts.
  const off = -fees.filter((fee) => fee < 0).reduce((sum, fee) => sum + fee, 0);
  const { billing } = order;
  return {
    id: String(order.id),
    source: "woocommerce",
    channel: order.created_via === "pos" ? "store" : "online",
    status: ["processing", "completed", "refunded"].includes(order.status) ? "paid" : "placed",
    currency: order.currency,
    total: minor(order.total),
    taxIncluded: true,
    tax: minor(order.total_tax),
    shipping: order.shipping_lines.reduce((sum, line) => sum + gross(line), 0),
    fees: fees.filter((fee) => fee > 0).reduce((sum, fee) => sum + fee, 0),
    discounts: minor(order.discount_total) + off,
    items: discounted(order.line_items.map(itemOf), off),
    vouchers: order.coupon_lines.map((coupon) => coupon.code),
    placedAt: `${order.date_created_gmt}Z`,
    member: known({
      externalId: order.customer_id > 0 ? String(order.customer_id) : null,
      email: billing.email,
      phone: billing.phone,
      name: [billing.first_name, billing.last_name].filter(Boolean).join(" "),
    }),
  };
}

const itemOf = (line: Line) => ({
  id: String(line.id),
  ...known({ sku: line.sku, name: line.name.replaceAll("&ndash;", "–") }),
  quantity: line.quantity,
  total: gross(line),
});

/** The order is named only by a link; lines that came back have negative quantities. */
export function wooRefund(refund: WooRefund): ApiCall {
  const order = /\/orders\/(\d+)$/.exec(refund._links.up[0]?.href ?? "")?.[1];
  const items = refund.line_items.map(({ quantity, meta_data }) => ({
    id: meta_data.find((m) => m.key === "_refunded_item_id")?.value ?? "",
    quantity: Math.abs(quantity),
  }));
  return {
    request: `POST /v1/orders/woocommerce:${order}/refunds`,
    body: known({
      id: String(refund.id),
      items: items.length > 0 ? items : null,
      amount: sumOf([refund.amount]),
      reason: refund.reason,
      refundedAt: `${refund.date_created_gmt}Z`,
    }),
  };
}
