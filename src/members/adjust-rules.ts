import type { Context } from "../core/context";
import { refuse } from "../core/errors";
import { type Book, unitParts, walletOf } from "../ledger";
import { MAX_AMOUNT } from "../lib/numbers";
import type { Program } from "../program";
import type { AdjustmentFields } from "./adjustments";
import { type UnitTerms, unitTermsOf } from "./follow";
import type { OpenMember } from "./member";

/**
 * The terms of the unit, when the adjustment can be made.
 *
 * @throws {DomainError} unknown_unit, invalid_body, amount_too_large, insufficient_points,
 *   invalid_time
 */
export function checkedTerms(
  ctx: Context,
  program: Program,
  { book }: OpenMember,
  fields: AdjustmentFields,
): UnitTerms {
  const terms = termsOf(ctx, program, book, fields.unit);
  if (!terms) throw refuse("unknown_unit", "/unit", "Use a unit of the program.");
  const wrong = terms.wrongAmount(fields.amount);
  if (wrong) throw refuse("invalid_body", "/amount", wrong);
  checkAmount(program, book, fields, terms);
  return terms;
}

/** What a program no longer knows but the member has can still be adjusted, like points. */
function termsOf(ctx: Context, { parts }: Program, book: Book, unit: string): UnitTerms | null {
  const known = unitTermsOf(ctx, parts, unit);
  if (known || !book.wallets.has(unit) || unitParts(unit).kind === "donation") return known;
  return unitTermsOf(ctx, parts, parts.units[0]?.key ?? "");
}

function checkAmount(
  program: Program,
  book: Book,
  fields: AdjustmentFields,
  { mayBeOwed }: UnitTerms,
): void {
  const { unit, amount } = fields;
  const { available, pending } = walletOf(book, unit);
  if (amount > 0 && available + pending + amount > MAX_AMOUNT) {
    throw refuse("amount_too_large", "/amount", `A balance may hold ${MAX_AMOUNT}.`);
  }
  const isOwed = mayBeOwed && program.parts.negative === "owe";
  if (amount < 0 && -amount > available && !isOwed) {
    throw refuse("insufficient_points", "/amount", `${available} are available.`);
  }
  if (fields.expiresAt === undefined) return;
  if (amount < 0) throw refuse("invalid_body", "/expiresAt", "Only what is given expires.");
  if (fields.expiresAt <= book.now) {
    throw refuse("invalid_time", "/expiresAt", "Points cannot expire in the past.");
  }
}
