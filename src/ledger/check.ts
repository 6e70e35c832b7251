import type { Context } from "../core/context";
import { cursorOf, positionOf } from "../core/cursor";
import { type Param, rowsOf, type Statement, statement } from "../core/database";
import { read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { checkRules, type Finding, type MemberState } from "./check-rules";

/**
 * What a feature holds of members' points, e.g. for open redemptions; see `src/registry.ts`. The
 * check compares it with the wallets.
 */
export interface Holder {
  /** SQL of `member`, `unit` and `held` of the shop `?1`, for each id of the FROM term `who`. */
  sql(who: string): string;
}

declare module "../core/registry" {
  interface Registry {
    readonly holders: readonly Holder[];
  }
}

const PAGE = 200;

export interface CheckPage {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Checks a page of the shop's members. One round trip. */
export async function checkLedger(ctx: Context, page: CheckPage) {
  const limit = page.limit ?? PAGE;
  const [after = ""] = positionOf(page.cursor, ["string"]) ?? [];
  const members = "SELECT id FROM members WHERE shop = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
  const { checked, findings } = await check(ctx, members, [after, limit]);
  const last = checked.at(-1);
  const nextCursor = checked.length === limit && last !== undefined ? cursorOf([last]) : null;
  return { checked: checked.length, findings, nextCursor };
}

/**
 * Checks every member to whom something happened on a local day. What is off becomes a fact of the
 * shop, so that somebody is told.
 */
export async function checkDay(ctx: Context, localDay: string) {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (let after: string | null = ""; after !== null; ) {
    const page: { id: string; member: string | null }[] = await factsOf(ctx, localDay, after);
    const members = new Set(page.flatMap((fact) => (fact.member ? [fact.member] : [])));
    const fresh = [...members].filter((member) => !seen.has(member));
    for (const member of fresh) seen.add(member);
    const found = await check(ctx, "SELECT value AS id FROM json_each(?2)", [
      JSON.stringify(fresh),
    ]);
    findings.push(...found.findings);
    after = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
  }
  if (findings.length > 0) await tell(ctx, localDay, findings);
  return { checked: seen.size, findings };
}

async function factsOf(ctx: Context, localDay: string, after: string) {
  const rows = await read(ctx, [
    statement(
      `SELECT id, member FROM facts WHERE shop = ?1 AND local_day = ?2 AND id > ?3
       ORDER BY id LIMIT ${PAGE}`,
      ctx.shop.id,
      localDay,
      after,
    ),
  ]);
  return rowsOf<{ id: string; member: string | null }>(rows, 0);
}

const tell = (ctx: Context, day: string, findings: readonly Finding[]) => {
  const codes = [...new Set(findings.map((f) => f.code))].sort();
  const fact = {
    id: newId("fct"),
    member: null,
    memberVersion: null,
    happenedAt: ctx.now,
    facts: [{ type: "ledger_off", day, count: findings.length, codes }],
  };
  return transact(ctx, {
    load: () => [],
    decide: () => ({ status: 200, body: {}, writes: [], fact }),
  });
};

/** Checks the members that `sql` selects as `id`. */
async function check(ctx: Context, sql: string, params: readonly Param[]) {
  const rows = await read(ctx, statementsFor(ctx, sql, params));
  const members = rowsOf<{ id: string; next_seq: number; wakes_at: number }>(rows, 0);
  const state: MemberState = {
    wallets: rowsOf(rows, 1),
    flows: rowsOf(rows, 2),
    lots: rowsOf(rows, 3),
    carried: rowsOf(rows, 4),
    held: rows.slice(5).flatMap((held) => held as unknown as MemberState["held"]),
  };
  return { checked: members.map((m) => m.id), findings: checkRules(members, state) };
}

function statementsFor(ctx: Context, sql: string, params: readonly Param[]): Statement[] {
  const who = `(${sql}) who CROSS JOIN`;
  const of = (table: string) => `${table}.shop = ?1 AND ${table}.member = who.id`;
  const each = [
    `SELECT m.id, m.next_seq, m.wakes_at FROM ${who} members m
     WHERE m.shop = ?1 AND m.id = who.id ORDER BY m.id`,
    `SELECT w.* FROM ${who} wallets w WHERE ${of("w")}`,
    `SELECT t.member, t.unit, t.from_account, t.to_account, sum(t.amount) AS amount,
       max(t.seq) AS seq FROM ${who} transfers t WHERE ${of("t")} GROUP BY 1, 2, 3, 4`,
    `SELECT l.member, l.unit, l.state, iif(l.state = 'closed', 0, l.due_at) AS due_at,
       iif(l.state = 'pending', l.awaits IS NOT NULL, 0) AS awaits,
       sum(l.amount) AS amount, sum(l.remaining) AS remaining, sum(l.expired) AS expired,
       max(l.lot) AS seq FROM ${who} lots l WHERE ${of("l")} GROUP BY 1, 2, 3, 4, 5`,
    `SELECT c.* FROM ${who} carried c WHERE ${of("c")}`,
    ...ctx.registry.holders.map((holder) => holder.sql(`(${sql}) who`)),
  ];
  return each.map((text) => statement(text, ctx.shop.id, ...params));
}
