import type { Context } from "../core/context";
import type { Evaluated, Grant, Passed, WhyNot } from "../earning";
import { type Effect, giveVoucher, takeVoucherBack, type VoucherGiven } from "../effects";
import { unitParts } from "../ledger";
import { sum } from "../lib/numbers";
import { countWrites, drawWrites, type OpenMember } from "../members";
import type { Program } from "../program";
import { completeCards, reopenCards } from "../stamps";
import { addProgress, expiryAt } from "../tiers";
import type { VoucherRow } from "../vouchers";
import { align, type Target } from "./align";
import { datesOf } from "./dates";
import {
  type AwardLedger,
  distinct,
  entriesOf,
  forgetGrants,
  grantsOf,
  isSame,
  netOf,
} from "./ledger";
import { completionLots } from "./others";
import { countingOf, usedOf } from "./usage";

/** An order or activity that gives something, in a commit that changes it. */
export interface Awarding {
  readonly member: OpenMember;
  readonly ledger: AwardLedger;
  /** By which it is decided; the version of when it was placed. */
  readonly program: Program;
  readonly cause: string;
  readonly reversalCause: string;
  /** From vouchers' `causeText`. */
  readonly voucherCause: string;
  readonly earnedAt: number;
  readonly happenedAt: number;
  readonly activatesAt: number;
  readonly deliveredAt: number | null;
  /** What stands of a grant after returns: all of it, a share, or nothing. */
  readonly kept: (grant: Grant) => number;
  /** What the rules say now; null: what was given before stays, as far as it is kept. */
  readonly evaluated: Evaluated | null;
  /** Whether that comes on top of what was given before, as a handover's does. */
  readonly isMore?: boolean;
  /** Those that it gave before, as they are now. */
  readonly vouchers: readonly VoucherRow[];
  /** Orders and goods that it counts more, or less, than before. */
  readonly counted: { readonly orders: number; readonly spend: number };
}

/** Brings a member to what an order or activity should give, whatever changed about it. */
export function award(ctx: Context, of: Awarding): Effect[] {
  const { member, ledger, program } = of;
  const before = { used: usedOf(ledger), points: pointsOf(ledger) };
  if (of.evaluated) take(of, of.evaluated);
  const targets = targetsOf(of);
  const reopened = reopen(ctx, of, targets);
  const moved = align(member.book, ledger, targets, {
    ...of,
    programNumber: program.number,
    negative: program.parts.negative,
    datesOf: (target) =>
      datesOf(
        { ...of, timeZone: ctx.shop.timeZone, tierExpiry: expiryAt(member, of.earnedAt) },
        target,
      ),
  });
  const vouchers = alignVouchers(ctx, of);
  const filled = fillCards(ctx, of, moved);
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

/** Notes what the rules say now; what handovers gave stands beside what the order itself gives. */
function take({ ledger, program, isMore = false }: Awarding, evaluated: Evaluated): void {
  const rules = new Map(program.parts.earning.rules.map((rule) => [rule.id, rule]));
  const isOfHandover = (rule: string) => rules.get(rule)?.on === "fulfilment";
  // Who they ask is not kept with the order, so nothing of theirs can be told again from it.
  const asksMember = ({ rule }: Passed) => {
    const { if: asked, when } = rules.get(rule) ?? {};
    return (asked?.birthday ?? asked?.attributes ?? when) !== undefined;
  };
  const stays = ({ rule }: { readonly rule: string }) => isMore || isOfHandover(rule);
  const before = grantsOf(program.parts, ledger).filter(stays);
  ledger.grants = merged([...before, ...evaluated.grants]);
  ledger.passed = [
    ...ledger.passed.filter(stays),
    ...evaluated.passed.filter((p) => DEPENDS_ON_STATE.has(p.why) || asksMember(p)),
  ];
}

const isOfHandover = ({ parts }: Program, rule: string): boolean =>
  parts.earning.rules.some((r) => r.id === rule && r.on === "fulfilment");

/** One grant for each line, rule and unit. */
const merged = (grants: readonly Grant[]): Grant[] =>
  distinct(grants).map((grant) => ({
    ...grant,
    amount: sum(grants.filter((g) => isSame(g, grant)).map((g) => g.amount)),
  }));

/** Reasons that cannot be told again from the order alone: they are kept with it. */
const DEPENDS_ON_STATE: ReadonlySet<WhyNot> = new Set<WhyNot>([
  "birthday",
  "tier",
  "attribute",
  "nth_order",
  "when",
  "better_rule",
  "cooldown",
  "limit",
  "budget",
  "wallet_full",
]);

const targetsOf = ({ program, ledger, kept }: Awarding): Target[] =>
  grantsOf(program.parts, ledger)
    .map((grant) => ({ ...grant, amount: kept(grant) }))
    .filter(({ amount }) => amount > 0);

/** Undoes full cards whose stamps are to be taken back, as far as there are too few others. */
function reopen(ctx: Context, of: Awarding, targets: readonly Target[]): Effect[] {
  const { ledger, member } = of;
  if (ledger.completions.length === 0) return [];
  const effects: Effect[] = [];
  const units = new Set(ledger.entries.map((e) => e.unit).filter(isStamp));
  for (const unit of units) {
    const standing = sum(ledger.entries.filter((e) => e.unit === unit).map(netOf));
    const wanted = sum(targets.filter((t) => t.unit === unit).map((t) => t.amount));
    if (wanted >= standing) continue;
    const undone = reopenCards(ctx, member, ledger.completions, {
      unit,
      needed: standing - wanted,
      vouchers: of.vouchers,
      cause: of.reversalCause,
      program: of.program,
      happenedAt: of.happenedAt,
    });
    ledger.completions = undone.left;
    effects.push(...undone.effects);
  }
  ledger.others = completionLots(member.book, ledger.completions, ledger.others);
  return effects;
}

const isStamp = (unit: string): boolean => unitParts(unit).kind === "stamp";

function fillCards(ctx: Context, of: Awarding, moved: readonly Effect[]): Effect[] {
  const hasStamps = moved.some((e) => e.type === "given" && isStamp(e.unit));
  if (!hasStamps) return [];
  const { effects, completions } = completeCards(ctx, of.member, of);
  if (completions.length === 0) return [];
  const { ledger, member } = of;
  ledger.completions = [...ledger.completions, ...completions];
  ledger.others = completionLots(member.book, ledger.completions, ledger.others);
  return effects;
}

/** Gives vouchers that rules now give, and takes back unused ones that nothing gives any more. */
function alignVouchers(ctx: Context, of: Awarding): VoucherGiven[] {
  const { member, ledger, program, evaluated } = of;
  const stands = of.kept(WHOLE) > 0;
  const wanted = new Map(evaluated?.vouchers.map(({ rule, terms }) => [rule, terms]));
  const effects: VoucherGiven[] = [];
  const isGiven = (rule: string) =>
    stands &&
    (evaluated === null || of.isMore === true || wanted.has(rule) || isOfHandover(program, rule));
  const kept = ledger.vouchers.filter(([rule, code]) => {
    if (isGiven(rule)) return true;
    const row = currentOf(of.vouchers, code);
    const taken = row && takeVoucherBack(member, row, rule);
    if (taken) effects.push(taken);
    // One that was used was given for good: it counts, and is not given again.
    return row?.status === "redeemed";
  });
  for (const [rule, terms] of stands ? wanted : []) {
    if (kept.some(([known]) => known === rule)) continue;
    const { cause, voucherCause, happenedAt } = of;
    const given = giveVoucher(ctx, member, terms, {
      cause,
      voucherCause,
      rule,
      program,
      happenedAt,
    });
    kept.push([rule, given.code]);
    effects.push(given);
  }
  ledger.vouchers = kept;
  return effects;
}

/** A voucher that was lost may have been replaced since. */
function currentOf(vouchers: readonly VoucherRow[], code: string): VoucherRow | undefined {
  const row = vouchers.find((v) => v.code === code);
  return row?.replaced_by ? currentOf(vouchers, row.replaced_by) : row;
}

const WHOLE: Grant = { rule: "", line: null, unit: "", amount: 1, share: "whole" };

/** Points that stand, by unit: what counts towards tiers. */
function pointsOf(ledger: AwardLedger): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  for (const e of distinct(ledger.entries)) {
    if (unitParts(e.unit).kind !== "points") continue;
    const net = sum(entriesOf(ledger, e).map(netOf));
    points.set(e.unit, (points.get(e.unit) ?? 0) + net);
  }
  return points;
}

function differenceOf(
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
