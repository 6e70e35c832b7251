import type { Moved } from "../effects";
import {
  type Book,
  type Entry,
  fill,
  move,
  type NegativePolicy,
  settle,
  takeBack,
  unitParts,
} from "../ledger";
import { sum } from "../lib/numbers";
import { type AwardEntry, type AwardLedger, byName, type Named, nameOf, netOf } from "./ledger";

/** What a line should stand at by a rule. */
export type Target = Named & { readonly amount: number };

/** From when to when something can be spent; `awaits`: until an activity, by `activatesAt`. */
export interface LotDates {
  readonly activatesAt: number;
  readonly expiresAt: number;
  readonly awaits?: string | null;
}

/** With which words in the ledger, and which dates, entries are brought into line. */
export interface Alignment {
  readonly programNumber: number;
  /** Of what is given, e.g. `order:<source>:<id>`. */
  readonly cause: string;
  /** Of what is taken back, e.g. `refund:<source>:<order>:<id>`. */
  readonly reversalCause: string;
  /** When it was earned: an order's `placedAt`. */
  readonly earnedAt: number;
  /** When what changes it happened. */
  readonly happenedAt: number;
  readonly negative: NegativePolicy;
  readonly datesOf: (target: Target) => LotDates;
}

/**
 * Brings what was given to what should stand now. Earning, paying, amending, refunding, cancelling
 * and claiming are all this one step. Recorded entries are taken back, never recomputed; what is
 * due already activates or expires.
 */
export function align(
  book: Book,
  ledger: AwardLedger,
  targets: readonly Target[],
  how: Alignment,
): Moved[] {
  const effects: Moved[] = [];
  const given = byName(ledger.entries);
  const wanted = new Set(targets.map(nameOf));
  for (const [name, entries] of given) {
    if (!wanted.has(name)) effects.push(...lower(book, entries, 0, how));
  }
  for (const target of targets) {
    const entries = given.get(nameOf(target)) ?? [];
    const standing = sum(entries.map(netOf));
    if (target.amount < standing) {
      effects.push(...lower(book, entries, target.amount, how));
    } else if (target.amount > standing) {
      effects.push(raise(book, ledger, { ...target, amount: target.amount - standing }, how));
    }
  }
  settle(book);
  return effects;
}

/** @param target by how much a line is raised. */
function raise(book: Book, ledger: AwardLedger, target: Target, how: Alignment): Moved {
  const { line, rule, unit, amount } = target;
  const entry: Entry = {
    reason: "earn",
    cause: how.cause,
    line,
    rule,
    program: how.programNumber,
    happenedAt: how.earnedAt,
  };
  const given = { type: "given", unit, amount, waived: 0, rule, line } as const;
  if (unitParts(unit).kind === "donation") {
    const { seq } = move(book, unit, "issued", "donated", amount, entry);
    ledger.entries.push({ line, rule, unit, amount, reversed: 0, seq, lot: 0 });
    return { ...given, activatesAt: how.earnedAt, expiresAt: how.earnedAt, seq };
  }
  const dates = how.datesOf(target);
  const { seq, lot } = fill(book, { unit, amount, ...dates, from: "issued", entry });
  const number = lot ?? 0;
  ledger.entries.push({ line, rule, unit, amount, reversed: 0, seq, lot: number });
  if (!ledger.lots.some((l) => l.lot === number)) {
    const { activatesAt, expiresAt } = dates;
    ledger.lots.push({ lot: number, unit, activatesAt, expiresAt });
  }
  return { ...given, activatesAt: dates.activatesAt, expiresAt: dates.expiresAt, seq };
}

/** Takes back from the latest entries first until `to` is left standing. */
function lower(book: Book, entries: readonly AwardEntry[], to: number, how: Alignment): Moved[] {
  let excess = sum(entries.map(netOf)) - to;
  const effects: Moved[] = [];
  for (const entry of entries.toReversed()) {
    const amount = Math.min(excess, netOf(entry));
    if (amount === 0) continue;
    const seq = book.nextSeq;
    const taken = takeEntryBack(book, entry, amount, how);
    entry.reversed += amount;
    excess -= amount;
    const { line, rule, unit, lot } = entry;
    const waived = amount - taken;
    effects.push({ type: "taken", unit, amount, waived, ...NO_DATES, rule, line, seq, lot });
  }
  return effects;
}

const NO_DATES = { activatesAt: 0, expiresAt: 0 } as const;

/** @returns what the member really lost or owes now */
function takeEntryBack(book: Book, of: AwardEntry, amount: number, how: Alignment): number {
  const entry: Entry = {
    reason: "reverse",
    cause: how.reversalCause,
    line: of.line,
    rule: of.rule,
    program: how.programNumber,
    reverses: of.seq,
    happenedAt: how.happenedAt,
  };
  const { kind } = unitParts(of.unit);
  if (kind === "donation") {
    move(book, of.unit, "donated", "reversed", amount, entry);
    return amount;
  }
  // Nobody owes a perk: one that was used stays used.
  return takeBack(book, of.lot, amount, kind === "perk" ? "waive" : how.negative, entry);
}
