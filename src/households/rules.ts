import { spread, sum } from "../lib/numbers";

/** What members take along of a pool: what they put in, nothing, or as much as each other. */
export type OnLeaving = "own_share" | "nothing" | "equal";

/** What a member put into a pool of a unit, and took from it. */
export interface Stake {
  readonly contributed: number;
  readonly drawn: number;
}

/** What is still a member's own of a pool; never below 0. */
export const ownOf = ({ contributed, drawn }: Stake): number => Math.max(0, contributed - drawn);

/**
 * What one of `members` takes along on leaving, at most what is there. An equal share is rounded
 * down: what cannot be divided stays with those who stay.
 */
export function shareOnLeaving(
  policy: OnLeaving,
  pool: number,
  stake: Stake,
  members: number,
): number {
  switch (policy) {
    case "own_share":
      return Math.min(pool, ownOf(stake));
    case "nothing":
      return 0;
    case "equal":
      return Math.floor(pool / members);
  }
}

/**
 * What each takes along when a household closes; together it is the whole pool. Where there is less
 * than is everybody's own it is spread over that by largest remainder; what is nobody's is the
 * owner's.
 *
 * @param stakes the owner's first.
 */
export function sharesOnClosing(
  policy: OnLeaving,
  pool: number,
  stakes: readonly Stake[],
): number[] {
  const equal = stakes.map(() => 1);
  if (policy === "equal") return spread(pool, equal);
  const own = policy === "nothing" ? stakes.map(() => 0) : stakes.map(ownOf);
  const rest = pool - sum(own);
  if (rest < 0) return spread(pool, own);
  return own.map((share, i) => (i === 0 ? share + rest : share));
}

/** How much of what became a member's to spend was earned, by what a commit moved of a unit. */
export function earnedIn(moved: Readonly<Record<string, number>>): number {
  const of = (flow: string) => moved[flow] ?? 0;
  return Math.max(0, of("pending>available") - of("transferred>pending") - of("available>owed"));
}

/** Whether a commit left a member owing more than before. */
export const isIndebting = (moved: Readonly<Record<string, number>>): boolean =>
  Object.keys(moved).some((flow) => flow.startsWith("owed>"));
