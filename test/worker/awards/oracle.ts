import { env } from "cloudflare:workers";
import { shardNamed } from "../../../src/core/env";
import type { ProgramParts } from "../../../src/core/registry";
import { fallen, levelsFrom, type Standing, type TierRow } from "./tier-oracle";

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
}

type Entry = [
  line: string,
  rule: string,
  unit: string,
  amount: number,
  reversed: number,
  seq: number,
];

/** An order, or whatever else gives something, as its row tells of it. */
interface Giver {
  readonly key: string;
  readonly member: string;
  readonly program: number;
  readonly at: number;
  readonly stands: boolean;
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

interface OrderLedger {
  readonly entries?: Entry[];
  readonly vouchers?: [string, string][];
  readonly cards?: { card: string }[];
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
    goods: stands ? goods : 0,
    entries: ledger.entries ?? [],
    vouchers: ledger.vouchers ?? [],
    cards: ledger.cards ?? [],
  };
}

/** What stands of each rule. */
function usedBy({ entries, vouchers }: Giver): Map<string, number> {
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
  `SELECT v.cause, v.status, v.code, (SELECT u.member FROM orders u WHERE u.shop = v.shop
     AND u.source || ':' || u.id = v.redeemed_by) AS used FROM vouchers v WHERE v.shop = ?1`,
  `SELECT member, unit, cause, rule, reason, from_account, to_account, amount, seq, reverses
     FROM transfers WHERE shop = ?1`,
  `SELECT f.member, j.value ->> 'type' AS type, j.value ->> 'card' AS card, count(*) AS n
     FROM facts f CROSS JOIN json_each(f.facts) j WHERE f.shop = ?1
       AND j.value ->> 'type' IN ('card_completed', 'card_reopened') GROUP BY 1, 2, 3`,
  `SELECT p.*, m.created_at FROM progress p CROSS JOIN members m
     ON m.shop = p.shop AND m.id = p.member WHERE p.shop = ?1`,
  `SELECT member, unit, available - owed AS open FROM wallets WHERE shop = ?1
     AND unit LIKE 'stamp:%'`,
];

interface Transfer {
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

interface Rows {
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

async function rowsOf({ shop, shard }: Judge): Promise<Rows> {
  const d1 = shardNamed(env, shard);
  const found = await d1.batch(SQL.map((sql) => d1.prepare(sql).bind(shop)));
  // The queries above name the columns of each.
  const all = found.map(({ results }) => results) as unknown[];
  const [orders, counters, budgets, uses, vouchers, transfers, cards, progress, open] = all;
  const givers = (orders as (OrderRow & { member: string })[]).map(giverOf);
  return { givers, counters, budgets, uses, vouchers, transfers, cards, progress, open } as Rows;
}

/** Everything that does not add up; empty when all is well. */
export async function awardFaults(judge: Judge): Promise<string[]> {
  const rows = await rowsOf(judge);
  return [
    ...countFaults(judge, rows),
    ...budgetFaults(judge, rows),
    ...entryFaults(rows),
    ...voucherFaults(rows),
    ...stampFaults(rows),
    ...tierFaults(judge, rows),
  ];
}

/** The calendar of a time zone, without the product's. */
const dayIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);

function periodOf(per: string, at: number, timeZone: string): string {
  const day = dayIn(at, timeZone);
  if (per === "day") return day;
  if (per === "month") return day.slice(0, 7);
  if (per === "year") return day.slice(0, 4);
  if (per !== "week") return "all";
  const noon = Date.parse(`${day}T12:00:00Z`);
  const sinceMonday = (new Date(noon).getUTCDay() + 6) % 7;
  return `w${new Date(noon - sinceMonday * 86_400_000).toISOString().slice(0, 10)}`;
}

type Bounded = Pick<ProgramParts["earning"]["rules"][number], "limits" | "cooldown" | "budget">;

const boundsOf = ({ earning }: ProgramParts, rule: string): Bounded | undefined =>
  rule === "base" ? { limits: earning.base.limits } : earning.rules.find((r) => r.id === rule);

function countFaults({ programs, timeZone }: Judge, { givers, counters, uses }: Rows): string[] {
  const expected = new Map<string, [amount: number, times: number]>();
  const most = new Map<string, [amount: number, times: number]>();
  const add = (key: string, amount: number, times: number) => {
    const [a, t] = expected.get(key) ?? [0, 0];
    expected.set(key, [a + amount, t + times]);
  };
  for (const giver of givers) {
    for (const [rule, amount] of usedBy(giver)) {
      const bounds =
        programs[giver.program] && boundsOf(programs[giver.program] as ProgramParts, rule);
      const limits = (bounds?.limits ?? []).filter(({ per }) => per !== "order");
      const pers = new Set([...limits.map((l) => l.per), ...(bounds?.cooldown ? ["all"] : [])]);
      const periods = new Set([...pers].map((per) => periodOf(per, giver.at, timeZone)));
      for (const period of periods) add(`${giver.member} ${period} ${rule}`, amount, 1);
      for (const { per, amount = Infinity, times = Infinity } of limits) {
        most.set(`${giver.member} ${periodOf(per, giver.at, timeZone)} ${rule}`, [amount, times]);
      }
    }
  }
  for (const { member, counted } of uses) {
    for (const [rule, period] of JSON.parse(counted) as [string, string][]) {
      add(`${member} ${period} ${rule}`, 0, 1);
    }
  }
  const found = new Map(
    counters.map((c) => [`${c.member} ${c.period} ${c.rule}`, [c.amount, c.times]] as const),
  );
  const exceeded = [...most].filter(([key, [amount, times]]) => {
    const [a = 0, t = 0] = expected.get(key) ?? [];
    return a > amount || t > times;
  });
  return [
    ...differences("count", expected, found),
    ...exceeded.map(([key, limit]) => `limit exceeded: ${key} ${limit} < ${expected.get(key)}`),
  ];
}

function budgetFaults({ programs, timeZone }: Judge, { givers, budgets }: Rows): string[] {
  const expected = new Map<string, number>();
  for (const giver of givers) {
    for (const [rule, amount] of usedBy(giver)) {
      const budget = boundsOf(programs[giver.program] as ProgramParts, rule)?.budget;
      if (!budget) continue;
      const key = `${periodOf(budget.per, giver.at, timeZone)} ${rule}`;
      expected.set(key, (expected.get(key) ?? 0) + amount);
    }
  }
  const over = budgets.filter(({ spent, budget }) => spent > budget);
  return [
    ...differences(
      "budget",
      expected,
      new Map(budgets.map((b) => [`${b.period} ${b.rule}`, b.spent])),
    ),
    ...over.map((b) => `budget exceeded: ${JSON.stringify(b)}`),
  ];
}

/** What orders remember is what the ledger did for them; of those that do not stand, nothing is left. */
function entryFaults({ givers, transfers }: Rows): string[] {
  const told = new Map<string, number[]>();
  const done = new Map<string, number[]>();
  const add = (to: Map<string, number[]>, key: string, given: number, back: number) => {
    const [g = 0, b = 0] = to.get(key) ?? [];
    to.set(key, [g + given, b + back]);
  };
  const of = new Map(transfers.map((t) => [`${t.member} ${t.seq}`, t]));
  for (const giver of givers) {
    for (const [, rule, unit, amount, reversed] of giver.entries) {
      add(told, `${giver.member} ${rule} ${unit}`, amount, reversed);
    }
  }
  for (const t of transfers) {
    if (t.reason === "earn") add(done, `${t.member} ${t.rule} ${t.unit}`, t.amount, 0);
    const earned = t.reverses === null ? undefined : of.get(`${t.member} ${t.reverses}`);
    if (t.reason === "reverse" && earned?.reason === "earn") {
      add(done, `${t.member} ${earned.rule} ${t.unit}`, 0, t.amount);
    }
  }
  const left = givers.filter(
    (g) => !g.stands && (usedBy(g).size > 0 || g.vouchers.length > 0 || g.cards.length > 99),
  );
  return [
    ...differences("entries", told, done),
    ...left.map((g) => `still stands: ${g.key} ${JSON.stringify([g.entries, g.vouchers])}`),
  ];
}

/** Vouchers that an order gave are void or used, once nothing gives them. */
function voucherFaults({ givers, vouchers }: Rows): string[] {
  const given = new Set(givers.flatMap((g) => g.vouchers.map(([, code]) => code)));
  const loose = vouchers.filter(
    ({ cause, status, code }) =>
      cause.startsWith("order:") && status === "issued" && !given.has(code),
  );
  const known = new Set(vouchers.map(({ code }) => code));
  return [
    ...loose.map((v) => `nothing gives the voucher ${JSON.stringify(v)}`),
    ...[...given].filter((code) => !known.has(code)).map((code) => `no such voucher: ${code}`),
  ];
}

/** Stamps given less those taken back and expired are open, owed, or on cards that stand. */
function stampFaults({ givers, transfers, cards, open }: Rows): string[] {
  const standing = new Map<string, number>();
  for (const { member, type, card, n } of cards) {
    const key = `${member} stamp:${card}`;
    standing.set(key, (standing.get(key) ?? 0) + (type === "card_completed" ? n : -n));
  }
  const remembered = new Map<string, number>();
  for (const { member, cards } of givers) {
    for (const { card } of cards) {
      const key = `${member} stamp:${card}`;
      remembered.set(key, (remembered.get(key) ?? 0) + 1);
    }
  }
  const sums = new Map<string, { given: number; onCards: number }>();
  for (const t of transfers.filter(({ unit }) => unit.startsWith("stamp:"))) {
    const key = `${t.member} ${t.unit}`;
    const sum = sums.get(key) ?? { given: 0, onCards: 0 };
    if (["issued", "adjusted", "waived"].includes(t.from_account)) sum.given += t.amount;
    if (["reversed", "adjusted", "waived", "expired"].includes(t.to_account)) sum.given -= t.amount;
    if (t.from_account === "expired") sum.given += t.amount;
    if (t.to_account === "redeemed") sum.onCards += t.amount;
    if (t.from_account === "redeemed") sum.onCards -= t.amount;
    sums.set(key, sum);
  }
  return open.flatMap(({ member, unit, open }) => {
    const key = `${member} ${unit}`;
    const { given, onCards } = sums.get(key) ?? { given: 0, onCards: 0 };
    const stand = standing.get(key) ?? 0;
    const size = SIZES[unit] ?? 1;
    const holds = given === open + size * stand && onCards === size * stand;
    const isKnown = (remembered.get(key) ?? 0) <= stand;
    return holds && isKnown
      ? []
      : [`stamps ${key}: ${JSON.stringify({ given, onCards, open, stand })}`];
  });
}

const SIZES: Readonly<Record<string, number>> = {
  "stamp:coffee": 5,
  "stamp:visits": 3,
  "stamp:tea": 4,
};

function tierFaults(judge: Judge, { givers, progress }: Rows): string[] {
  const sets = judge.programs.at(-1)?.tiers ?? [];
  if (sets.length === 0) return [];
  return progress.flatMap((row) => {
    const days = new Map<string, Standing>();
    for (const giver of givers.filter((g) => g.member === row.member)) {
      const day = dayIn(giver.at, judge.timeZone);
      const of = days.get(day) ?? { orders: 0, spend: 0, points: {} };
      const points = { ...of.points };
      for (const [, , unit, amount, reversed] of giver.entries) {
        if (!unit.includes(":")) points[unit] = (points[unit] ?? 0) + amount - reversed;
      }
      const orders = of.orders + Number(giver.stands);
      days.set(day, { orders, spend: of.spend + giver.goods, points });
    }
    const today = dayIn(judge.now, judge.timeZone);
    const expected = sets.map((set) => [set.key, fallen(set, days, today)] as const);
    return [
      ...levelsFrom(row, days),
      ...differences(`levels of ${row.member}`, new Map(expected), toldIn(row)),
    ];
  });
}

const toldIn = (row: TierRow): Map<string, string | null> =>
  new Map(
    Object.entries(JSON.parse(row.sets) as Record<string, [string | null]>).map(([k, [t]]) => [
      k,
      t,
    ]),
  );

function differences(
  what: string,
  expected: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) => {
    const [e, f] = [JSON.stringify(expected.get(key)), JSON.stringify(found.get(key))];
    return e === f ? [] : [`${what} ${key}: ${f} instead of ${e}`];
  });
}
