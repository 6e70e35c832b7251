import type { ProgramParts } from "../core/registry";
import { activatesAt, expiryOf, type Reached, type Waiting, waitingOf } from "../earning";
import { perkUnits } from "../effects";
import { type Expiry, expiresAt, unitParts } from "../ledger";
import { addDuration } from "../lib/time";
import type { Program } from "../program";
import type { LotDates, Target } from "./align";

/** When something was earned, and what is known of when it can be spent. */
export interface Earned extends Reached {
  readonly program: Program;
  readonly timeZone: string;
  readonly earnedAt: number;
  readonly now: number;
  /** The way of the order's channel; an activity gives at once. */
  readonly activatesAt: number;
  /** Of the tier that the member held then; null: the program's. */
  readonly tierExpiry: Expiry | null;
}

/** From when to when what a rule gives can be spent. */
export function datesOf(earned: Earned, { rule, unit }: Target): LotDates {
  const { program, earnedAt, timeZone } = earned;
  const { kind, key } = unitParts(unit);
  switch (kind) {
    case "points": {
      const policy = expiryOf(program.parts, rule) ?? earned.tierExpiry ?? program.parts.expiry;
      const activation = activationOf(earned, rule);
      const ends = expiresAt(policy, earnedAt, timeZone);
      // What would expire before it can be used is valid as long from then on.
      const isTooShort = ends <= activation.activatesAt;
      const from = isTooShort ? expiresAt(policy, activation.activatesAt, timeZone) : ends;
      return { ...activation, expiresAt: from };
    }
    case "stamp": {
      const card = program.parts.stamps.find((s) => s.key === key);
      const policy = expiryOf(program.parts, rule) ?? card?.expiry ?? program.parts.expiry;
      // A till's clock may be ahead; stamps never wait, as they fill cards.
      const activatesAt = Math.min(earnedAt, earned.now);
      return { activatesAt, expiresAt: expiresAt(policy, earnedAt, timeZone) };
    }
    case "perk":
      return {
        activatesAt: earnedAt,
        expiresAt: perkUnits(program, key, earnedAt, timeZone).expiresAt,
      };
    case "credit":
      return {
        activatesAt: earnedAt,
        expiresAt: expiresAt(program.parts.credit.expiry, earnedAt, timeZone),
      };
    case "donation":
      return { activatesAt: earnedAt, expiresAt: earnedAt };
  }
}

/**
 * As {@link datesOf}, looked up once for each rule and unit, as one order may give thousands of
 * times; the tier is asked once, and only if there is something to date: its past is walked for it.
 */
export function datesByRule(
  earned: Omit<Earned, "tierExpiry">,
  expiryOfTier: () => Expiry | null,
): (target: Target) => LotDates {
  const known = new Map<string, LotDates>();
  let whole: Earned | null = null;
  return (target) => {
    const name = `${target.rule} ${target.unit}`;
    const found = known.get(name);
    if (found) return found;
    whole ??= { ...earned, tierExpiry: expiryOfTier() };
    const dates = datesOf(whole, target);
    known.set(name, dates);
    return dates;
  };
}

function activationOf(earned: Earned, rule: string): Omit<LotDates, "expiresAt"> {
  const waiting = waitingOf(earned.program.parts, rule);
  if (!waiting) return { activatesAt: earned.activatesAt };
  const { earnedAt, timeZone } = earned;
  if ("until" in waiting) return { activatesAt: Math.max(earnedAt, Date.parse(waiting.until)) };
  if ("activity" in waiting) {
    const deadline = addDuration(earnedAt, waiting.within, timeZone);
    return { activatesAt: deadline, awaits: waiting.activity };
  }
  return { activatesAt: waitedFor(waiting, earned) };
}

type Reaching = Reached & Pick<Earned, "earnedAt" | "timeZone">;
type Wait = Extract<Waiting, { wait: string }>;

const waitedFor = (wait: Wait, { earnedAt, timeZone, deliveredAt, stayEndsAt }: Reaching): number =>
  activatesAt(wait, { placedAt: earnedAt, deliveredAt, stayEndsAt }, timeZone);

/** When what a rule gave can be spent, by what reached the customer; null where it matters not. */
export function activationBy(
  parts: ProgramParts,
  rule: string,
  of: Reaching,
  byChannel: number,
): number | null {
  const waiting = waitingOf(parts, rule);
  if (!waiting) return byChannel;
  return "wait" in waiting ? waitedFor(waiting, of) : null;
}
