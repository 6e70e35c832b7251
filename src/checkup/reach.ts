import type { ProgramParts } from "../core/registry";
import { sum } from "../lib/numbers";
import type { Step } from "../plans";

/* What members can reach, and when they did. Pure. */

/** A reward of the catalogue, or a full stamp card. */
export interface Target {
  readonly kind: "reward" | "stamp_card";
  readonly id: string;
  readonly name: { readonly de: string; readonly en: string };
  readonly unit: string;
  readonly cost: number;
  /** Into the document. */
  readonly pointer: string;
}

/** Everything that is on offer to everybody at any time and has a price. */
export function targetsOf({ rewards, stamps }: ProgramParts): Target[] {
  const offered = rewards.flatMap((reward, i): Target[] => {
    const { id, name, from, until, onlyFor } = reward;
    const [unit, price] = Object.entries(reward.cost)[0] ?? ["points", 0];
    const isForSome = Object.keys(onlyFor).length > 0;
    if (from !== null || until !== null || isForSome || price === 0) return [];
    const cost = price * ("minimumSteps" in reward ? reward.minimumSteps : 1);
    return [{ kind: "reward", id, name, unit, cost, pointer: `/rewards/${i}` }];
  });
  const cards = stamps.map(
    ({ key, name, size }, i): Target => ({
      kind: "stamp_card",
      id: key,
      name,
      unit: `stamp:${key}`,
      cost: size,
      pointer: `/stamps/${i}`,
    }),
  );
  return [...offered, ...cards];
}

/** When a member who spends nothing could first have had it, ms since epoch; null: not so far. */
export function reachedAt(steps: readonly Step[], target: Target): number | null {
  if (target.kind === "stamp_card") {
    return steps.find((step) => isFull(step, target))?.at ?? null;
  }
  let balance = 0;
  for (const { at, amount } of movesOf(steps, target.unit).sort((a, b) => a.at - b.at)) {
    balance += amount;
    if (balance >= target.cost) return at;
  }
  return null;
}

/** With which of the steps enough had been given for it, from 1; null: with none. */
export function stepsNeeded(steps: readonly Step[], target: Target): number | null {
  let given = 0;
  for (const [i, step] of steps.entries()) {
    given += sum(movesOf([step], target.unit).map(({ amount }) => amount));
    const isReached = target.kind === "stamp_card" ? isFull(step, target) : given >= target.cost;
    if (isReached) return i + 1;
  }
  return null;
}

/** Units given by the steps and not taken back. */
export const givenOf = (steps: readonly Step[], unit: string): number =>
  sum(movesOf(steps, unit).map(({ amount }) => amount));

const isFull = ({ effects }: Step, { id }: Target): boolean =>
  effects.some((effect) => effect.type === "card_completed" && effect.card === id);

/** Units as they could be spent. */
function movesOf(steps: readonly Step[], unit: string): { at: number; amount: number }[] {
  return steps.flatMap(({ at, effects }) =>
    effects.flatMap((effect) => {
      if (!("unit" in effect) || effect.unit !== unit) return [];
      return effect.type === "given"
        ? [{ at: Math.max(at, effect.activatesAt), amount: effect.amount }]
        : [{ at, amount: -effect.amount }];
    }),
  );
}
