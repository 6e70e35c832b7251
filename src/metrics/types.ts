import type { Counts, Retention, UnitDay } from "./rules";

/** A day's numbers. Money in minor units of the shop's currency; days are the shop's local ones. */
export interface Daily {
  readonly day: string;
  /** false: not computed yet, or something was added to it since. */
  readonly isComplete: boolean;
  readonly orders: { readonly paid: number; readonly byGuests: number; readonly cancelled: number };
  readonly revenue: {
    readonly gross: number;
    readonly refunded: number;
    readonly cancelled: number;
    readonly net: number;
  };
  /** Members with a kept order placed that day, and those whose activity changed that day. */
  readonly customers: {
    readonly active: number;
    readonly new: number;
    readonly returning: number;
    readonly slipping: number;
    readonly lapsed: number;
    readonly lost: number;
    readonly wonBack: number;
  };
  readonly members: { readonly enrolled: number; readonly erased: number };
  readonly units: Readonly<Record<string, UnitDay>>;
  readonly redemptions: {
    readonly captured: number;
    readonly reversed: number;
    /** Of the captured less the reversed, as the rewards say what they cost the shop. */
    readonly cost: number;
  };
  readonly vouchers: { readonly issued: number; readonly redeemed: number };
  readonly referrals: {
    readonly clicks: number;
    readonly claimed: number;
    readonly qualified: number;
    readonly rewarded: number;
    readonly cancelled: number;
    readonly expired: number;
    readonly refused: number;
    readonly reversed: number;
  };
  readonly messages: {
    readonly sent: number;
    readonly shown: number;
    readonly heldOut: number;
    readonly notSent: Readonly<Record<string, number>>;
  };
  readonly consents: { readonly granted: number; readonly withdrawn: number };
}

/** Members by stage and activity at a day's end, and how many came to stand there that day. */
export interface LifecycleDay {
  readonly day: string;
  readonly isComplete: boolean;
  readonly members: Counts;
  readonly entered: Counts;
  /** Members with two or more kept orders ÷ members with one or more, in percent. */
  readonly repeatPurchaseRate: number | null;
}

export interface RetentionPeriod extends Retention {
  /** `2026-03`, or `2026-Q1`. */
  readonly period: string;
  /** false: the period is not over, or not computed. */
  readonly isComplete: boolean;
  /** As of the period's end, or of the last day that is computed. */
  readonly repeatPurchaseRate: number | null;
}
