import type { Context } from "../core/context";
import { say } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { budgetOf, ruleName } from "../earning";
import { sum } from "../lib/numbers";
import { toIso } from "../lib/time";
import { voiceOf } from "../program";
import { costOf, type StoredCosts } from "./cost";
import { VOUCHER } from "./given";
import { COUNTED_MEMBERS } from "./limits";
import { type Difference, type Example, hasBudgets, type Sum } from "./sums";
import type { PlanRow } from "./tables";
import { ASSUMPTIONS, type Assumption, exampleText, summaryText } from "./texts";

/** What a plan found so far, and the programs that its figures are told by. */
export interface Found {
  readonly draft: ProgramParts;
  /** In force at the end of the span. */
  readonly current: ProgramParts;
  readonly sums: readonly Sum[];
  readonly examples: readonly Example[];
}

/** A plan without its figures, as lists show it. */
export const planBrief = (row: PlanRow) => ({
  id: row.id,
  status: row.status,
  progress: {
    members: row.members > COUNTED_MEMBERS ? null : row.members,
    lookedAt: row.looked_at,
  },
  from: toIso(row.starts_at),
  to: toIso(row.ends_at),
  createdAt: toIso(row.created_at),
  finishedAt: toIso(row.finished_at),
});

/** A plan with what it found so far, in the request's language. */
export function planView(ctx: Context, row: PlanRow, found: Found) {
  const voice = voiceOf(ctx);
  const costs = JSON.parse(row.costs) as StoredCosts;
  const units = unitViews(found, costs);
  const tiers = tierViews(found);
  const money = {
    before: sum(units.map(({ cost }) => cost.before)),
    after: sum(units.map(({ cost }) => cost.after)),
  };
  const difference = money.after - money.before;
  const { gaining, losing } = row;
  const up = sum(tiers.map((set) => set.up));
  const down = sum(tiers.map((set) => set.down));
  const span = { from: row.starts_at, until: row.ends_at };
  return {
    ...planBrief(row),
    summary: summaryText({ ...span, money: difference, gaining, losing, up, down }, voice),
    members: { gaining, losing, unchanged: row.looked_at - gaining - losing },
    cost: { currency: ctx.shop.currency, ...money, difference },
    units,
    rules: ruleViews(found, costs, voice),
    tiers,
    budgets: budgetViews(found),
    examples: exampleViews(found, voice),
    // How far to trust the rest: of whom a replay of the past is not what was recorded.
    replay: { asRecorded: row.looked_at - row.differing, differing: row.differing },
    assumptions: assumptionsOf(row, found, costs).map((code) => ({
      code,
      text: say(ASSUMPTIONS[code], voice),
    })),
  };
}

const ofKind = ({ sums }: Found, kind: Sum["kind"]) =>
  sums
    .filter((one) => one.kind === kind)
    .map((one) => ({ ...one, names: JSON.parse(one.name) as (string | null)[] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** What units cost both times. */
const costs = (unit: string, one: Sum, { before, after }: StoredCosts) => ({
  before: costOf(before, unit, one.before, one.worth_before),
  after: costOf(after, unit, one.after, one.worth_after),
});

const unitViews = (found: Found, known: StoredCosts) =>
  ofKind(found, "unit").map((one) => {
    const unit = one.names[0] ?? "";
    const { before, after, gaining, losing } = one;
    return { unit, before, after, members: { gaining, losing }, cost: costs(unit, one, known) };
  });

const ruleViews = (found: Found, known: StoredCosts, voice: Voice) =>
  ofKind(found, "rule").map((one) => {
    const [ruleId = "", unit = ""] = one.names.map((name) => name ?? "");
    const { before, after, gaining, losing } = one;
    const inDraft = ruleName(found.draft, ruleId, voice);
    return {
      ruleId,
      name: inDraft === ruleId ? ruleName(found.current, ruleId, voice) : inDraft,
      unit,
      before,
      after,
      members: { gaining, losing },
      cost: costs(unit, one, known),
    };
  });

function tierViews(found: Found) {
  const moves = ofKind(found, "move").map(({ names: [set, from, to], gaining, losing }) => ({
    set: set ?? "",
    from: from ?? null,
    to: to ?? null,
    up: gaining,
    down: losing,
  }));
  return [...Map.groupBy(moves, ({ set }) => set)].map(([set, same]) => ({
    set,
    up: sum(same.map((move) => move.up)),
    down: sum(same.map((move) => move.down)),
    moves: same.map(({ from, to, up, down }) => ({ from, to, members: up + down })),
  }));
}

const budgetViews = (found: Found) =>
  ofKind(found, "budget").map(({ names: [ruleId, period], before, after }) => ({
    ruleId: ruleId ?? "",
    period: period ?? "",
    budget: {
      before: budgetOf(found.current, ruleId ?? "")?.amount ?? null,
      after: budgetOf(found.draft, ruleId ?? "")?.amount ?? null,
    },
    asked: { before, after },
  }));

const exampleViews = ({ examples, draft }: Found, voice: Voice) =>
  [...examples]
    .sort((a, b) => Math.abs(b.money) - Math.abs(a.money) || Math.abs(b.units) - Math.abs(a.units))
    .map(({ member, money, given: json }) => {
      const given = JSON.parse(json) as Difference[];
      return {
        member,
        cost: money,
        rules: given.map(([ruleId, unit, before, after]) => ({ ruleId, unit, before, after })),
        text: exampleText(draft, given, voice),
      };
    });

function assumptionsOf(row: PlanRow, found: Found, { assumed }: StoredCosts): Assumption[] {
  const programs = [found.current, found.draft];
  const hasCaps = programs.some(({ walletCaps }) => Object.keys(walletCaps).length > 0);
  const hasVouchers = ofKind(found, "unit").some(({ names }) => names[0] === VOUCHER);
  return [
    "orders_as_they_stand",
    "told_at_once",
    "members_as_they_are",
    "nobody_buys_otherwise",
    assumed === null ? "points_cost_what_rewards_cost" : "points_cost_as_told",
    ...(hasVouchers ? (["vouchers_cost_their_amount"] as const) : []),
    ...(programs.some(hasBudgets) ? (["budgets_each_alone"] as const) : []),
    ...(hasCaps ? (["wallets_without_spending"] as const) : []),
    ...(row.is_cut === 1 ? (["some_did_more"] as const) : []),
  ];
}
