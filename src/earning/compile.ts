import type { ProgramParts } from "../core/registry";
import { type CelTest, celTest } from "./cel";
import { declaredFor } from "./cel-types";
import { type Check, checksOf } from "./conditions";
import type { BaseEarning, Rule } from "./document";
import { type Steps, stepsOf } from "./steps";
import type { EarningLine, Share } from "./types";

/* A program's rules made ready once: sets instead of lists, parsed expressions, the order. */

/** What counts as money for a rule. */
export interface Counted {
  readonly parts: ReadonlySet<string>;
  readonly tax: BaseEarning["tax"];
  readonly discounts: BaseEarning["discounts"];
  /** Rules of the same key see the same values. */
  readonly key: string;
}

export interface CompiledRule {
  readonly id: string;
  readonly rule: Rule;
  /** ms since epoch */
  readonly from: number;
  readonly until: number;
  /** Of the occasion as a whole. */
  readonly checks: readonly Check[];
  readonly counted: Counted;
  readonly kinds: ReadonlySet<EarningLine["kind"]>;
  /** Whether it names the lines that it is about, by category, sku, kind, nights or expression. */
  readonly isChoosy: boolean;
  /** Whether a line is of its categories and skus. */
  readonly names: (line: EarningLine) => boolean;
  /** Its expression where it asks for each line; of the whole it is among `checks`. */
  readonly item: CelTest | null;
  readonly share: Share;
}

export interface CompiledProgram {
  readonly parts: ProgramParts;
  readonly base: BaseEarning;
  readonly baseCounted: Counted;
  readonly rules: readonly CompiledRule[];
  readonly byId: ReadonlyMap<string, CompiledRule>;
  /** Rules one by one or by group, what is multiplied before what multiplies it. */
  readonly steps: readonly (readonly CompiledRule[])[];
}

/** By document: a version's parts stay the same object as long as it is cached. */
const known = new WeakMap<ProgramParts, CompiledProgram>();

export function compiled(parts: ProgramParts): CompiledProgram {
  const before = known.get(parts);
  if (before) return before;
  const { base, rules } = parts.earning;
  const baseCounted = countedOf(base, undefined);
  const { steps } = stepsOf(rules);
  const shares = sharesOf(new Map(rules.map((r) => [r.id, r])), steps);
  const all = rules.map((rule) => compileRule(parts, rule, shares.get(rule.id) ?? "value"));
  const byId = new Map(all.map((r) => [r.id, r]));
  const program: CompiledProgram = {
    parts,
    base,
    baseCounted,
    rules: all,
    byId,
    steps: steps.map((step) => step.flatMap((id) => byId.get(id) ?? [])),
  };
  known.set(parts, program);
  return program;
}

function countedOf(base: BaseEarning, counts: Rule["counts"]): Counted {
  const parts = counts?.parts ?? base.parts;
  const tax = counts?.tax ?? base.tax;
  const discounts = counts?.discounts ?? base.discounts;
  return { parts: new Set(parts), tax, discounts, key: `${tax} ${discounts}` };
}

function compileRule(parts: ProgramParts, rule: Rule, share: Share): CompiledRule {
  const { base } = parts.earning;
  const { categories, skus, kinds, minimumNights } = rule.if;
  const test = rule.when === undefined ? null : celTest(rule.when, declaredFor(parts, rule));
  const item = test?.asksForItem ? test : null;
  const whole = test && !item ? test : null;
  return {
    id: rule.id,
    rule,
    from: rule.from === null ? Number.NEGATIVE_INFINITY : Date.parse(rule.from),
    until: rule.until === null ? Number.POSITIVE_INFINITY : Date.parse(rule.until),
    checks: checksOf(rule, whole),
    counted: countedOf(base, rule.counts),
    kinds: new Set<EarningLine["kind"]>(kinds ?? base.kinds),
    isChoosy: (categories ?? skus ?? kinds ?? minimumNights) !== undefined || item !== null,
    names: namesLine(categories, skus),
    item,
    share,
  };
}

function namesLine(
  categories: readonly string[] | undefined,
  skus: readonly string[] | undefined,
): CompiledRule["names"] {
  const [ofCategories, ofSkus] = [categories && new Set(categories), skus && new Set(skus)];
  return (line) => {
    if (ofSkus && (line.sku === null || !ofSkus.has(line.sku))) return false;
    if (!ofCategories) return true;
    for (const category of line.categories) if (ofCategories.has(category)) return true;
    return false;
  };
}

/** What is given by the line, its units or their nights. */
const BY_UNITS: ReadonlySet<string> = new Set(["line", "item", "night"]);

/**
 * How a return takes back what rules give for a line: what is given by the line or unit goes with
 * the units, what is given by money with the value, and what multiplies as what it multiplies.
 *
 * @param steps the rules, what is multiplied before what multiplies it.
 */
function sharesOf(rules: ReadonlyMap<string, Rule>, steps: Steps["steps"]): Map<string, Share> {
  const shares = new Map<string, Share>();
  for (const id of steps.flat()) {
    const give = rules.get(id)?.give;
    const isByUnits =
      give?.type === "multiply"
        ? give.of.every((of) => shares.get(of) === "quantity")
        : give !== undefined && "each" in give && BY_UNITS.has(give.each);
    shares.set(id, isByUnits ? "quantity" : "value");
  }
  return shares;
}
