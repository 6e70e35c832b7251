import type { CompiledRule } from "./compile";
import type { Obstacle } from "./conditions";
import { isPart, type Moment } from "./moment";
import { nightsAsked, nightsOf } from "./nights";
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

/** How far a line gets with a rule: why it fits no further, or that it fits. */
const STAGES = [
  "lines",
  "part",
  "kind",
  "when",
  "nights",
  "free",
  "minimum_total",
  "minimum_quantity",
] as const;
const FITS = STAGES.length;

/** The lines of an order or handover that fit a rule; why there are none, or too few. */
export function fitOf(compiled: CompiledRule, moment: Moment): Fit | Obstacle {
  const { rule, counted } = compiled;
  const values = moment.values(counted);
  const { goods, parts, furthest } = sorted(compiled, moment, values);
  if (goods.length + parts.length === 0) {
    const why = STAGES[furthest] ?? "lines";
    return { why, ...lackingLeast(compiled, moment, values, furthest) };
  }
  const short = rule.on === "line" ? null : tooLittle(rule.if, goods, parts);
  return short ?? { goods, parts };
}

function sorted(compiled: CompiledRule, moment: Moment, values: readonly number[]) {
  const goods: Fitting[] = [];
  const parts: Fitting[] = [];
  let furthest = 0;
  for (const [i, line] of moment.occasion.lines.entries()) {
    const value = values[i] ?? 0;
    if (isPart(line)) {
      if (value > 0 && takesPart(compiled, line)) parts.push({ line, value });
      continue;
    }
    const stage = stageOf(compiled, moment, line, value, i);
    if (stage === FITS) goods.push({ line, value });
    else furthest = Math.max(furthest, stage);
  }
  return { goods, parts, furthest };
}

const takesPart = ({ isChoosy, rule, counted }: CompiledRule, line: EarningLine): boolean =>
  !isChoosy && rule.on !== "line" && counted.parts.has(line.kind);

function stageOf(
  { rule, counted, kinds, names, item }: CompiledRule,
  moment: Moment,
  line: EarningLine,
  value: number,
  index: number,
): number {
  if (!names(line)) return 0;
  if (!counted.parts.has("items")) return 1;
  if (!kinds.has(line.kind)) return 2;
  if (item && !item.holds(moment.cel(), index)) return 3;
  if (nightsOf(line, moment.occasion.timeZone) < nightsAsked(rule)) return 4;
  if (value === 0) return 5;
  if (rule.on !== "line") return FITS;
  if (value < (rule.if.minimumTotal ?? 0)) return 6;
  return line.quantity < (rule.if.minimumQuantity ?? 0) ? 7 : FITS;
}

/** What the line that comes nearest to a minimum by line lacks of it. */
function lackingLeast(
  compiled: CompiledRule,
  moment: Moment,
  values: readonly number[],
  stage: number,
): { readonly missing?: number } {
  const why = STAGES[stage];
  if (why !== "minimum_total" && why !== "minimum_quantity" && why !== "nights") return {};
  const { minimumTotal = 0, minimumQuantity = 0 } = compiled.rule.if;
  const minimumNights = nightsAsked(compiled.rule);
  const { timeZone } = moment.occasion;
  const lacks = moment.occasion.lines
    .map((line, i) => ({ line, value: values[i] ?? 0, i }))
    .filter(
      ({ line, value, i }) => !isPart(line) && stageOf(compiled, moment, line, value, i) === stage,
    )
    .map(({ line, value }) => {
      if (why === "nights") return minimumNights - nightsOf(line, timeZone);
      return why === "minimum_total" ? minimumTotal - value : minimumQuantity - line.quantity;
    });
  return { missing: Math.min(...lacks) };
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
