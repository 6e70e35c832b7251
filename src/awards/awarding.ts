import type { Evaluated, Grant, Reached } from "../earning";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import type { VoucherRow } from "../vouchers";
import type { AwardLedger } from "./ledger";

/** An order or activity that gives something, in a commit that changes it. */
export interface Awarding extends Reached {
  readonly member: OpenMember;
  readonly ledger: AwardLedger;
  /** By which it is decided; the version of when it was placed. */
  readonly program: Program;
  readonly cause: string;
  readonly reversalCause: string;
  /** From vouchers' `causeText`. */
  readonly voucherCause: string;
  readonly earnedAt: number;
  readonly happenedAt: number;
  readonly activatesAt: number;
  /** What stands of a grant after returns: all of it, a share, or nothing. */
  readonly kept: (grant: Grant) => number;
  /** What the rules say now; null: what was given before stays, as far as it is kept. */
  readonly evaluated: Evaluated | null;
  /** Whether that comes on top of what was given before, as a handover's does. */
  readonly isMore?: boolean;
  /** Those that it gave before, as they are now. */
  readonly vouchers: readonly VoucherRow[];
  /** Orders and goods that it counts more, or less, than before. */
  readonly counted: { readonly orders: number; readonly spend: number };
}
