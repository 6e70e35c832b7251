import type { ProgramParts } from "../core/registry";
import { MAX_AMOUNT, sum } from "../lib/numbers";
import { moneyIn } from "../vouchers";
import type { Draft } from "./amounts";
import { baseDraft } from "./base";
import { type CompiledProgram, type CompiledRule, compiled } from "./compile";
import type { Obstacle } from "./conditions";
import { draftOf } from "./drafts";
import { type Bounds, bounded, walletFilled } from "./limits";
import { type Fit, fitOf, isObstacle } from "./lines";
import { type Moment, momentOf } from "./moment";
import type { GivenBy } from "./multiply";
import { BASE_RULE } from "./names";
import {
  type Earner,
  type Evaluated,
  type Grant,
  type Occasion,
  occasionOf,
  type Passed,
  type Room,
  type VoucherGrant,
} from "./types";

/** What became of a rule. */
interface Outcome {
  readonly draft: Draft | null;
  readonly passed: Passed | null;
}

/**
 * What an occasion brings under a program: pure, so that an estimate, a dry run, an explanation and
 * a recalculation from recorded orders are the same as the real thing. Rules on other occasions are
 * not looked at.
 */
export function evaluate(
  parts: ProgramParts,
  occasion: Occasion,
  earner: Earner,
  room: Room,
): Evaluated {
  const program = compiled(parts);
  const moment = momentOf(occasion, earner, room);
  const outcomes = new Map<string, Outcome>();
  if (occasion.on === "order") outcomes.set(BASE_RULE, ofBase(program, moment));
  const givenBy: GivenBy = (rule) => outcomes.get(rule)?.draft?.grants ?? [];
  for (const step of program.steps) {
    const candidates = step
      .filter(({ rule }) => occasionOf(rule) === occasion.on)
      .map((rule) => [rule.id, outcomeOf(rule, moment, parts, givenBy)] as const);
    for (const [id, outcome] of bestOf(candidates)) outcomes.set(id, outcome);
  }
  const inOrder = [BASE_RULE, ...program.rules.map(({ id }) => id)];
  return collected(inOrder, outcomes, walletFilled(parts.walletCaps, moment));
}

function ofBase(program: CompiledProgram, moment: Moment): Outcome {
  return within(BASE_RULE, program.base, baseDraft(program, moment), moment);
}

function outcomeOf(
  rule: CompiledRule,
  moment: Moment,
  parts: ProgramParts,
  givenBy: GivenBy,
): Outcome {
  const obstacle = obstacleTo(rule, moment);
  if (obstacle) return refused(rule.id, obstacle);
  const fit = moment.occasion.on === "activity" ? null : fitFor(rule, moment);
  if (fit && isObstacle(fit)) return refused(rule.id, fit);
  return within(rule.id, rule.rule, draftOf(rule, moment, fit, parts, givenBy), moment);
}

const refused = (rule: string, obstacle: Obstacle): Outcome => ({
  draft: null,
  passed: { rule, ...obstacle },
});

const within = (id: string, bounds: Bounds, draft: Draft | Obstacle, moment: Moment): Outcome =>
  "why" in draft ? refused(id, draft) : bounded(id, bounds, draft, moment);

function obstacleTo(rule: CompiledRule, moment: Moment): Obstacle | null {
  const { at } = moment.occasion;
  if (at < rule.from) return { why: "not_yet", until: rule.from };
  if (at >= rule.until) return { why: "over" };
  for (const check of rule.checks) {
    const obstacle = check(moment);
    if (obstacle) return obstacle;
  }
  return null;
}

const ANYTHING: Fit = { goods: [], parts: [] };

/** What multiplies without naming lines or a minimum looks at none. */
function fitFor(compiled: CompiledRule, moment: Moment): Fit | Obstacle {
  const { give, if: asked } = compiled.rule;
  const hasMinimum = (asked.minimumTotal ?? asked.minimumQuantity) !== undefined;
  const isOfAll = give.type === "multiply" && !compiled.isChoosy && !hasMinimum;
  return isOfAll ? ANYTHING : fitOf(compiled, moment);
}

/** Of the rules of a group only the one that gives most now gives at all; of equals the first. */
function bestOf(
  candidates: readonly (readonly [string, Outcome])[],
): readonly (readonly [string, Outcome])[] {
  if (candidates.length < 2) return candidates;
  const weights = candidates.map(([, { draft }]) => weightOf(draft));
  const most = Math.max(...weights);
  const best = weights.indexOf(most);
  const better = candidates[best]?.[0] ?? "";
  return candidates.map(([id, outcome], i) =>
    i === best || outcome.draft === null
      ? [id, outcome]
      : [id, refused(id, { why: "better_rule", better })],
  );
}

/**
 * Points by their number. Anything else weighs less than a point, by how much of it is given; a
 * voucher by its money or percentage.
 */
function weightOf(draft: Draft | null): number {
  if (draft === null) return 0;
  const amount = sum(draft.grants.map((grant) => grant.amount));
  if (draft.grants.some(({ unit }) => !unit.includes(":"))) return amount;
  const { worth } = draft.voucher ?? {};
  const money = worth ? Math.max(1, moneyIn(worth)) : 1;
  return (worth?.kind === "percent" ? worth.percent : Math.max(amount, money)) / LESS_THAN_A_POINT;
}

const LESS_THAN_A_POINT = 10 * MAX_AMOUNT;

function collected(
  rules: readonly string[],
  outcomes: ReadonlyMap<string, Outcome>,
  fill: ReturnType<typeof walletFilled>,
): Evaluated {
  const grants: Grant[] = [];
  const vouchers: VoucherGrant[] = [];
  const passed: Passed[] = [];
  for (const rule of rules) {
    const outcome = outcomes.get(rule);
    if (!outcome) continue;
    const filled = fill(rule, outcome.draft?.grants ?? []);
    grants.push(...filled.grants);
    if (outcome.draft?.voucher) vouchers.push({ rule, terms: outcome.draft.voucher });
    const why = filled.passed ?? outcome.passed;
    if (why) passed.push(why);
  }
  return { grants, vouchers, passed };
}
