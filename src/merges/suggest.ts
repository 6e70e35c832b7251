import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { firstOf, rowsOf, type Statement, statement } from "../core/database";
import { refuse } from "../core/errors";
import type { Fact } from "../core/facts";
import { read, transact } from "../core/transact";
import { NEVER, toIso } from "../lib/time";
import { isMemberId, parseRef, whoIs } from "../members";
import type { Page } from "./list";
import type { SuggestionRow } from "./tables";

/*
 * An order that names two members may say that they are one person. Nothing follows by itself: the
 * shop is shown the pair, and merges them or says that they are two.
 */

interface Entry {
  readonly id: string;
  readonly recorded_at: number;
  readonly all: readonly Fact[];
}

/** Notes the pairs that an order named; a fact that arrives twice counts once. */
export async function suggestMerges(ctx: Context, entry: Entry): Promise<void> {
  const writes = entry.all
    .filter(({ type }) => type === "identifier_conflict")
    .flatMap(({ member, other, kind }) =>
      isMemberId(String(member)) && isMemberId(String(other))
        ? [noteStatement(ctx, entry, { member, other, kind })]
        : [],
    );
  if (writes.length > 0) await ctx.db.batch(writes);
}

const noteStatement = (
  ctx: Context,
  { id, recorded_at }: Entry,
  { member, other, kind }: Record<"member" | "other" | "kind", unknown>,
): Statement =>
  statement(
    `INSERT INTO merge_suggestions (shop, member, other, kind, times, fact, seen_at, dismissed_at)
     VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, NULL)
     ON CONFLICT DO UPDATE SET times = times + (fact <> excluded.fact), fact = excluded.fact,
       kind = excluded.kind, seen_at = max(seen_at, excluded.seen_at)`,
    ctx.shop.id,
    String(member),
    String(other),
    String(kind),
    id,
    recorded_at,
  );

/** Pairs that may be one person and are neither merged nor dismissed, the latest first. */
export async function listSuggestions(ctx: Context, page: Page) {
  const before = positionOf(page.cursor, ["number", "string", "string"]) ?? [NEVER, "", ""];
  const rows = await read(ctx, [
    statement(
      `SELECT s.* FROM merge_suggestions s INDEXED BY merge_suggestions_open
         CROSS JOIN members m ON m.shop = s.shop AND m.id = s.member
         CROSS JOIN members o ON o.shop = s.shop AND o.id = s.other
       WHERE s.shop = ?1 AND s.dismissed_at IS NULL
         AND (s.seen_at, s.member, s.other) < (?2, ?3, ?4)
         AND coalesce(m.merged_into, m.id) <> coalesce(o.merged_into, o.id)
         AND m.erased_at IS NULL AND o.erased_at IS NULL
       ORDER BY s.seen_at DESC, s.member DESC, s.other DESC LIMIT ?5`,
      ctx.shop.id,
      ...before,
      page.limit + 1,
    ),
  ]);
  const position = (row: SuggestionRow): Position => [row.seen_at, row.member, row.other];
  return pageOf(rowsOf<SuggestionRow>(rows, 0), page.limit, suggestionView, position);
}

const suggestionView = ({ member, other, kind, times, seen_at }: SuggestionRow) => ({
  member,
  other,
  kind,
  times,
  seenAt: toIso(seen_at),
});

/** Two members are two persons: the pair is suggested no more. @throws {DomainError} not_found */
export function dismissSuggestion(ctx: Context, pair: { member: string; other: string }) {
  const [member, other] = [
    whoIs(ctx.shop.id, parseRef(pair.member, "/member")),
    whoIs(ctx.shop.id, parseRef(pair.other, "/other")),
  ];
  const find = (who: typeof member) =>
    statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params);
  return transact(ctx, {
    load: () => [find(member), find(other)],
    decide: (rows) => {
      const [one, two] = [0, 1].map((i) => firstOf<{ id: string }>(rows, i)?.id);
      if (!one) throw refuse("not_found", "/member", "The shop has no such member.");
      if (!two) throw refuse("not_found", "/other", "The shop has no such member.");
      const write = statement(
        `UPDATE merge_suggestions SET dismissed_at = coalesce(dismissed_at, ?4)
         WHERE shop = ?1 AND (member = ?2 AND other = ?3 OR member = ?3 AND other = ?2)`,
        ctx.shop.id,
        one,
        two,
        ctx.now,
      );
      const body = { committed: true, member: one, other: two };
      return { status: 200, body, writes: [write], fact: null };
    },
  });
}
