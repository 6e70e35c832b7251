import * as z from "zod";
import type { ProgramParts } from "../../../src/core/registry";
import { earningProgram, type LineKind } from "../../../src/earning";
import { ledgerProgram } from "../../../src/ledger";
import type { Order } from "../../../src/orders/order";
import type { Alignment } from "../../../src/orders/rules";

export const NOW = Date.parse("2026-03-20T12:00:00Z");
export const PLACED = Date.parse("2026-03-01T10:00:00Z");

/** A program document with defaults, as far as orders and the ledger read it. */
export const programOf = (document: object = {}): ProgramParts =>
  z
    .strictObject({ ...earningProgram.shape, ...ledgerProgram.shape })
    .parse(document) as unknown as ProgramParts;

export interface LineOf {
  readonly id: string;
  readonly quantity: number;
  readonly total: number;
  readonly kind?: LineKind;
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
    lines: lines.map((l) => ({ kind: "product", sku: null, name: null, categories: [], ...l })),
    total: lines.reduce((sum, l) => sum + l.total, 0) + (more.shipping ?? 0) + (more.fees ?? 0),
    taxIncluded: true,
    tax: 0,
    shipping: 0,
    fees: 0,
    discounts: 0,
    vouchers: [],
    referralCode: null,
    promisedAt: null,
    isHistory: false,
    earns: true,
    ...more,
  },
  ledger: { entries: [], lots: [], returned: new Map() },
});

export const how = (program: ProgramParts): Alignment => ({
  program,
  programNumber: 1,
  timeZone: "Europe/Berlin",
  orderCause: "order:shop:1",
  reversalCause: "refund:shop:1:r",
  happenedAt: NOW,
});
