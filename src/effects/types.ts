/**
 * Units given to a member or taken back: points, stamps, perks, and money given to a cause. Amounts
 * are whole numbers above 0.
 */
export interface Moved {
  readonly type: "given" | "taken";
  readonly unit: string;
  readonly amount: number;
  /** Of what was taken: spent already and not asked for, as the program's policy says. */
  readonly waived: number;
  /** Of what was given, ms since epoch. */
  readonly activatesAt: number;
  readonly expiresAt: number;
  readonly rule: string;
  /** Of the order; null: of no single one. */
  readonly line: string | null;
  /** Of the transfer. */
  readonly seq: number;
  /** Of what an order or activity gave and is taken back: the lot that it was given in. */
  readonly lot?: number;
}

/** A voucher given, or one taken back that was not used. */
export interface VoucherGiven {
  readonly type: "voucher_issued" | "voucher_voided";
  readonly code: string;
  readonly rule: string;
  /** ms since epoch; null: never. */
  readonly expiresAt: number | null;
}

/** A stamp card that is full, or whose completion was undone. */
export interface CardCompleted {
  readonly type: "card_completed" | "card_reopened";
  readonly card: string;
}

export interface TierChanged {
  readonly type: "tier_changed";
  readonly set: string;
  readonly from: string | null;
  readonly to: string | null;
  /**
   * What moved the member: something that counts, or counts no longer; staff; or what had become
   * due, by time or as the program is another, when the member was opened.
   */
  readonly cause: "progress" | "taken_back" | "staff" | "due";
}

/** Store credit that an order was paid with, or that came back with its money. */
export interface CreditPaid {
  readonly type: "credit_spent" | "credit_returned";
  readonly unit: string;
  readonly amount: number;
  /** Of the transfer. */
  readonly seq: number;
}

/** What a commit gave or took, for its answer and its facts, in the order in which it happened. */
export type Effect = Moved | VoucherGiven | CardCompleted | TierChanged | CreditPaid;
