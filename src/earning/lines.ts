import type { CompiledRule } from "./compile";
import type { Obstacle } from "./conditions";
import { isPart, type Moment } from "./moment";
import type { EarningLine } from "./types";

/** A line that fits a rule, and what it is worth as the rule counts; more than nothing. */
export interface Fitting {
  readonly line: EarningLine;
  readonly value: number;
}

export interface Fit {
  readonly goods: readonly Fitting[];
  /** Shipping and fees, where the rule counts them and is about no lines in particular. */
  readonly parts: readonly Fitting[];
}

export const isObstacle = (found: Fit | Obstacle): found is Obstacle => "why" in found;

/** Why a line does not fit, the further on it got the later. */
const STAGES = [
  "lines",
  "part",
  "kind",
  "when",
  "free",
  "minimum_total",
  "minimum_quantity",
] as const;

/** The lines of an order or handover that fit a rule; why there are none, or too few. */
export function fitOf(compiled: CompiledRule, moment: Moment): Fit | Obstacle {
  const { rule, counted } = compiled;
  const values = moment.values(counted);
  const goods: Fitting[] = [];
  const parts: Fitting[] = [];
  let [stage, lacking] = [0, Number.POSITIVE_INFINITY];
  moment.occasion.lines.forEach((line, i) => {
    const fitting = { line, value: values[i] ?? 0 };
    if (isPart(line)) {
      const counts = !compiled.isChoosy && rule.on !== "line" && counted.parts.has(line.kind);
      if (counts && fitting.value > 0) parts.push(fitting);
      return;
    }
    const [at, lack] = stageOf(compiled, moment, fitting, i);
    if (at === STAGES.length) goods.push(fitting);
    else if (at === stage) lacking = Math.min(lacking, lack);
    else if (at > stage) [stage, lacking] = [at, lack];
  });
  if (goods.length + parts.length > 0) {
    return rule.on === "line"
      ? { goods, parts }
      : (tooLittle(rule.if, goods, parts) ?? { goods, parts });
  }
  const why = STAGES[stage] ?? "lines";
  return Number.isFinite(lacking) ? { why, missing: lacking } : { why };
}

/** How far a line gets, and what it lacks where a minimum stops it. */
function stageOf(
  { rule, counted, kinds, names, item }: CompiledRule,
  moment: Moment,
  { line, value }: Fitting,
  index: number,
): readonly [stage: number, lack: number] {
  const none = Number.POSITIVE_INFINITY;
  if (!names(line)) return [0, none];
  if (!counted.parts.has("items")) return [1, none];
  if (!kinds.has(line.kind as never)) return [2, none];
  if (item && !item.holds(moment.cel(), index)) return [3, none];
  if (value === 0) return [4, none];
  if (rule.on === "line") {
    const { minimumTotal = 0, minimumQuantity = 0 } = rule.if;
    if (value < minimumTotal) return [5, minimumTotal - value];
    if (line.quantity < minimumQuantity) return [6, minimumQuantity - line.quantity];
  }
  return [STAGES.length, none];
}

function tooLittle(
  { minimumTotal = 0, minimumQuantity = 0 }: CompiledRule["rule"]["if"],
  goods: readonly Fitting[],
  parts: readonly Fitting[],
): Obstacle | null {
  const value = worthOf(goods) + worthOf(parts);
  if (value < minimumTotal) return { why: "minimum_total", missing: minimumTotal - value };
  const quantity = goods.reduce((sum, { line }) => sum + line.quantity, 0);
  return quantity < minimumQuantity
    ? { why: "minimum_quantity", missing: minimumQuantity - quantity }
    : null;
}

export const worthOf = (fittings: readonly Fitting[]): number =>
  fittings.reduce((sum, { value }) => sum + value, 0);
