import type { ProgramParts } from "../core/registry";
import type { Trade } from "../program";
import type { Target } from "./reach";
import { worthOfReward } from "./worth";

/** Within so many days a reward is to be reached: who was back by then comes again. */
export const WITHIN_DAYS = 90;

/** How a target is reached. */
export interface Reach {
  readonly target: Target;
  /** Of members, from 0 to 1. */
  readonly share: number;
  /** By when half of those had it who have it in time; null: nobody has. */
  readonly medianDays: number | null;
}

/** What a look at members, real or imagined, came to. */
export interface Findings {
  readonly basis: "history" | "assumptions";
  readonly trade: Trade;
  /** Looked at, or assumed. */
  readonly members: number;
  /** What the members spend in a month, minor units. */
  readonly monthlySpend: number;
  /** Of every target. */
  readonly reaches: readonly Reach[];
  /** What was given per unit of money spent; null: some of it has no known worth. */
  readonly worthRate: number | null;
  readonly costRate: number | null;
  /** Units given per unit of money spent. */
  readonly unitRate: (unit: string) => number;
}

/** The target that most members reach, of equals the cheaper. */
export const easiestOf = ({ reaches }: Findings): Reach | null =>
  [...reaches].sort((a, b) => b.share - a.share || a.target.cost - b.target.cost)[0] ?? null;

/**
 * What a reward gives back of what has to be spent for it, in percent; null where its worth or what
 * it takes is unknown.
 */
export function percentBack(
  parts: ProgramParts,
  { unitRate, trade }: Findings,
  target: Target,
): number | null {
  const reward = parts.rewards.find(({ id }) => target.kind === "reward" && id === target.id);
  const worth = reward ? worthOfReward(reward, trade).worth : null;
  const rate = unitRate(target.unit);
  const price = reward?.cost[target.unit] ?? 0;
  return worth === null || rate <= 0 || price === 0 ? null : (worth / (price / rate)) * 100;
}
