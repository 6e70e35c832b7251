import { align } from "../../../src/awards/align";
import { datesOf } from "../../../src/awards/dates";
import type { ProgramParts } from "../../../src/core/registry";
import { type Earner, evaluate } from "../../../src/earning";
import { type Book, type Expiry, settle } from "../../../src/ledger";
import { type Counts, periodsAt } from "../../../src/members";
import { contentFrom } from "../../../src/orders/codec";
import {
  allLines,
  isKept,
  keptGoods,
  newLedger,
  type Order,
  returnedOf,
} from "../../../src/orders/order";
import { inMoney, returnMoney, returnUnits } from "../../../src/orders/return-rules";
import { keptOf, occasionOf } from "../../../src/orders/rules";
import type { OrderRow, RefundRow } from "../../../src/orders/tables";
import { courseOf } from "../../../src/tiers/course";
import { type Day, dayAt } from "../../../src/tiers/days";
import { fold, NONE } from "../../../src/tiers/rules";
import { EMPTY_TALLY, type Tally, withProgress } from "../../../src/tiers/tally";
import { PureCards } from "./pure-cards";

/*
 * A member recomputed from recorded orders and refunds by the pure rules alone: nothing that the
 * ledger, counters or tiers keep is read. Plain sums stand where the product has bookkeeping.
 */

export const ZONE = "UTC";

/** What the rows of a shop must come to. */
export interface Expected {
  readonly points: Readonly<Record<string, readonly [available: number, pending: number]>>;
  readonly stamps: Readonly<Record<string, number>>;
  readonly donations: Readonly<Record<string, number>>;
  readonly levels: readonly (string | null)[];
  readonly vouchers: number;
}

/** Something that was recorded, in the order of commits. */
export type Recorded =
  | { readonly at: number; readonly order: OrderRow }
  | { readonly at: number; readonly refund: RefundRow };

export class PureMember {
  readonly #parts: ProgramParts;
  readonly #book: Book & { now: number } = {
    now: 0,
    timeZone: ZONE,
    nextSeq: 1,
    wallets: new Map(),
    lots: new Map(),
    horizon: new Map(),
    transfers: [],
    alsoDueAt: [],
  };
  readonly #orders = new Map<string, Order>();
  readonly #counts = new Map<string, { amount: number; times: number; lastAt: number | null }>();
  readonly #cards: PureCards;
  /** Orders that gave a voucher which stands, by rule. */
  readonly #vouchers = new Map<string, ReadonlySet<string>>();
  #tally: Tally = EMPTY_TALLY;

  constructor(parts: ProgramParts) {
    this.#parts = parts;
    this.#cards = new PureCards(parts);
  }

  /** When something was recorded last. */
  get now(): number {
    return this.#book.now;
  }

  record(recorded: Recorded): void {
    const now = "order" in recorded ? recorded.order.recorded_at : recorded.refund.recorded_at;
    this.#settle(now);
    if ("order" in recorded) this.#place(recorded.order);
    else this.#refund(recorded.refund);
  }

  expectedAt(now: number): Expected {
    this.#settle(now);
    const balances = [...this.#book.wallets.values()].map((w) => {
      return [w.unit, [w.available - w.owed, w.pending] as const] as const;
    });
    const gifts = this.#cards.pointsAt(now);
    const points = new Map(balances.filter(([unit]) => !unit.includes(":")));
    for (const [unit, amount] of gifts) points.set(unit, [amount, 0]);
    const donations = [...this.#book.wallets.values()].filter(({ unit }) =>
      unit.startsWith("donation:"),
    );
    return {
      points: Object.fromEntries(points),
      stamps: this.#cards.open(),
      donations: Object.fromEntries(donations.map(({ unit, earned }) => [unit.slice(9), earned])),
      levels: this.#levelsOn(dayAt(now, ZONE)),
      vouchers:
        [...this.#vouchers.values()].reduce((n, rules) => n + rules.size, 0) +
        this.#cards.vouchers(),
    };
  }

  #settle(now: number): void {
    this.#book.now = now;
    // Each is a commit of its own.
    for (const { lapse } of this.#book.wallets.values()) {
      Object.assign(lapse, { isRenewed: false, hasLapsed: false });
    }
    settle(this.#book);
  }

  #place(row: OrderRow): void {
    const order = freshOrder(row);
    this.#orders.set(row.id, order);
    const day = dayAt(order.placedAt, ZONE);
    const levels = this.#levelsOn(day);
    const earner: Earner = {
      levels: levels.filter((level) => level !== null),
      nthOrder: [...this.#orders.values()].filter(isKept).length,
      birthday: null,
      attributes: {},
      cause: null,
    };
    const evaluated = evaluate(this.#parts, occasionOf(order, { timeZone: ZONE }), earner, {
      counts: this.#countOf,
      budgets: new Map(),
      balance: (unit) => {
        const { available = 0, pending = 0 } = this.#book.wallets.get(unit) ?? {};
        return available + pending;
      },
    });
    order.ledger.grants = evaluated.grants;
    this.#vouchers.set(row.id, new Set(evaluated.vouchers.map(({ rule }) => rule)));
    this.#bring(order, this.#expiryOf(levels), new Map(), NOTHING);
  }

  #refund(row: RefundRow): void {
    const order = this.#orders.get(row.order_id);
    if (!order) throw new Error(`no order ${row.order_id} was recorded`);
    const before = { used: this.#usedOf(order), counted: countedOf(order) };
    takeGoodsBack(order, row);
    this.#bring(order, null, before.used, before.counted);
  }

  /** Brings ledger, counts, cards and days to what the order now gives. */
  #bring(
    order: Order,
    tierExpiry: Expiry | null,
    was: ReadonlyMap<string, number>,
    before: ReturnType<typeof countedOf>,
  ): void {
    const kept = keptOf(order);
    const targets = (order.ledger.grants ?? [])
      .map((grant) => ({ ...grant, amount: kept(grant) }))
      .filter(({ amount }) => amount > 0);
    if (!isKept(order)) this.#vouchers.delete(order.id);
    const of = (unit: (u: string) => boolean) => targets.filter((t) => unit(t.unit));
    this.#cards.bring(
      order.id,
      order.placedAt,
      of((u) => u.startsWith("stamp:")),
    );
    const timeZone = ZONE;
    align(
      this.#book,
      order.ledger,
      of((u) => !u.startsWith("stamp:")),
      {
        programNumber: 1,
        cause: `order:${order.id}`,
        reversalCause: `refund:${order.id}`,
        earnedAt: order.placedAt,
        happenedAt: order.placedAt,
        negative: this.#parts.negative,
        datesOf: (target) =>
          datesOf(
            {
              program: { number: 1, parts: this.#parts },
              timeZone,
              earnedAt: order.placedAt,
              now: order.placedAt,
              deliveredAt: null,
              stayEndsAt: null,
              activatesAt: order.activatesAt ?? order.placedAt,
              tierExpiry,
            },
            target,
          ),
      },
    );
    this.#count(order, was);
    const after = countedOf(order);
    const points = pointsOf(after.points, before.points);
    this.#tally = withProgress(this.#tally, dayAt(order.placedAt, ZONE), {
      orders: after.orders - before.orders,
      spend: after.spend - before.spend,
      points,
    });
  }

  #countOf: Counts = (rule, period) =>
    this.#counts.get(`${period} ${rule}`) ?? { amount: 0, times: 0, lastAt: null };

  #usedOf(order: Order): Map<string, number> {
    const used = new Map<string, number>();
    const add = (rule: string, n: number) => used.set(rule, (used.get(rule) ?? 0) + n);
    const kept = keptOf(order);
    for (const grant of order.ledger.grants ?? []) add(grant.rule, kept(grant));
    for (const rule of this.#vouchers.get(order.id) ?? []) add(rule, 1);
    return used;
  }

  /** Every rule is counted in every period, whether anything asks for it or not. */
  #count(order: Order, was: ReadonlyMap<string, number>): void {
    const is = this.#usedOf(order);
    for (const rule of new Set([...was.keys(), ...is.keys()])) {
      const [before, after] = [was.get(rule) ?? 0, is.get(rule) ?? 0];
      const times = Number(after > 0) - Number(before > 0);
      for (const period of Object.values(periodsAt(order.placedAt, ZONE))) {
        const count = this.#countOf(rule, period);
        const isOver = times < 0 && count.lastAt === order.placedAt;
        const lastAt = times > 0 ? order.placedAt : isOver ? null : count.lastAt;
        this.#counts.set(`${period} ${rule}`, {
          amount: count.amount + after - before,
          times: count.times + times,
          lastAt,
        });
      }
    }
  }

  #levelsOn(day: Day): (string | null)[] {
    return this.#parts.tiers.map((set) => {
      const course = courseOf(set, this.#tally, 0, day);
      const first = Math.min(course.days[0] ?? day, day);
      const standing = { level: NONE, since: first, falling: null, kept: null };
      return set.levels[fold(course, { day: first, standing }, day).level]?.key ?? null;
    });
  }

  #expiryOf(levels: readonly (string | null)[]): Expiry | null {
    const held = this.#parts.tiers.flatMap((set, i) =>
      set.levels.filter(({ key }) => key === levels[i]),
    );
    return held.find(({ expiry }) => expiry !== undefined)?.expiry ?? null;
  }
}

const NOTHING = { orders: 0, spend: 0, points: {} as Record<string, number> };

/** What an order counts towards tiers, by what its grants keep. */
function countedOf(order: Order): typeof NOTHING {
  const kept = keptOf(order);
  const points: Record<string, number> = {};
  for (const grant of order.ledger.grants ?? []) {
    if (grant.unit.includes(":")) continue;
    points[grant.unit] = (points[grant.unit] ?? 0) + kept(grant);
  }
  return { orders: Number(isKept(order)), spend: keptGoods(order), points };
}

const pointsOf = (after: Record<string, number>, before: Record<string, number>) =>
  Object.fromEntries(Object.entries(after).map(([unit, n]) => [unit, n - (before[unit] ?? 0)]));

/** The order as it was recorded, before anything became of it. */
const freshOrder = (row: OrderRow): Order => ({
  id: row.id,
  source: row.source,
  member: row.member,
  status: row.status,
  placedAt: row.placed_at,
  channel: row.channel,
  store: row.store,
  currency: row.currency,
  refunded: 0,
  program: row.program,
  activatesAt: row.activates_at,
  content: contentFrom(row.content),
  ledger: newLedger(),
});

interface RefundContent {
  readonly items?: readonly { id: string; quantity: number }[];
  readonly amount?: number;
}

function takeGoodsBack(order: Order, row: RefundRow): void {
  const { items, amount } = JSON.parse(row.content) as RefundContent;
  let value = 0;
  for (const { id, quantity } of items ?? []) {
    const line = allLines(order.content).find((l) => l.id === id);
    if (!line) throw new Error(`no line ${id} was recorded`);
    const before = returnedOf(order, id);
    const after = returnUnits(line, before, quantity);
    order.ledger.returned.set(id, after);
    value += after.value - before.value;
  }
  const left = order.content.total - order.refunded;
  const money = amount ?? Math.min(inMoney(order.content, value), left);
  if (!items) returnMoney(order, money);
  order.refunded += money;
}
