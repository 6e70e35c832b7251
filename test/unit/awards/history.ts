import { award, emptyLedger, roomFor } from "../../../src/awards";
import { grantsOf, netOf } from "../../../src/awards/ledger";
import type { Context } from "../../../src/core/context";
import type { ProgramParts } from "../../../src/core/registry";
import { type Earner, type Evaluated, evaluate } from "../../../src/earning";
import { type Book, lapsingOf, settle, type Transfer } from "../../../src/ledger";
import type { OpenMember } from "../../../src/members";
import { ledgerFrom, ledgerJson } from "../../../src/orders/codec";
import { allLines, isKept, newLedger, type Order, returnedOf } from "../../../src/orders/order";
import { carryReturns, returnMoney, returnUnits } from "../../../src/orders/return-rules";
import { handoverOf, keptOf, occasionOf } from "../../../src/orders/rules";
import { newBook } from "../ledger/book";
import { orderOf, ZONE } from "../orders/order";
import { usageOf } from "./bounds";

/*
 * A member's history without a database: the same rules on a book in memory. Orders are kept as
 * rows keep them, so that each step begins with what was stored.
 */

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1, 12);

export interface Step {
  readonly what: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** What stood of each order before a step, by rule, unit and line. */
export interface Happened {
  readonly isReturn: boolean;
  readonly before: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export class History {
  readonly parts: ProgramParts;
  readonly book: Mutable<Book>;
  readonly orders: Order[] = [];

  constructor(parts: ProgramParts) {
    this.parts = parts;
    this.book = newBook(START);
  }

  take(step: Step): Happened {
    const before = new Map(this.orders.map((o) => [o.id, this.standingOf(o)]));
    const order = this.orders[step.a % Math.max(1, this.orders.length)];
    const isReturn = this.#move(step, order);
    commit(this.book);
    for (const o of this.orders) Object.assign(o, { ledger: ledgerFrom(ledgerJson(o.ledger)) });
    return { isReturn, before };
  }

  /** @returns whether goods or money came back */
  #move(step: Step, order: Order | undefined): boolean {
    const { what, b, c } = step;
    if (!order || what < 3) {
      this.#place(step);
      return false;
    }
    if (order.status === "cancelled") return false;
    switch (what) {
      case 3:
      case 4:
      case 5:
        return this.#returnLine(order, b, c);
      case 6:
        return this.#returnMoney(order, 1 + (b % 2_000));
      case 7:
        if (b % 3 === 0) cancelled(this, order);
        return true;
      case 8:
        this.#amend(order, step);
        return false;
      case 9:
        this.#handOver(order, c);
        return false;
      default:
        this.#pass((b % 30) * DAY);
        return false;
    }
  }

  #pass(time: number): void {
    this.book.now += time;
    settle(this.book);
  }

  #place(step: Step): void {
    const placedAt = this.book.now - (step.b % 4 === 0 ? (step.c % 60) * DAY : 0);
    const order: Order = {
      ...orderOf([]),
      id: String(this.orders.length + 1),
      placedAt,
      channel: (["online", "store", "app"] as const)[step.b % 3] ?? "store",
      activatesAt: placedAt + (step.b % 3 === 0 ? 14 * DAY : 0),
      content: contentOf(step),
      ledger: newLedger(),
    };
    this.orders.push(order);
    this.#lookAt(order);
  }

  #returnLine(order: Order, b: number, c: number): boolean {
    const lines = allLines(order.content);
    const line = lines[b % lines.length];
    if (!line) return false;
    const before = returnedOf(order, line.id);
    const quantity = Math.min(1 + (c % 3), line.quantity - before.quantity);
    if (quantity <= 0) return false;
    const after = returnUnits(line, before, quantity);
    order.ledger.returned.set(line.id, after);
    order.refunded = Math.min(order.content.total, order.refunded + after.value - before.value);
    this.bring(order, null);
    return true;
  }

  #returnMoney(order: Order, asked: number): boolean {
    const money = Math.min(asked, order.content.total - order.refunded);
    returnMoney(order, money);
    order.refunded += money;
    this.bring(order, null);
    return true;
  }

  #amend(order: Order, step: Step): void {
    const before = order.content;
    const returned = new Map(order.ledger.returned);
    order.content = contentOf(step);
    if (order.content.total < order.refunded || carryReturns(order, before) !== null) {
      order.content = before;
      for (const [line, was] of returned) order.ledger.returned.set(line, was);
      return;
    }
    this.#lookAt(order);
  }

  #handOver(order: Order, c: number): void {
    const all = order.content.lines.map(({ id, quantity }): [string, number] => [id, quantity]);
    const units = new Map(c % 2 === 0 ? all : [["1", 1 + (c % 2)]]);
    const status = (["collected", "delivered", "shipped"] as const)[c % 3] ?? "shipped";
    const occasion = handoverOf(order, { timeZone: ZONE }, { status, store: null, units });
    const room = roomFor(usageOf(this, order), this.book, emptyLedger());
    this.bring(order, evaluate(this.parts, occasion, earnerOf(this, order), room), true);
  }

  #lookAt(order: Order): void {
    const room = roomFor(usageOf(this, order), this.book, order.ledger);
    const occasion = occasionOf(order, { timeZone: ZONE });
    this.bring(order, evaluate(this.parts, occasion, earnerOf(this, order), room));
  }

  /** Brings the book to what stands of an order. */
  bring(order: Order, evaluated: Evaluated | null, isMore = false): void {
    award(context(this.book.now), {
      member: memberWith(this.book),
      ledger: order.ledger,
      program: { number: 1, parts: this.parts },
      cause: `order:shop:${order.id}`,
      reversalCause: `refund:shop:${order.id}:r`,
      voucherCause: `order:shop:${order.id}`,
      earnedAt: order.placedAt,
      happenedAt: this.book.now,
      activatesAt: order.activatesAt ?? order.placedAt,
      deliveredAt: null,
      stayEndsAt: null,
      kept: keptOf(order),
      evaluated,
      isMore,
      vouchers: [],
      counted: { orders: 0, spend: 0 },
    });
  }

  /** What stands of an order by what it remembers of the ledger. */
  standingOf({ ledger }: Order): Map<string, number> {
    return summed(ledger.entries.map((e) => [`${e.rule} ${e.unit} ${e.line}`, netOf(e)]));
  }

  /** What should stand of it by what the rules said. */
  dueOf(order: Order): Map<string, number> {
    const kept = keptOf(order);
    return summed(
      grantsOf(this.parts, order.ledger).map((g) => [`${g.rule} ${g.unit} ${g.line}`, kept(g)]),
    );
  }

  /**
   * Of a unit, what no order gave: gifts for full cards that stand, less the stamps on those, less
   * what has expired and was not taken back since.
   */
  giftsOf(unit: string): number {
    const net = (t: Transfer) => {
      const isGift = t.reason === "gift" || t.reason === "gift_undo";
      const gift = isGift ? amountFrom(t, "issued") - amountTo(t, "reversed") : 0;
      return gift + amountFrom(t, "redeemed", "expired") - amountTo(t, "redeemed", "expired");
    };
    return this.book.transfers.filter((t) => t.unit === unit).reduce((sum, t) => sum + net(t), 0);
  }
}

const amountFrom = ({ from, amount }: Transfer, ...accounts: string[]): number =>
  accounts.includes(from) ? amount : 0;
const amountTo = ({ to, amount }: Transfer, ...accounts: string[]): number =>
  accounts.includes(to) ? amount : 0;

/** The whole order is undone. */
export function cancelled(history: History, order: Order): void {
  order.status = "cancelled";
  history.bring(order, null);
}

const earnerOf = ({ orders }: History, order: Order): Earner => ({
  levels: [],
  nthOrder: 1 + orders.filter((o) => o !== order && isKept(o)).length,
  birthday: null,
  attributes: {},
  cause: null,
});

function contentOf({ a, b, c }: Step): Order["content"] {
  const lines = Array.from({ length: 1 + (a % 3) }, (_, i) => ({
    id: String(i + 1),
    quantity: 1 + ((b >> i) % 5),
    total: ((c >> i) * 37) % 4_000,
    categories: (c + i) % 2 === 0 ? ["coffee"] : [],
  }));
  return orderOf(lines, { shipping: a % 3 === 0 ? 490 : 0 }).content;
}

function summed(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, n] of entries) sums.set(name, (sums.get(name) ?? 0) + n);
  return new Map([...sums].filter(([, n]) => n !== 0).sort(([x], [y]) => (x < y ? -1 : 1)));
}

/** What awards ask of a context: the shop's calendar and money. */
const context = (now: number): Context =>
  ({ now, shop: { id: "shp_1", timeZone: ZONE, currency: "EUR" } }) as unknown as Context;

/** What awards ask of a member: the book, and a place for what has to be written. */
const memberWith = (book: Book): OpenMember =>
  ({
    row: { shop: "shp_1", id: "mem_1" },
    book,
    writes: [],
    facts: [],
    changes: {},
    parts: {},
  }) as unknown as OpenMember;

/** Everything is stored: what comes next is another commit. */
function commit(book: Book): void {
  const lapsing = new Map([...book.wallets].map(([unit, w]) => [unit, lapsingOf(book, w)]));
  for (const lot of book.lots.values()) {
    const { state, dueAt, remaining, amount, expired, waived } = lot;
    lot.stored = { state, dueAt, remaining, amount, expired, waived };
  }
  for (const [unit, { lapse }] of book.wallets) {
    const stored = lapsing.get(unit) ?? 0;
    Object.assign(lapse, { stored, isRenewed: false, hasLapsed: false });
  }
}
