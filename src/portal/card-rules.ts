/** A reward of the catalogue as far as the card shows it. */
export interface CardReward {
  readonly name: string;
  readonly cost: Readonly<Record<string, number>>;
  readonly available: boolean;
  readonly unavailableReasons: readonly { readonly code: string; readonly missing?: number }[];
}

export interface ShownReward {
  readonly name: string;
  readonly unit: string;
  readonly cost: number;
  /** Points still to be collected. */
  readonly missing: number;
}

function shown({ name, cost, unavailableReasons }: CardReward): ShownReward {
  const [unit = "points", amount = 0] = Object.entries(cost)[0] ?? [];
  return { name, unit, cost: amount, missing: unavailableReasons[0]?.missing ?? 0 };
}

/** What the member can have right now, the dearest first. */
export const rewardsInReach = (rewards: readonly CardReward[]): ShownReward[] =>
  rewards
    .filter(({ available }) => available)
    .map(shown)
    .sort((a, b) => b.cost - a.cost);

/** The reward that only points are missing for, and the fewest of them; null where there is none. */
export function nextReward(rewards: readonly CardReward[]): ShownReward | null {
  const missed = rewards
    .filter(({ unavailableReasons: [first, ...others] }) => {
      return first?.code === "insufficient_points" && others.length === 0;
    })
    .map(shown)
    .sort((a, b) => a.missing - b.missing);
  return missed[0] ?? null;
}

/** More places than these are a bar instead of dots. */
export const MOST_DOTS = 20;
const DOTS_IN_A_ROW = 10;

/** The places of a stamp card in rows of the same length, the last a little shorter. */
export function dotRows(size: number): { readonly from: number; readonly to: number }[] {
  const rows = Math.ceil(size / DOTS_IN_A_ROW);
  const length = Math.ceil(size / rows);
  return Array.from({ length: rows }, (_, row) => ({
    from: row * length,
    to: Math.min(size, (row + 1) * length),
  }));
}

const CARDS_AT_ONCE = 3;

/** Cards with stamps on them are shown, and as many others as there is room for; the rest unfolds. */
export function stampCardsShown<C extends { readonly stamps: number }>(cards: readonly C[]) {
  const begun = cards.filter(({ stamps }) => stamps > 0);
  const sorted = [...begun, ...cards.filter(({ stamps }) => stamps <= 0)];
  const room = Math.max(begun.length, CARDS_AT_ONCE);
  return { shown: sorted.slice(0, room), others: sorted.slice(room) };
}
