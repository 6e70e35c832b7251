import type { Context } from "../core/context";
import { realmOf } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import type { Fact } from "../core/facts";
import { type Decision, SettleFirst } from "../core/transact";
import {
  BOOK_STATEMENTS,
  type Book,
  type BookOptions,
  bookStatements,
  bookWrites,
  DUE_LIMIT,
  DUE_LIMIT_OF_READS,
  flowFacts,
  type LotRow,
  openBook,
  settleBook,
  type WalletRow,
  type Who,
} from "../ledger";
import { newId } from "../lib/ids";
import { NEVER } from "../lib/time";
import type { MemberRow } from "./tables";

/**
 * A member opened for one commit: the row as loaded, the settled book, and what the rules add.
 * `changes` are columns of the member's row; it is written once, under the version guard.
 */
export interface OpenMember {
  readonly row: MemberRow;
  readonly isNew: boolean;
  readonly book: Book;
  readonly changes: Partial<MemberRow>;
  readonly writes: Statement[];
  readonly facts: Fact[];
}

export interface Opening {
  readonly who: Who;
  /** Available lots to load for a spend; 0 where nothing is spent. */
  readonly spendable: number;
}

/** Statements that load a member; {@link openMember} takes their rows in this order. */
export function memberStatements(ctx: Context, opening: Opening): Statement[] {
  const { who } = opening;
  return [
    statement(`SELECT * FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    ...bookStatements(who, bookOptions(ctx, opening.spendable)),
    ...ctx.registry.settlers.flatMap((s) => s.load(who, ctx.now)),
  ];
}

/** How many statements {@link memberStatements} makes. */
export const memberStatementCount = (ctx: Context): number =>
  1 + BOOK_STATEMENTS + ctx.registry.settlers.reduce((n, s) => n + s.statements, 0);

const bookOptions = (ctx: Context, spendable: number): BookOptions => ({
  now: ctx.now,
  spendable,
  dueLimit: ctx.isDryRun ? DUE_LIMIT_OF_READS : DUE_LIMIT,
});

/**
 * The member of loaded rows, settled as of now; null where there is none.
 *
 * @param rows those of {@link memberStatements}.
 * @throws {SettleFirst} when more is due than one commit settles.
 */
export function openMember(ctx: Context, rows: Batch, spendable: number): OpenMember | null {
  const row = rowsOf<MemberRow>(rows, 0)[0];
  if (!row) return null;
  const options = bookOptions(ctx, spendable);
  const due = rowsOf<LotRow>(rows, 2);
  const book = openBook(
    { wallets: rowsOf<WalletRow>(rows, 1), due, spendable: rowsOf<LotRow>(rows, 3) },
    row.next_seq,
    options,
  );
  let next = 1 + BOOK_STATEMENTS;
  const ofSettlers = ctx.registry.settlers.map((s) => {
    next += s.statements;
    return rows.slice(next - s.statements, next);
  });
  const settled = settleBook(ctx.registry.settlers, book, ofSettlers, ctx.shop.id);
  const member: OpenMember = { row, isNew: false, book, changes: {}, ...settled };
  if (due.length > options.dueLimit) throw new SettleFirst(settleDecision(ctx, member));
  return member;
}

/** A member who is enrolled by this very commit. */
export function newMember(ctx: Context, id: string): OpenMember {
  const row: MemberRow = {
    shop: ctx.shop.id,
    id,
    version: 0,
    next_seq: 1,
    wakes_at: NEVER,
    kept_orders: 0,
    kept_total: 0,
    first_order_at: null,
    order_dates: "[]",
    profile: null,
    attributes: null,
    created_at: ctx.now,
    erased_at: null,
  };
  const options = { now: ctx.now, spendable: 1, dueLimit: DUE_LIMIT };
  const book = openBook({ wallets: [], due: [], spendable: [] }, 1, options);
  return { row, isNew: true, book, changes: {}, writes: [], facts: [] };
}

/** A commit that does nothing but settle what is due. */
export function settleDecision(ctx: Context, member: OpenMember): Decision {
  const facts = flowFacts(member.book);
  return {
    status: 200,
    body: {},
    writes: closeMember(ctx, member),
    fact:
      facts.length + member.facts.length === 0
        ? null
        : factOf(ctx, member, newId("fct"), ctx.now, []),
  };
}

/** The one fact row of a commit on this member: the caller's facts, then what moved. */
export function factOf(
  _ctx: Context,
  member: OpenMember,
  id: string,
  happenedAt: number,
  facts: readonly Fact[],
) {
  return {
    id,
    member: member.row.id,
    memberVersion: member.row.version + 1,
    happenedAt,
    facts: [...facts, ...member.facts, ...flowFacts(member.book)],
  };
}

/**
 * Everything that changed on an opened member, as statements: book, feature writes, then the row
 * under its guard, then a timer if something is due earlier than the one that is set.
 */
export function closeMember(ctx: Context, member: OpenMember): Statement[] {
  const { row, book } = member;
  const wake = wakeOf(member);
  return [
    ...bookWrites(row.shop, row.id, book),
    ...member.writes,
    member.isNew ? insertMember(member, wake) : updateMember(member, wake),
    ...timerWrites(ctx, member, wake),
  ];
}

/** The instant of the next timer, or that only the closed wallets can tell. */
type Wake =
  | { kind: "unchanged" }
  | { kind: "earlier"; at: number }
  | { kind: "fired"; also: number };

function wakeOf({ row, book }: OpenMember): Wake {
  if (row.wakes_at <= book.now) return { kind: "fired", also: Math.min(NEVER, ...book.alsoDueAt) };
  const open = [...book.lots.values()].filter((l) => l.state !== "closed" && l.remaining > 0);
  const at = Math.min(NEVER, ...open.map((l) => l.dueAt), ...book.alsoDueAt);
  return at < row.wakes_at ? { kind: "earlier", at } : { kind: "unchanged" };
}

function insertMember({ row, book, changes }: OpenMember, wake: Wake): Statement {
  const fresh: MemberRow = {
    ...row,
    ...changes,
    version: 1,
    next_seq: book.nextSeq,
    wakes_at: wake.kind === "earlier" ? wake.at : NEVER,
  };
  const columns = Object.keys(fresh);
  return statement(
    `INSERT INTO members (${columns.join(", ")}) VALUES (${columns.map((_, i) => `?${i + 1}`).join(", ")})`,
    ...Object.values(fresh),
  );
}

function updateMember({ row, book, changes }: OpenMember, wake: Wake): Statement {
  const set = Object.entries(changes);
  const params = [row.shop, row.id, row.version, book.nextSeq, wakeParam(wake, row.wakes_at)];
  const columns = set.map(([column], i) => `, ${column} = ?${params.length + i + 1}`).join("");
  const wakesAt = wake.kind === "fired" ? NEXT_WAKE : "?5";
  // A row changed by another commit in the meantime gets version -1, which CHECK stale_read refuses.
  return statement(
    `UPDATE members SET version = CASE WHEN version = ?3 THEN version + 1 ELSE -1 END,
       next_seq = ?4, wakes_at = ${wakesAt}${columns}
     WHERE shop = ?1 AND id = ?2`,
    ...params,
    ...set.map(([, value]) => value),
  );
}

/** The wallets are written before the member's row, so they tell what is due next. */
const NEXT_WAKE = `min(?5, coalesce((SELECT min(min(coalesce(next_expiry_at, ${NEVER}),
  coalesce(next_activation_at, ${NEVER}))) FROM wallets WHERE shop = ?1 AND member = ?2), ${NEVER}))`;

function wakeParam(wake: Wake, wakesAt: number): number {
  switch (wake.kind) {
    case "unchanged":
      return wakesAt;
    case "earlier":
      return wake.at;
    case "fired":
      return wake.also;
  }
}

function timerWrites(ctx: Context, { row }: OpenMember, wake: Wake): Statement[] {
  if (wake.kind === "unchanged") return [];
  if (wake.kind === "earlier") {
    return [
      statement(
        `INSERT INTO timers (realm, due_at, shop, subject, kind) VALUES (?1, ?2, ?3, ?4, 'wake')
         ON CONFLICT DO NOTHING`,
        realmOf(ctx.shop),
        wake.at,
        row.shop,
        row.id,
      ),
    ];
  }
  return [
    statement(
      `INSERT INTO timers (realm, due_at, shop, subject, kind)
       SELECT ?1, wakes_at, shop, id, 'wake' FROM members
       WHERE shop = ?2 AND id = ?3 AND wakes_at < ${NEVER} ON CONFLICT DO NOTHING`,
      realmOf(ctx.shop),
      row.shop,
      row.id,
    ),
  ];
}
