import { toIso } from "../lib/time";
import { type Balance, balancesOf, type OpenMember } from "../members";
import { type Household, limitsOf, sumsIn } from "./household";
import type { MoveRow } from "./tables";

type Balances = Record<string, Balance>;

/** A household as it stands; of its members the ids alone. */
export function householdView(household: Household) {
  const { row, roster, pool } = household;
  return {
    id: row.id,
    status: row.closed_at === null ? ("open" as const) : ("closed" as const),
    name: row.name,
    owner: row.owner,
    wallet: balancesOf(pool.program, pool.book),
    members: roster.map((r) => ({
      member: r.member,
      role: r.role,
      limits: [...limitsOf(household, r)],
      contributed: sumsIn(r.contributed),
      drawn: sumsIn(r.drawn),
      joinedAt: toIso(r.joined_at),
    })),
    createdAt: toIso(row.created_at),
    closedAt: toIso(row.closed_at),
  };
}

export const householdAnswer = (household: Household) => ({
  committed: true,
  household: householdView(household),
});

interface After {
  readonly pool: Balances;
  readonly wallet: Balances;
}

/** Both balances after a move, as its row keeps them. */
export const afterMove = ({ pool }: Household, { program, book }: OpenMember): string =>
  JSON.stringify({
    pool: balancesOf(pool.program, pool.book),
    wallet: balancesOf(program, book),
  } satisfies After);

export const moveAnswer = (row: MoveRow) => ({
  committed: true,
  move: {
    id: row.id,
    kind: row.kind,
    household: row.household,
    member: row.member,
    unit: row.unit,
    amount: row.amount,
    createdAt: toIso(row.created_at),
  },
  ...(JSON.parse(row.answer) as After),
});
