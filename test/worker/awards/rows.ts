import { env } from "cloudflare:workers";
import { shardNamed } from "../../../src/core/env";
import type { ProgramParts } from "../../../src/core/registry";

/*
 * What rows of a shop must say of each other, recomputed from the JSON of its orders: written apart
 * from the product, so that both would have to be wrong in the same way.
 */

/** What a shop's rows are judged by. */
export interface Judge {
  readonly shop: string;
  readonly shard: string;
  readonly timeZone: string;
  readonly now: number;
  /** By version, from 0: that of no program. */
  readonly programs: readonly ProgramParts[];
  /** Vouchers that were used at some time: those stay, whatever becomes of what gave them. */
  readonly used: Set<string>;
}

type Entry = [
  line: string | 0,
  rule: string,
  unit: string,
  amount: number,
  reversed: number,
  seq: number,
];

/** An order, or whatever else gives something, as its row tells of it. */
export interface Giver {
  readonly key: string;
  readonly member: string;
  readonly program: number;
  readonly at: number;
  readonly stands: boolean;
  readonly status: string;
  readonly orders: number;
  readonly goods: number;
  readonly entries: readonly Entry[];
  readonly vouchers: readonly [rule: string, code: string][];
  readonly cards: readonly { card: string }[];
}

interface OrderRow {
  readonly id: string;
  readonly source: string;
  readonly member: string | null;
  readonly status: string;
  readonly program: number;
  readonly placed_at: number;
  readonly total: number;
  readonly refunded: number;
  readonly content: string;
  readonly ledger: string;
}

type Line = [
  id: string,
  quantity: number,
  total: number,
  s?: unknown,
  n?: unknown,
  c?: unknown,
  kind?: string,
];

interface AwardLedger {
  readonly entries?: Entry[];
  readonly vouchers?: [string, string][];
  readonly cards?: { card: string }[];
}

interface OrderLedger extends AwardLedger {
  readonly returned?: Record<string, [quantity: number, value: number]>;
}

function giverOf(row: OrderRow & { member: string }): Giver {
  const { l: lines } = JSON.parse(row.content) as { l: Line[] };
  const ledger = JSON.parse(row.ledger) as OrderLedger;
  const back = (line: string) => ledger.returned?.[line] ?? [0, 0];
  const allBack = lines.every(([id, quantity]) => back(id)[0] >= quantity);
  const isBack = allBack || (row.total > 0 && row.refunded >= row.total);
  const stands = row.status === "paid" && !isBack;
  const goods = lines
    .filter((line) => (line[6] ?? "product") === "product")
    .reduce((sum, [id, , total]) => sum + Math.max(0, total - back(id)[1]), 0);
  return {
    key: `order:${row.source}:${row.id}`,
    member: row.member,
    program: row.program,
    at: row.placed_at,
    stands,
    status: row.status,
    orders: Number(stands),
    goods: stands ? goods : 0,
    entries: ledger.entries ?? [],
    vouchers: ledger.vouchers ?? [],
    cards: ledger.cards ?? [],
  };
}

interface ActivityRow {
  readonly id: string;
  readonly member: string;
  readonly program: number;
  readonly occurred_at: number;
  readonly ledger: string;
  readonly reversed_at: number | null;
}

function giverOfActivity(row: ActivityRow): Giver {
  const { entries = [], vouchers = [], cards = [] } = JSON.parse(row.ledger) as AwardLedger;
  return {
    key: `activity:${row.id}`,
    member: row.member,
    program: row.program,
    at: row.occurred_at,
    stands: row.reversed_at === null,
    status: row.reversed_at === null ? "done" : "undone",
    orders: 0,
    goods: 0,
    entries,
    vouchers,
    cards,
  };
}

/** What stands of each rule. */
export function usedBy({ entries, vouchers }: Giver): Map<string, number> {
  const used = new Map<string, number>();
  const add = (rule: string, amount: number) => used.set(rule, (used.get(rule) ?? 0) + amount);
  for (const [, rule, , amount, reversed] of entries) add(rule, amount - reversed);
  for (const [rule] of vouchers) add(rule, 1);
  return new Map([...used].filter(([, amount]) => amount > 0));
}

const SQL = [
  "SELECT * FROM orders WHERE shop = ?1 AND member IS NOT NULL",
  "SELECT * FROM counters WHERE shop = ?1 AND (amount <> 0 OR times <> 0)",
  "SELECT * FROM budgets WHERE shop = ?1 AND spent <> 0",
  "SELECT member, counted FROM perk_uses WHERE shop = ?1 AND reversed_at IS NULL",
  "SELECT cause, status, code FROM vouchers WHERE shop = ?1",
  `SELECT member, unit, cause, rule, reason, from_account, to_account, amount, seq, reverses
     FROM transfers WHERE shop = ?1`,
  `SELECT f.member, j.value ->> 'type' AS type, j.value ->> 'card' AS card, count(*) AS n
     FROM facts f CROSS JOIN json_each(f.facts) j WHERE f.shop = ?1
       AND j.value ->> 'type' IN ('card_completed', 'card_reopened') GROUP BY 1, 2, 3`,
  `SELECT m.id AS member, coalesce(p.days, '') AS days, p.days_from,
     coalesce(p.sums, '[0,0,{}]') AS sums, coalesce(p.sets, '{}') AS sets
     FROM members m LEFT JOIN progress p ON p.shop = m.shop AND p.member = m.id
     WHERE m.shop = ?1`,
  `SELECT member, unit, available - owed AS open FROM wallets WHERE shop = ?1
     AND unit LIKE 'stamp:%'`,
  "SELECT * FROM activities WHERE shop = ?1",
];

export interface Transfer {
  readonly member: string;
  readonly unit: string;
  readonly cause: string;
  readonly rule: string | null;
  readonly reason: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly amount: number;
  readonly seq: number;
  readonly reverses: number | null;
}

export interface Rows {
  readonly givers: readonly Giver[];
  readonly counters: readonly {
    member: string;
    period: string;
    rule: string;
    amount: number;
    times: number;
  }[];
  readonly budgets: readonly { period: string; rule: string; spent: number; budget: number }[];
  readonly uses: readonly { member: string; counted: string }[];
  readonly vouchers: readonly { cause: string; status: string; code: string }[];
  readonly transfers: readonly Transfer[];
  readonly cards: readonly { member: string; type: string; card: string; n: number }[];
  readonly progress: readonly TierRow[];
  readonly open: readonly { member: string; unit: string; open: number }[];
}

/** A member's row of `progress`. */
export interface TierRow {
  readonly member: string;
  readonly days: string;
  readonly days_from: number | null;
  readonly sums: string;
  readonly sets: string;
}

export async function rowsOf({ shop, shard }: Judge): Promise<Rows> {
  const d1 = shardNamed(env, shard);
  const found = await d1.batch(SQL.map((sql) => d1.prepare(sql).bind(shop)));
  // The queries above name the columns of each.
  const all = found.map(({ results }) => results) as unknown[];
  const [orders, counters, budgets, uses, vouchers, transfers, cards, progress, open, acts] = all;
  const givers = [
    ...(orders as (OrderRow & { member: string })[]).map(giverOf),
    ...(acts as ActivityRow[]).map(giverOfActivity),
  ];
  return { givers, counters, budgets, uses, vouchers, transfers, cards, progress, open } as Rows;
}

/** The calendar of a time zone, without the product's. */
export function dayIn(at: number, timeZone: string): string {
  const calendar = CALENDARS.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", { timeZone });
  CALENDARS.set(timeZone, calendar);
  return calendar.format(at);
}

/** Making one takes longer than all that is asked of it. */
const CALENDARS = new Map<string, Intl.DateTimeFormat>();

export function periodOf(per: string, at: number, timeZone: string): string {
  const day = dayIn(at, timeZone);
  if (per === "day") return day;
  if (per === "month") return day.slice(0, 7);
  if (per === "year") return day.slice(0, 4);
  if (per !== "week") return "all";
  const noon = Date.parse(`${day}T12:00:00Z`);
  const sinceMonday = (new Date(noon).getUTCDay() + 6) % 7;
  return `w${new Date(noon - sinceMonday * 86_400_000).toISOString().slice(0, 10)}`;
}

export function differences(
  what: string,
  expected: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) => {
    const [e, f] = [JSON.stringify(expected.get(key)), JSON.stringify(found.get(key))];
    return e === f ? [] : [`${what} ${key}: ${f} instead of ${e}`];
  });
}
