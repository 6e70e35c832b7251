import type { Context } from "../core/context";
import { firstOf, statement } from "../core/database";
import type { Fact } from "../core/facts";
import { read, transact } from "../core/transact";
import { SPEND_WIDTH, walletOf } from "../ledger";
import { newId } from "../lib/ids";
import {
  factOf,
  memberStatements,
  type OpenMember,
  openMember,
  spendable,
  turnOf,
  whoIs,
} from "../members";
import {
  closeAll,
  type Household,
  householdStatementCount,
  householdStatements,
  movedFact,
  openHousehold,
  rowOf,
  stakeOf,
} from "./household";
import { moveFact, moveRow } from "./move";
import { putIn, roomIn, takeOut } from "./pass";
import { earnedIn, isIndebting, ownOf } from "./rules";
import { findMove, insertMove, whoIsHousehold } from "./store";
import type { MoveRow } from "./tables";

/** As much of a journal entry as pools follow from. */
interface Entry {
  readonly id: string;
  readonly member: string | null;
  readonly all: readonly Fact[];
}

type Moved = Fact & { readonly unit: string; readonly moved: Readonly<Record<string, number>> };

/** What follows from one unit's movements. */
interface Following {
  readonly member: string;
  readonly household: string;
  readonly unit: string;
  readonly kind: MoveRow["kind"];
  /** At most so much; of a debt, whatever it is. */
  readonly amount: number;
  readonly key: string;
}

/**
 * What a member of a household earned goes into the pool, where the program says so, and the pool
 * pays what a member owes after something was taken back, up to what is theirs of it. It looks at
 * the state anew; called twice for one fact, it moves once.
 */
export async function followPools(ctx: Context, entry: Entry): Promise<void> {
  const { member, id } = entry;
  if (member === null) return;
  const moves = entry.all
    .filter((fact): fact is Moved => fact.type === "points_moved")
    .flatMap(({ unit, moved }) => {
      const earned = earnedIn(moved);
      return [
        ...(earned > 0 ? [{ unit, kind: "contribution" as const, amount: earned }] : []),
        ...(isIndebting(moved) ? [{ unit, kind: "draw" as const, amount: Infinity }] : []),
      ];
    });
  if (moves.length === 0) return;
  const household = await householdOf(ctx, member);
  if (household === null) return;
  for (const move of moves) {
    await follow(ctx, { ...move, member, household, key: `${move.kind}:${id}:${move.unit}` });
  }
}

async function householdOf(ctx: Context, member: string): Promise<string | null> {
  const rows = await read(ctx, [
    statement(
      "SELECT household FROM members WHERE shop = ?1 AND id = ?2 AND household IS NOT NULL",
      ctx.shop.id,
      member,
    ),
  ]);
  return firstOf<{ household: string }>(rows, 0)?.household ?? null;
}

async function follow(ctx: Context, of: Following): Promise<void> {
  const who = whoIsHousehold(ctx.shop.id, of.household);
  const facts = { member: newId("fct"), pool: newId("fct") };
  await transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: of.household }),
    load: (width) => [
      findMove(who, of.key),
      ...householdStatements(ctx, who, SPEND_WIDTH * width),
      ...memberStatements(ctx, {
        who: whoIs(ctx.shop.id, { id: of.member }),
        spendable: SPEND_WIDTH * width,
      }),
    ],
    decide: async (rows, width) => {
      const nothing = { status: 200, body: {}, writes: [], fact: null };
      const household = await openHousehold(ctx, rows.slice(1), SPEND_WIDTH * width);
      const ofMember = rows.slice(1 + householdStatementCount(SPEND_WIDTH));
      const member = await openMember(ctx, ofMember, SPEND_WIDTH * width);
      if (firstOf(rows, 0) || !household || member?.row.household !== of.household) return nothing;
      const amount = amountOf(household, member, of);
      if (amount <= 0) return nothing;
      const { unit, kind, key } = of;
      const after = (kind === "draw" ? takeOut : putIn)(household, member, { unit, amount });
      const row = moveRow(ctx, after, member, { key, kind, hash: key, unit, amount });
      after.pool.writes.push(insertMove(row));
      return {
        ...nothing,
        writes: closeAll(ctx, [member, after.pool]),
        fact: factOf(ctx, member, facts.member, ctx.now, [moveFact(row)]),
        otherFacts: movedFact(ctx, after.pool, facts.pool),
      };
    },
  });
}

/** How much moves, as things are now. */
function amountOf(household: Household, member: OpenMember, of: Following): number {
  const { pool } = household;
  const { units, households } = pool.program.parts;
  if (!units.some(({ key }) => key === of.unit)) return 0;
  if (of.kind === "draw") {
    const own = ownOf(stakeOf(rowOf(household, member.row.id), of.unit));
    return Math.min(walletOf(member.book, of.unit).owed, own, spendable(pool.book, of.unit));
  }
  if (!households.isAllowed || households.contributes !== "all") return 0;
  return Math.min(of.amount, spendable(member.book, of.unit), roomIn(pool, of.unit));
}
