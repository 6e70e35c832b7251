import type { ProgramParts } from "../core/registry";
import { evaluate } from "../earning";
import { type Book, expiresAt, fill, settle, type Transfer, takeBack } from "../ledger";
import { mulDiv, sum } from "../lib/numbers";
import { allLines, type LedgerEntry, type Order, returnedOf } from "./order";

/** What an order brought or took, line by line, for the answer and the facts. */
export type OrderEffect = EarnedEffect | ReversedEffect;

export interface EarnedEffect {
  readonly type: "points_earned";
  readonly unit: string;
  readonly amount: number;
  readonly activatesAt: number;
  readonly expiresAt: number;
  readonly rule: string;
  readonly line: string;
  readonly seq: number;
}

export interface ReversedEffect {
  readonly type: "points_reversed";
  readonly unit: string;
  readonly amount: number;
  /** How much of it was spent already and is not asked for, as the program's policy says. */
  readonly waived: number;
  readonly rule: string;
  readonly line: string;
  readonly seq: number;
}

/** Under which program and with which words in the ledger an order is brought into line. */
export interface Alignment {
  readonly program: ProgramParts;
  readonly programNumber: number;
  readonly timeZone: string;
  /** `order:<source>:<id>`, of what is earned. */
  readonly orderCause: string;
  /** Of what is taken back, e.g. `refund:<source>:<order>:<id>`. */
  readonly reversalCause: string;
  readonly happenedAt: number;
}

interface Target {
  readonly line: string;
  readonly rule: string;
  readonly unit: string;
  readonly amount: number;
}

/**
 * Brings what an order's lines have earned to what they should have earned now: nothing while it
 * is placed or cancelled; else what the rules give, less the share of what was returned. Earning,
 * paying, amending, refunding, cancelling and claiming are all this one step. Recorded entries are
 * taken back, never recomputed; what is due already activates or expires.
 */
export function align(book: Book, order: Order, how: Alignment): OrderEffect[] {
  const targets = targetsOf(order, how);
  const effects: OrderEffect[] = [];
  let dates: LotDates | undefined;
  for (const entry of gone(order, targets)) effects.push(...lower(book, order, entry, 0, how));
  for (const target of targets) {
    const standing = sum(entriesOf(order, target).map((e) => e.amount - e.reversed));
    if (target.amount < standing) {
      effects.push(...lower(book, order, target, target.amount, how));
    } else if (target.amount > standing) {
      dates ??= datesOf(order, how);
      effects.push(raise(book, order, { ...target, amount: target.amount - standing }, how, dates));
    }
  }
  settle(book);
  return effects;
}

/** What each line should stand at, after returns. */
function targetsOf(order: Order, how: Alignment): Target[] {
  if (order.status !== "paid" || !order.content.earns) return [];
  const lines = allLines(order.content);
  return evaluate(how.program, occasionOf(order, how.timeZone), NOBODY, EVERYTHING).grants.map(
    (g) => {
      const { amount, rule, unit } = g;
      const line = g.line ?? "";
      const total = lines.find((l) => l.id === line)?.total ?? 0;
      const { value } = returnedOf(order, line);
      const kept = amount - mulDiv(amount, Math.min(value, total), Math.max(total, 1), "nearest");
      return { line, rule, unit, amount: kept };
    },
  );
}

const occasionOf = (order: Order, timeZone: string) => ({
  on: "order" as const,
  at: order.placedAt,
  timeZone,
  currency: order.currency,
  lines: allLines(order.content),
  taxIncluded: order.content.taxIncluded,
  tax: order.content.tax,
  discounts: order.content.discounts,
  channel: order.channel,
  store: order.store,
  handover: null,
  activity: null,
});
const NOBODY = { levels: [], nthOrder: 1, birthday: null, attributes: {} };
const EVERYTHING = {
  counts: () => ({ amount: 0, times: 0, lastAt: null }),
  budgets: new Map(),
  balance: () => 0,
};

type Named = Pick<Target, "line" | "rule" | "unit">;

const isSame = (a: Named, b: Named): boolean =>
  a.line === b.line && a.rule === b.rule && a.unit === b.unit;

const entriesOf = (order: Order, named: Named): LedgerEntry[] =>
  order.ledger.entries.filter((e) => isSame(e, named));

/** Lines and rules that gave something and no longer should, each once. */
function gone(order: Order, targets: readonly Target[]): LedgerEntry[] {
  const { entries } = order.ledger;
  return entries.filter(
    (entry, i) =>
      !targets.some((t) => isSame(t, entry)) && entries.findIndex((e) => isSame(e, entry)) === i,
  );
}

interface LotDates {
  readonly activatesAt: number;
  readonly expiresAt: number;
}

/** From when to when an order's points can be spent; all of its lines share them. */
const datesOf = (order: Order, how: Alignment): LotDates => ({
  activatesAt: order.activatesAt ?? order.placedAt,
  expiresAt: expiresAt(how.program.expiry, order.placedAt, how.timeZone),
});

/** @param target by how much a line is raised. */
function raise(
  book: Book,
  order: Order,
  target: Target,
  how: Alignment,
  dates: LotDates,
): EarnedEffect {
  const { line, rule, unit, amount } = target;
  const transfer = fill(book, {
    unit,
    amount,
    ...dates,
    from: "issued",
    entry: {
      reason: "earn",
      cause: how.orderCause,
      line,
      rule,
      program: how.programNumber,
      happenedAt: order.placedAt,
    },
  });
  recordEarned(order, target, transfer, dates);
  return { type: "points_earned", unit, amount, ...dates, rule, line, seq: transfer.seq };
}

function recordEarned(
  order: Order,
  { line, rule, unit }: Target,
  { amount, seq, lot }: Transfer,
  dates: { activatesAt: number; expiresAt: number },
): void {
  const number = lot ?? 0;
  order.ledger.entries.push({ line, rule, unit, amount, reversed: 0, seq, lot: number });
  if (!order.ledger.lots.some((l) => l.lot === number)) {
    order.ledger.lots.push({ lot: number, unit, ...dates });
  }
}

/** Takes back from the latest entries first until `to` is left standing. */
function lower(
  book: Book,
  order: Order,
  named: Named,
  to: number,
  how: Alignment,
): ReversedEffect[] {
  const entries = entriesOf(order, named).reverse();
  let excess = sum(entries.map((e) => e.amount - e.reversed)) - to;
  const effects: ReversedEffect[] = [];
  for (const entry of entries) {
    const amount = Math.min(excess, entry.amount - entry.reversed);
    if (amount === 0) continue;
    const seq = book.nextSeq;
    const taken = takeBack(book, entry.lot, amount, how.program.negative, {
      reason: "reverse",
      cause: how.reversalCause,
      line: entry.line,
      rule: entry.rule,
      program: how.programNumber,
      reverses: entry.seq,
      happenedAt: how.happenedAt,
    });
    entry.reversed += amount;
    excess -= amount;
    const { line, rule, unit } = entry;
    const waived = amount - taken;
    effects.push({ type: "points_reversed", unit, amount, waived, rule, line, seq });
  }
  return effects;
}
