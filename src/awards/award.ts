import type { Context } from "../core/context";
import type { Evaluated, Grant } from "../earning";
import type { Effect } from "../effects";
import { unitParts } from "../ledger";
import { sum } from "../lib/numbers";
import { countWrites, drawWrites } from "../members";
import { addProgress, expiryAt } from "../tiers";
import { align, type Target } from "./align";
import type { Awarding } from "./awarding";
import { fillCards, reopen } from "./cards";
import { datesByRule } from "./dates";
import { mustKeep } from "./explain";
import { type AwardLedger, byName, forgetGrants, grantsOf, netOf } from "./ledger";
import { countingOf, usedOf } from "./usage";
import { alignVouchers } from "./vouchers";

/** Brings a member to what an order or activity should give, whatever changed about it. */
export function award(ctx: Context, of: Awarding): Effect[] {
  const { member, ledger, program } = of;
  const before = { used: usedOf(ledger), points: pointsOf(ledger) };
  if (of.evaluated) take(of, of.evaluated);
  const targets = targetsOf(of);
  const reopened = reopen(of, targets);
  const { cause, reversalCause, earnedAt, happenedAt } = of;
  const moved = align(member.book, ledger, targets, {
    cause,
    reversalCause,
    earnedAt,
    happenedAt,
    programNumber: program.number,
    negative: program.parts.negative,
    datesOf: datesByRule(
      {
        program,
        timeZone: ctx.shop.timeZone,
        earnedAt,
        now: member.book.now,
        deliveredAt: of.deliveredAt,
        stayEndsAt: of.stayEndsAt,
        activatesAt: of.activatesAt,
      },
      () => expiryAt(member, earnedAt),
    ),
  });
  const vouchers = alignVouchers(ctx, of);
  const filled = fillCards(ctx, of);
  forgetGrants(program.parts, ledger);
  const { counting, drawings } = countingOf({
    parts: program.parts,
    timeZone: ctx.shop.timeZone,
    at: of.earnedAt,
    before: before.used,
    after: usedOf(ledger),
  });
  member.writes.push(...countWrites(member, counting), ...drawWrites(ctx.shop.id, drawings));
  const tiers = addProgress(ctx, member, of.earnedAt, {
    ...of.counted,
    points: differenceOf(before.points, pointsOf(ledger)),
  });
  return [...reopened, ...moved, ...vouchers, ...filled, ...tiers];
}

/** Notes what the rules say now, of handovers too; what comes on top of that stays beside it. */
function take({ ledger, program, isMore = false }: Awarding, evaluated: Evaluated): void {
  const isKept = mustKeep(program.parts);
  const before = isMore ? grantsOf(program.parts, ledger) : [];
  ledger.grants = merged([...before, ...evaluated.grants]);
  const told = [...(isMore ? ledger.passed : []), ...evaluated.passed.filter(isKept)];
  // One of each rule: handovers, of which there may be many, would each say the same again.
  ledger.passed = [...new Map(told.map((passed) => [passed.rule, passed])).values()];
}

/** One grant for each line, rule and unit. */
const merged = (grants: readonly Grant[]): Grant[] =>
  [...byName(grants).values()].flatMap((same) =>
    same.slice(0, 1).map((grant) => ({ ...grant, amount: sum(same.map((g) => g.amount)) })),
  );

const targetsOf = ({ program, ledger, kept }: Awarding): Target[] =>
  grantsOf(program.parts, ledger)
    .map((grant) => ({ ...grant, amount: kept(grant) }))
    .filter(({ amount }) => amount > 0);

/** Points that stand, by unit: what counts towards tiers. */
export function pointsOf(ledger: AwardLedger): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  for (const e of ledger.entries) {
    if (unitParts(e.unit).kind !== "points") continue;
    points.set(e.unit, (points.get(e.unit) ?? 0) + netOf(e));
  }
  return points;
}

export function differenceOf(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Record<string, number> {
  const units = new Set([...before.keys(), ...after.keys()]);
  return Object.fromEntries(
    [...units]
      .map((unit): [string, number] => [unit, (after.get(unit) ?? 0) - (before.get(unit) ?? 0)])
      .filter(([, difference]) => difference !== 0),
  );
}
