import { awardsFrom, type StoredAwards, storedAwards } from "../awards";
import type { LineKind } from "../earning";
import type { Take } from "../ledger";
import {
  NO_CREDIT,
  type Order,
  type OrderCode,
  type OrderContent,
  type OrderLedger,
  type OrderLine,
} from "./order";
import type { OrderRow } from "./tables";

/*
 * Orders are stored as short JSON, lists instead of objects and defaults left out, as a row over
 * 1,000 bytes takes 4 KB. `docs/reference/storage.md` describes the shapes.
 */

type StoredLine = [
  id: string,
  quantity: number,
  total: number,
  sku?: string | 0,
  name?: string | 0,
  categories?: readonly string[] | 0,
  kind?: LineKind | 0,
  stay?: readonly [startsAt: number, endsAt: number] | 0,
];

interface StoredContent {
  l: StoredLine[];
  t: number;
  x?: 0;
  tax?: number;
  s?: number;
  f?: number;
  d?: number;
  v?: readonly string[];
  c?: number;
  o?: string;
  r?: string;
  p?: number;
  h?: 1;
  n?: 1;
}

export function contentJson(c: OrderContent): string {
  const stored: StoredContent = {
    l: c.lines.map(lineTuple),
    t: c.total,
    ...(c.taxIncluded ? {} : { x: 0 as const }),
    ...(c.tax ? { tax: c.tax } : {}),
    ...(c.shipping ? { s: c.shipping } : {}),
    ...(c.fees ? { f: c.fees } : {}),
    ...(c.discounts ? { d: c.discounts } : {}),
    ...(c.vouchers.length > 0 ? { v: c.vouchers } : {}),
    ...(c.credit ? { c: c.credit } : {}),
    ...(c.checkout === null ? {} : { o: c.checkout }),
    ...(c.referralCode ? { r: c.referralCode } : {}),
    ...(c.promisedAt ? { p: c.promisedAt } : {}),
    ...(c.isHistory ? { h: 1 as const } : {}),
    ...(c.earns ? {} : { n: 1 as const }),
  };
  return JSON.stringify(stored);
}

function lineTuple(l: OrderLine): StoredLine {
  const tuple: StoredLine = [
    l.id,
    l.quantity,
    l.total,
    l.sku ?? 0,
    l.name ?? 0,
    l.categories.length > 0 ? l.categories : 0,
    l.kind === "product" ? 0 : l.kind,
    l.stay ? [l.stay.startsAt, l.stay.endsAt] : 0,
  ];
  while (tuple.length > 3 && tuple.at(-1) === 0) tuple.length -= 1;
  return tuple;
}

export function contentFrom(json: string): OrderContent {
  const c = JSON.parse(json) as StoredContent;
  return {
    lines: c.l.map(([id, quantity, total, sku, name, categories, kind, stay]) => ({
      id,
      quantity,
      total,
      sku: sku || null,
      name: name || null,
      categories: categories || [],
      kind: kind || "product",
      stay: stay ? { startsAt: stay[0], endsAt: stay[1] } : null,
    })),
    total: c.t,
    taxIncluded: c.x !== 0,
    tax: c.tax ?? 0,
    shipping: c.s ?? 0,
    fees: c.f ?? 0,
    discounts: c.d ?? 0,
    vouchers: c.v ?? [],
    credit: c.c ?? 0,
    checkout: c.o ?? null,
    referralCode: c.r ?? null,
    promisedAt: c.p ?? null,
    isHistory: c.h === 1,
    earns: c.n !== 1,
  };
}

interface StoredLedger extends StoredAwards {
  /** line → [quantity, value] */
  returned?: Record<string, [number, number]>;
  delivered?: number;
  /** Store credit: taken, given back since, and where the rest came from. */
  paid?: [amount: number, back: number, takes: readonly Take[]];
  /** Codes it used: key, 1 where the program shares it, shares by line, given back since. */
  codes?: [string, 0 | 1, OrderCode["lines"], number][];
}

export function ledgerJson(ledger: OrderLedger): string {
  const returned = [...ledger.returned];
  const { credit, codes } = ledger;
  const stored: StoredLedger = {
    ...storedAwards(ledger),
    ...(returned.length > 0
      ? { returned: Object.fromEntries(returned.map(([id, r]) => [id, [r.quantity, r.value]])) }
      : {}),
    ...(ledger.deliveredAt === null ? {} : { delivered: ledger.deliveredAt }),
    ...(credit.amount > 0 ? { paid: [credit.amount, credit.back, credit.takes] } : {}),
    ...(codes.length > 0
      ? { codes: codes.map((c) => [c.key, c.isShared ? 1 : 0, c.lines, c.back]) }
      : {}),
  };
  return JSON.stringify(stored);
}

export function ledgerFrom(json: string): OrderLedger {
  const stored = JSON.parse(json) as StoredLedger;
  return {
    ...awardsFrom(stored),
    returned: new Map(
      Object.entries(stored.returned ?? {}).map(([id, [quantity, value]]) => [
        id,
        { quantity, value },
      ]),
    ),
    deliveredAt: stored.delivered ?? null,
    credit: stored.paid
      ? { amount: stored.paid[0], back: stored.paid[1], takes: stored.paid[2] }
      : NO_CREDIT,
    codes: (stored.codes ?? []).map(([key, isShared, lines, back]) => {
      return { key, isShared: isShared === 1, lines, back };
    }),
  };
}

export const orderFrom = (row: OrderRow): Order => ({
  id: row.id,
  source: row.source,
  member: row.member,
  status: row.status,
  placedAt: row.placed_at,
  channel: row.channel,
  store: row.store,
  currency: row.currency,
  refunded: row.refunded,
  program: row.program,
  activatesAt: row.activates_at,
  content: contentFrom(row.content),
  ledger: ledgerFrom(row.ledger),
});
