import { type Draft, rated, spreadOver } from "./amounts";
import type { CompiledProgram } from "./compile";
import type { Obstacle } from "./conditions";
import { type BaseEarning, perIn } from "./document";
import { worthOf } from "./lines";
import type { Moment } from "./moment";
import { BASE_RULE } from "./names";
import type { EarningLine, Passed } from "./types";

/** Whether the base rule counts a line, and if not, why. */
export function whyNot(base: BaseEarning, line: EarningLine): Passed["why"] | null {
  const why = whyNotCounted(base, line);
  return why ?? (line.total === 0 ? "free" : null);
}

function whyNotCounted(base: BaseEarning, line: EarningLine): Passed["why"] | null {
  if (base.points === 0) return "rate";
  if (line.kind === "shipping" || line.kind === "fees") {
    return base.parts.includes(line.kind) ? null : "part";
  }
  if (!base.parts.includes("items")) return "part";
  return base.kinds.includes(line.kind) ? null : "kind";
}

/**
 * Points of the base rule: the sum of what counts × points ÷ per, rounded once, spread over the
 * lines by largest remainder.
 */
export function baseDraft(
  { base, baseCounted }: CompiledProgram,
  moment: Moment,
): Draft | Obstacle {
  const { lines, currency } = moment.occasion;
  const values = moment.values(baseCounted);
  const counted = lines
    .map((line, i) => ({ line, value: values[i] ?? 0 }))
    .filter(({ line }) => whyNotCounted(base, line) === null);
  const worth = counted.filter(({ value }) => value > 0);
  if (worth.length === 0) {
    const line = lines[0];
    if (base.points === 0) return { why: "rate" };
    if (!line) return { why: "lines" };
    return { why: counted.length > 0 ? "free" : (whyNotCounted(base, line) ?? "lines") };
  }
  const per = perIn(base.per, currency);
  if (per === null) return { why: "currency" };
  const total = rated(worthOf(worth), base.points, per, base.rounding);
  if (total === 0) return { why: "rounding" };
  const grants = spreadOver(worth, total, { rule: BASE_RULE, unit: base.unit, share: "value" });
  return { grants, voucher: null };
}
