import type { VoucherTerms } from "../effects";
import type { Counts } from "../members";
import type { Channel, HANDOVERS, LineKind, Rule } from "./document";

/* What rules are given to decide, and what they come to. */

/** When a stay begins and ends, ms since epoch. */
export interface Stay {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A line of an order as earning sees it; shipping and fees are lines of their own. */
export interface EarningLine {
  readonly id: string;
  readonly kind: LineKind | "shipping" | "fees";
  /** Minor units, after discounts. */
  readonly total: number;
  readonly quantity: number;
  readonly sku: string | null;
  readonly name: string | null;
  readonly categories: readonly string[];
  /** Of a room or the like that was taken from one day to another; null of everything else. */
  readonly stay: Stay | null;
}

/** What is looked at: an order, a handover of some of its lines, or an activity without lines. */
export interface Occasion {
  readonly on: "order" | "fulfilment" | "activity";
  /** When it happened: an order's `placedAt`. ms since epoch. */
  readonly at: number;
  readonly timeZone: string;
  /** ISO 4217 */
  readonly currency: string;
  readonly lines: readonly EarningLine[];
  readonly taxIncluded: boolean;
  /** Of all these lines together, minor units. */
  readonly tax: number;
  /** Of all these lines together, minor units; the lines are told after them. */
  readonly discounts: number;
  /** null for an activity. */
  readonly channel: Channel | null;
  readonly store: string | null;
  readonly handover: (typeof HANDOVERS)[number] | null;
  /** Its own name, by which surprises are drawn; null of what has not happened, such as a cart. */
  readonly seed: string | null;
  readonly activity: {
    readonly type: string;
    readonly data: Readonly<Record<string, string | number | boolean>>;
  } | null;
}

/** What a rule looks at: rules on lines look at those of orders. */
export const occasionOf = ({ on }: Pick<Rule, "on">): Occasion["on"] =>
  on === "line" ? "order" : on;

/** Who did it, as of then. */
export interface Earner {
  /** Levels of tiers held before it. */
  readonly levels: readonly string[];
  /**
   * Which of the member's kept orders this is, counted from 1; of an activity: how many there are.
   * NaN: unknown, as of a visitor.
   */
  readonly nthOrder: number;
  /** YYYY-MM-DD */
  readonly birthday: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** The cause that they had chosen. */
  readonly cause: string | null;
}

/** What is left of limits, budgets and wallets. */
export interface Room {
  readonly counts: Counts;
  /** Spent of budgets, by `<period> <rule>`. */
  readonly budgets: ReadonlyMap<string, number>;
  /** Available and on the way, by unit. */
  readonly balance: (unit: string) => number;
}

/**
 * How a return takes a grant back: with the value of its line, with the units of its line, or only
 * with the whole order.
 */
export type Share = "value" | "quantity" | "whole";

/** What a rule gives: whole units for one line, or for none (`line` is null, `share` is whole). */
export interface Grant {
  readonly rule: string;
  readonly line: string | null;
  /** A unit of the ledger: `points`, `stamp:coffee`, `perk:refill`, `donation:trees`. */
  readonly unit: string;
  readonly amount: number;
  readonly share: Share;
}

/** Why a rule gives nothing, or less than it would. */
export type WhyNot =
  | "rate"
  | "not_yet"
  | "over"
  | "activity"
  | "handover"
  | "channel"
  | "store"
  | "weekday"
  | "hours"
  | "birthday"
  | "tier"
  | "attribute"
  | "nth_order"
  | "lines"
  | "kind"
  | "part"
  | "free"
  | "minimum_total"
  | "minimum_quantity"
  | "when"
  | "nights"
  | "currency"
  | "data"
  | "rounding"
  | "nothing_to_multiply"
  | "draw"
  | "better_rule"
  | "cooldown"
  | "limit"
  | "budget"
  | "wallet_full";

/** A rule that gave nothing, or less than it would. */
export interface Passed {
  readonly rule: string;
  readonly why: WhyNot;
  /**
   * What is missing to a minimum (minor units, quantity, nights, orders); of a cooldown, limit, budget or
   * wallet: how much was not given; of a draw the number that was drawn.
   */
  readonly missing?: number;
  /** The rule of its group that gave more. */
  readonly better?: string;
  /** When it would give again, ms since epoch. */
  readonly until?: number;
}

export interface VoucherGrant {
  readonly rule: string;
  readonly terms: VoucherTerms;
}

export interface Evaluated {
  /** In the order of the rules, the base first; amounts are above 0. */
  readonly grants: readonly Grant[];
  readonly vouchers: readonly VoucherGrant[];
  readonly passed: readonly Passed[];
}
