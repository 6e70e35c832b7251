import { roomFor } from "../../../src/awards";
import { align } from "../../../src/awards/align";
import { datesOf } from "../../../src/awards/dates";
import { forgetGrants, grantsOf } from "../../../src/awards/ledger";
import type { ProgramParts } from "../../../src/core/registry";
import { type Earner, evaluate, type LineKind, type Stay } from "../../../src/earning";
import type { Moved } from "../../../src/effects";
import type { Book } from "../../../src/ledger";
import { newLedger, type Order, reachedOf } from "../../../src/orders/order";
import { keptOf, occasionOf } from "../../../src/orders/rules";
import { registry } from "../../../src/registry";

export const NOW = Date.parse("2026-03-20T12:00:00Z");
export const PLACED = Date.parse("2026-03-01T10:00:00Z");

export const ZONE = "Europe/Berlin";

/** A program document with defaults. */
export const programOf = (document: object = {}): ProgramParts =>
  registry.programSchema.parse(document);

export interface LineOf {
  readonly id: string;
  readonly quantity: number;
  readonly total: number;
  readonly kind?: LineKind;
  readonly stay?: Stay;
}

/** A paid till order of these lines. */
export const orderOf = (lines: readonly LineOf[], more: Partial<Order["content"]> = {}): Order => ({
  id: "1",
  source: "shop",
  member: "mem_1",
  status: "paid",
  placedAt: PLACED,
  channel: "store",
  store: null,
  currency: "EUR",
  refunded: 0,
  program: 1,
  activatesAt: PLACED,
  content: {
    lines: lines.map((l) => ({
      kind: "product",
      sku: null,
      name: null,
      categories: [],
      stay: null,
      ...l,
    })),
    total: lines.reduce((sum, l) => sum + l.total, 0) + (more.shipping ?? 0) + (more.fees ?? 0),
    taxIncluded: true,
    tax: 0,
    shipping: 0,
    fees: 0,
    discounts: 0,
    vouchers: [],
    credit: 0,
    checkout: null,
    referralCode: null,
    promisedAt: null,
    isHistory: false,
    earns: true,
    ...more,
  },
  ledger: newLedger(),
});

const EARNER: Earner = {
  levels: [],
  nthOrder: 1,
  birthday: null,
  attributes: {},
  cause: null,
};
const UNUSED = { counts: () => ({ amount: 0, times: 0, lastAt: null }), budgets: new Map() };

/** Has the rules look at an order, and brings the book to what it should give now. */
export function lookAt(book: Book, order: Order, parts: ProgramParts): Moved[] {
  const room = roomFor(UNUSED, book, order.ledger);
  order.ledger.grants = evaluate(parts, occasionOf(order, { timeZone: ZONE }), EARNER, room).grants;
  return keepUp(book, order, parts);
}

/** Brings the book to what is kept of what an order gave. */
export function keepUp(book: Book, order: Order, parts: ProgramParts): Moved[] {
  const kept = keptOf(order);
  const targets = grantsOf(parts, order.ledger)
    .map((grant) => ({ ...grant, amount: kept(grant) }))
    .filter(({ amount }) => amount > 0);
  const effects = align(book, order.ledger, targets, {
    programNumber: 1,
    cause: `order:${order.source}:${order.id}`,
    reversalCause: "refund:shop:1:r",
    earnedAt: order.placedAt,
    happenedAt: NOW,
    negative: parts.negative,
    datesOf: (target) =>
      datesOf(
        {
          program: { number: 1, parts },
          timeZone: ZONE,
          earnedAt: order.placedAt,
          now: NOW,
          ...reachedOf(order),
          activatesAt: order.activatesAt ?? order.placedAt,
          tierExpiry: null,
        },
        target,
      ),
  });
  forgetGrants(parts, order.ledger);
  return effects;
}
