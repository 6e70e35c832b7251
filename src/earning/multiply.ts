import { spread, sum } from "../lib/numbers";
import { type Draft, rated, shareOfLine } from "./amounts";
import type { CompiledRule } from "./compile";
import type { Obstacle } from "./conditions";
import type { RuleEffect } from "./document";
import type { Fit } from "./lines";
import type { Moment } from "./moment";
import type { Grant } from "./types";

/** What a rule of `of` gave already. */
export type GivenBy = (rule: string) => readonly Grant[];

/**
 * What is given on top of what other rules gave for the lines that fit, unit by unit: rounded once
 * for the occasion and spread as that was.
 */
export function multiplied(
  compiled: CompiledRule,
  moment: Moment,
  fit: Fit | null,
  give: Extract<RuleEffect, { readonly type: "multiply" }>,
  givenBy: GivenBy,
): Draft | Obstacle {
  const { id, rule, share } = compiled;
  const fits = fit && fitsOf(compiled, fit);
  const byUnit = new Map<string, Map<string | null, number>>();
  for (const grant of give.of.flatMap(givenBy)) {
    if (grant.line !== null && fits && !fits(grant.line)) continue;
    if (grant.line === null && compiled.isChoosy) continue;
    const lines = byUnit.get(grant.unit) ?? new Map<string | null, number>();
    lines.set(grant.line, (lines.get(grant.line) ?? 0) + grant.amount);
    byUnit.set(grant.unit, lines);
  }
  if (byUnit.size === 0) return { why: "nothing_to_multiply" };
  const totals = new Map(moment.occasion.lines.map((line) => [line.id, line.total]));
  const grants = [...byUnit].flatMap(([unit, lines]) => {
    const amounts = [...lines.values()];
    const extra = rated(sum(amounts), give.percent - 100, 100, rule.rounding);
    const shares = spread(extra, amounts);
    return [...lines.keys()].map((line, i) => ({
      rule: id,
      line,
      unit,
      amount: shares[i] ?? 0,
      share: line === null ? ("whole" as const) : shareOfLine(share, totals.get(line) ?? 0),
    }));
  });
  const given = grants.filter(({ amount }) => amount > 0);
  return given.length === 0 ? { why: "rounding" } : { grants: given, voucher: null };
}

/** A rule that names no lines multiplies whatever was given, for shipping as for gift cards. */
function fitsOf({ rule, isChoosy }: CompiledRule, { goods }: Fit): (line: string) => boolean {
  const { minimumTotal, minimumQuantity } = rule.if;
  const isByLine = rule.on === "line" && (minimumTotal ?? minimumQuantity) !== undefined;
  if (!isChoosy && !isByLine) return () => true;
  const lines = new Set(goods.map(({ line }) => line.id));
  return (line) => lines.has(line);
}
