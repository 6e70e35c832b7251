import type { Context } from "../core/context";
import { cursorOf, positionOf } from "../core/cursor";
import { rowsOf, type Statement, statement } from "../core/database";
import type { ProgramParts } from "../core/registry";
import { read } from "../core/transact";
import { draftStatement, programOf, programStatement, proposedParts } from "../program";
import { COLUMNS, type ProgressColumns, type StoredProgress, storedFrom } from "./codec";
import { historyStatements, talliesFrom } from "./history-store";
import { EMPTY_PROGRESS } from "./member-tiers";
import { keyOf, type Reckoning, reckoningFrom, standingsOf } from "./standing";
import { EMPTY_TALLY, type Tally } from "./tally";

interface Asked {
  readonly document?: unknown;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Move {
  readonly member: string;
  readonly set: string;
  readonly from: string | null;
  readonly to: string | null;
}

type MemberOf = { readonly id: string; readonly created_at: number } & {
  [Column in keyof ProgressColumns]: ProgressColumns[Column] | null;
};

const EXAMPLES = 10;

/**
 * Who would move if a document were the program: counts and examples of a page of members. Who has
 * no complete progress yet is counted from what is recorded. One round trip.
 *
 * @throws {DomainError} no_draft, invalid_program, invalid_cursor
 */
export async function tierMoves(ctx: Context, asked: Asked) {
  const [after = ""] = positionOf(asked.cursor, ["string"]) ?? [];
  const rows = await read(ctx, [
    programStatement({ ...ctx, usesDraft: false }, ctx.now),
    draftStatement(ctx),
    ...pageStatements(ctx, String(after), asked.limit),
  ]);
  const program = await programOf({ ...ctx, usesDraft: false }, rows, 0);
  const parts = proposedParts(ctx, asked.document, rows, 1);
  const page = rowsOf<MemberOf>(rows, 2);
  const tallies = talliesFrom(rows, 3, ctx.shop.timeZone);
  const moves = page.flatMap((row) =>
    movesOf(ctx, row, tallies.get(row.id), [program.parts, parts]),
  );
  const last = page.at(-1);
  return {
    members: page.length,
    data: countsOf(moves),
    examples: moves.slice(0, EXAMPLES),
    nextCursor: last && page.length === asked.limit ? cursorOf([last.id]) : null,
  };
}

const MEMBERS = `SELECT id, created_at FROM members
  WHERE shop = ?1 AND id > ?2 AND erased_at IS NULL AND kind <> 'household'
  ORDER BY id LIMIT ?3`;
/** Those whose progress does not hold all that they did. */
const UNCOUNTED = `SELECT m.id FROM (${MEMBERS}) m
  LEFT JOIN progress p ON p.shop = ?1 AND p.member = m.id WHERE coalesce(p.is_complete, 0) = 0`;

function pageStatements(ctx: Context, after: string, limit: number): Statement[] {
  const params = [ctx.shop.id, after, limit];
  return [
    statement(
      `SELECT m.id, m.created_at, ${COLUMNS.map((name) => `p.${name}`).join(", ")}
       FROM (${MEMBERS}) m LEFT JOIN progress p ON p.shop = ?1 AND p.member = m.id ORDER BY m.id`,
      ...params,
    ),
    ...historyStatements(UNCOUNTED, params),
  ];
}

function movesOf(
  ctx: Context,
  row: MemberOf,
  history: Tally | undefined,
  [now, then]: readonly [ProgramParts, ProgramParts],
): Move[] {
  const stored = storedOf(row, history);
  const of = { timeZone: ctx.shop.timeZone, joinedAt: row.created_at, now: ctx.now };
  const before = levelsOf(stored, reckoningFrom({ ...of, sets: now.tiers }));
  const after = levelsOf(stored, reckoningFrom({ ...of, sets: then.tiers }));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((set) => ({
      member: row.id,
      set,
      from: before.get(set) ?? null,
      to: after.get(set) ?? null,
    }))
    .filter(({ from, to }) => from !== to);
}

function storedOf(row: MemberOf, history: Tally | undefined): StoredProgress {
  const kept = row.days === null ? EMPTY_PROGRESS : storedFrom(row as ProgressColumns);
  return row.is_complete === 1 ? kept : { ...kept, tally: history ?? EMPTY_TALLY };
}

const levelsOf = (stored: StoredProgress, reckoning: Reckoning): Map<string, string | null> =>
  new Map(standingsOf(stored, reckoning).map(({ set, level }) => [set.key, keyOf(set, level)]));

function countsOf(moves: readonly Move[]) {
  const same = Map.groupBy(moves, ({ set, from, to }) => JSON.stringify([set, from, to]));
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ set: first.set, from: first.from, to: first.to, members: group.length }] : [];
  });
}
