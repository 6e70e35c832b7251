import type { Context } from "../core/context";
import type { Statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { NewTimer } from "../core/timers";
import { type Entry, takeBack } from "../ledger";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import { causeText, type VoucherRow, voidVoucherWrites } from "../vouchers";
import { referralTimer } from "./follow";
import { giveFriend } from "./give";
import { expiryTimer } from "./record";
import type { StaffReason } from "./rules";
import type { ReferralRow } from "./tables";
import { givenBy } from "./view";

/** A referral opened for a decision of staff, with both members. */
export interface Open {
  readonly ctx: Context;
  readonly row: ReferralRow;
  readonly vouchers: readonly VoucherRow[];
  readonly friend: OpenMember | null;
  readonly advocate: OpenMember | null;
  /** The one whose terms were promised, and the one in force. */
  readonly program: Program;
  readonly current: Program;
  readonly reason: StaffReason;
  readonly made: { readonly fact: string; readonly voucher: string };
}

export interface Outcome {
  readonly changes: Partial<ReferralRow>;
  /** As they are after it. */
  readonly vouchers: readonly VoucherRow[];
  readonly writes: readonly Statement[];
  /** Whose book or vouchers changed; closed with the commit. */
  readonly touched: OpenMember | null;
  readonly timer: NewTimer | null;
}

export const notChangeable = (row: ReferralRow): DomainError =>
  new DomainError("referral_not_changeable", `It is ${row.status}.`);

/** The friend gets what they would have got at once; an order that came meanwhile counts. */
export function approve(open: Open): Outcome {
  const { ctx, row, vouchers, friend, advocate, program, made } = open;
  const isErased = friend?.row.erased_at !== null || advocate?.row.erased_at !== null;
  if (!friend || !advocate || isErased) throw notChangeable(row);
  const status = row.order_ref === null ? ("claimed" as const) : ("qualified" as const);
  const changes = {
    status,
    reasons: "[]",
    claimed_at: ctx.now,
    reward: null,
    rewarded_at: null,
    ended_at: null,
    qualified_at: status === "qualified" ? (row.qualified_at ?? ctx.now) : null,
  };
  if (status === "qualified") {
    // It looks at the order, and waits on where that can still be returned.
    const timer = referralTimer(row, ctx.now);
    return { changes, vouchers, writes: [], touched: friend, timer };
  }
  const after: ReferralRow = { ...row, ...changes };
  const voucher = giveFriend(ctx, program, friend, after, made.voucher);
  const writes = [expiryTimer(ctx, program, after)];
  const held = voucher ? [voucher, ...vouchers] : vouchers;
  return { changes, vouchers: held, writes, touched: friend, timer: null };
}

/** An unused voucher is void; one that was used stays used. */
export function refuse({ ctx, vouchers, reason }: Open): Outcome {
  const changes = {
    status: "refused" as const,
    reasons: JSON.stringify([`staff_${reason}`]),
    ended_at: ctx.now,
  };
  const writes = vouchers.flatMap(voidVoucherWrites);
  return { changes, vouchers: vouchers.map(voided), writes, touched: null, timer: null };
}

export function reverse({ ctx, row, vouchers, advocate, current, reason }: Open): Outcome {
  const given = givenBy(row);
  const entry: Entry = {
    reason: "referral_undo",
    cause: causeText("referral", row.id),
    program: current.number,
  };
  if (advocate && given?.kind === "points") {
    takeBack(advocate.book, given.lot, given.amount, current.parts.negative, entry);
  }
  const changes = {
    status: "reversed" as const,
    reasons: JSON.stringify([`staff_${reason}`]),
    ended_at: ctx.now,
  };
  const writes = vouchers.flatMap(voidVoucherWrites);
  return { changes, vouchers: vouchers.map(voided), writes, touched: advocate, timer: null };
}

const voided = (row: VoucherRow): VoucherRow =>
  row.status === "issued" ? { ...row, status: "void" } : row;
