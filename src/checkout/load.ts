import type { Batch, Statement } from "../core/database";
import type { Who } from "../ledger";
import { UNUSED, type Usage, usageFrom } from "../members";
import {
  type CheckoutVoucher,
  codeUsageStatement,
  voucherStatements,
  vouchersFrom,
} from "../vouchers";

/** Reads what stands behind typed codes, none where none was typed; {@link codesFrom} takes the rows. */
export const codeStatements = (shop: string, who: Who, codes: readonly string[]): Statement[] =>
  codes.length === 0 ? [] : [codeUsageStatement(who, codes), ...voucherStatements(shop, codes)];

export interface LoadedCodes {
  readonly usage: Usage;
  readonly vouchers: readonly CheckoutVoucher[];
  /** Rows of the statements that follow. */
  readonly rest: Batch;
}

/** @param rows from those of {@link codeStatements} on */
export const codesFrom = (rows: Batch, codes: readonly string[]): LoadedCodes =>
  codes.length === 0
    ? { usage: UNUSED, vouchers: [], rest: rows }
    : { usage: usageFrom(rows, 0), vouchers: vouchersFrom(rows.slice(1)), rest: rows.slice(2) };
