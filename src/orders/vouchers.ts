import type { Context } from "../core/context";
import { type Batch, type Statement, statement } from "../core/database";
import type { Fact } from "../core/facts";
import type { Warning } from "./input";

export const voucherStatement = (shop: string, _codes: readonly string[]): Statement =>
  statement("SELECT 1 WHERE 0 AND ?1", shop);

export function redeemedByOrder(
  _ctx: Context,
  _rows: Batch,
  _index: number,
  _of: { codes: readonly string[]; member: string | null; order: string },
): { warnings: Warning[]; writes: Statement[]; facts: Fact[] } {
  return { warnings: [], writes: [], facts: [] };
}

export const restoredVouchers = (
  _shop: string,
  _order: { source: string; id: string },
): Statement[] => [];
