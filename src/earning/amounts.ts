import type { ProgramParts } from "../core/registry";
import type { VoucherTerms } from "../effects";
import { unitFor } from "../ledger";
import { MAX_AMOUNT, mulDiv, type Rounding, spread } from "../lib/numbers";
import { CHOSEN_CAUSE } from "../members";
import type { CompiledRule } from "./compile";
import type { Obstacle } from "./conditions";
import { perIn, type RuleEffect } from "./document";
import { type Fit, type Fitting, worthOf } from "./lines";
import type { Moment } from "./moment";
import { nightsOf } from "./nights";
import type { Grant, Share } from "./types";

/** What a rule would give, before limits. */
export interface Draft {
  readonly grants: readonly Grant[];
  readonly voucher: VoucherTerms | null;
  /** Whether it counts as one against limits and budgets, whatever it brings. */
  readonly isOne?: true;
}

export type Amounting = Extract<RuleEffect, { readonly each: string }>;

export const whole = (rule: string, unit: string, amount: number): Grant[] => [
  { rule, line: null, unit, amount, share: "whole" },
];

function unitOf(give: Amounting, { causes }: ProgramParts, { earner }: Moment): string {
  switch (give.type) {
    case "points":
      return give.unit;
    case "stamps":
      return unitFor("stamp", give.card);
    case "donation": {
      if (give.cause !== CHOSEN_CAUSE) return unitFor("donation", give.cause);
      // A cause that the program has dropped since is nobody's choice any more.
      const isKnown = causes.some(({ key }) => key === earner.cause);
      return unitFor("donation", (isKnown ? earner.cause : give.else) ?? CHOSEN_CAUSE);
    }
  }
}

export function amounted(
  compiled: CompiledRule,
  moment: Moment,
  fit: Fit | null,
  give: Amounting,
  parts: ProgramParts,
): readonly Grant[] | Obstacle {
  const unit = unitOf(give, parts, moment);
  const { id, share } = compiled;
  if (give.each === "data") return byData(compiled, moment, give, unit);
  if (!fit) return whole(id, unit, give.amount);
  const { goods } = fit;
  switch (give.each) {
    case "line":
      return byUnits(id, unit, goods, () => give.amount);
    case "item":
      return byUnits(id, unit, goods, ({ line }) => give.amount * line.quantity);
    case "night": {
      const { timeZone } = moment.occasion;
      const nights = ({ line }: Fitting) => line.quantity * nightsOf(line, timeZone);
      return byUnits(id, unit, goods, (fitting) => give.amount * nights(fitting));
    }
    case "amount":
      return byMoney(compiled, moment, [...goods, ...fit.parts], give, unit);
    case "order":
      if (goods.length === 0) return { why: "part" };
      if (give.type !== "points") return whole(id, unit, give.amount);
      return spreadOver(goods, give.amount, { rule: id, unit, share });
  }
}

const byUnits = (
  rule: string,
  unit: string,
  goods: readonly Fitting[],
  amountOf: (fitting: Fitting) => number,
): readonly Grant[] | Obstacle => {
  if (goods.length === 0) return { why: "part" };
  return goods.map((fitting) => ({
    rule,
    line: fitting.line.id,
    unit,
    amount: Math.min(MAX_AMOUNT, amountOf(fitting)),
    share: "quantity",
  }));
};

function byMoney(
  { id, rule, share }: CompiledRule,
  { occasion }: Moment,
  fittings: readonly Fitting[],
  give: Amounting,
  unit: string,
): readonly Grant[] | Obstacle {
  const per = give.per === undefined ? null : perIn(give.per, occasion.currency);
  if (per === null) return { why: "currency" };
  const total = rated(worthOf(fittings), give.amount, per, rule.rounding);
  if (total === 0) return { why: "rounding" };
  return spreadOver(fittings, total, { rule: id, unit, share });
}

/** Beyond what anything can hold there is nothing to earn, and nothing that adds up. */
export const rated = (value: number, amount: number, per: number, rounding: Rounding): number =>
  Math.min(MAX_AMOUNT, mulDiv(value, amount, per, rounding));

/** Spreads by value; what gets nothing of it is left out. */
export const spreadOver = (
  fittings: readonly Fitting[],
  total: number,
  grant: Pick<Grant, "rule" | "unit" | "share">,
): Grant[] => {
  const shares = spread(
    total,
    fittings.map(({ value }) => value),
  );
  return fittings
    .map(({ line }, i) => ({
      ...grant,
      line: line.id,
      amount: shares[i] ?? 0,
      share: shareOfLine(grant.share, line.total),
    }))
    .filter(({ amount }) => amount > 0);
};

/** A line that cost nothing after discounts has no value that could be returned, only units. */
export const shareOfLine = (share: Share, total: number): Share =>
  share === "value" && total === 0 ? "quantity" : share;

/** Numbers of activities may be broken, such as 12.5 km; they count to the thousandth. */
const PRECISION = 1_000;

function byData(
  { id, rule }: CompiledRule,
  { occasion }: Moment,
  give: Amounting,
  unit: string,
): readonly Grant[] | Obstacle {
  const per = give.per === undefined ? null : perIn(give.per, occasion.currency);
  if (per === null) return { why: "currency" };
  const carried = occasion.activity?.data ?? {};
  const { field = "" } = give;
  const value = Object.hasOwn(carried, field) ? carried[field] : undefined;
  if (typeof value !== "number" || !(value > 0)) return { why: "data" };
  const thousandths = Math.round(Math.min(value, MAX_AMOUNT) * PRECISION);
  const total = rated(thousandths, give.amount, per * PRECISION, rule.rounding);
  return total === 0 ? { why: "rounding" } : whole(id, unit, total);
}
