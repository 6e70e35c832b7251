import type { ProgramParts } from "../../../src/core/registry";
import {
  differences,
  type Giver,
  type Judge,
  periodOf,
  type Rows,
  rowsOf,
  type Transfer,
  usedBy,
} from "./rows";
import { tierFaults } from "./tier-oracle";

/** Everything that does not add up; empty when all is well. */
export async function awardFaults(judge: Judge): Promise<string[]> {
  const rows = await rowsOf(judge);
  return [
    ...countFaults(judge, rows),
    ...budgetFaults(judge, rows),
    ...voucherFaults(judge, rows),
    ...entryFaults(judge, rows),
    ...stampFaults(rows),
    ...tierFaults(judge, rows),
  ];
}

type Bounded = Pick<ProgramParts["earning"]["rules"][number], "limits" | "cooldown" | "budget">;

function boundsOf(parts: ProgramParts | undefined, rule: string): Bounded | undefined {
  if (rule === "base") return { limits: parts?.earning.base.limits ?? [] };
  return parts?.earning.rules.find((r) => r.id === rule);
}

function countFaults(judge: Judge, { givers, counters, uses }: Rows): string[] {
  const taken = givers.flatMap((giver) => countsOf(judge, giver));
  const ofPerks = uses.flatMap(({ member, counted }) =>
    (JSON.parse(counted) as [string, string][]).map(
      ([rule, period]) => `${member} ${period} ${rule}`,
    ),
  );
  const amounts = sums([
    ...taken.map(({ key, amount }) => [key, amount] as const),
    ...ofPerks.map((key) => [key, 0] as const),
  ]);
  const times = sums([...taken.map(({ key }) => key), ...ofPerks].map((key) => [key, 1]));
  const expected = [...amounts].map(([key, amount]) => [key, [amount, times.get(key)]] as const);
  const found = counters.map(
    (c) => [`${c.member} ${c.period} ${c.rule}`, [c.amount, c.times]] as const,
  );
  const exceeded = taken.filter(
    ({ key, limits }) =>
      (amounts.get(key) ?? 0) > least(limits, "amount") ||
      (times.get(key) ?? 0) > least(limits, "times"),
  );
  return [
    ...differences("count", new Map(expected), new Map(found)),
    ...exceeded.map(({ key, limits }) => `limit exceeded: ${key} ${JSON.stringify(limits)}`),
  ];
}

const least = (limits: Bounded["limits"], of: "amount" | "times"): number =>
  Math.min(Number.MAX_SAFE_INTEGER, ...limits.flatMap((l) => l[of] ?? []));

/** What an order counts, by rule and period: once, whichever limits ask for it. */
function countsOf({ programs, timeZone }: Judge, giver: Giver) {
  return [...usedBy(giver)].flatMap(([rule, amount]) => {
    const bounds = boundsOf(programs[giver.program], rule);
    const limits = (bounds?.limits ?? []).filter(({ per }) => per !== "order");
    const cooldown = bounds?.cooldown ? ["lifetime"] : [];
    const pers = new Set<string>([...limits.map(({ per }) => per), ...cooldown]);
    return [...pers].map((per) => ({
      key: `${giver.member} ${periodOf(per, giver.at, timeZone)} ${rule}`,
      amount,
      limits: limits.filter((l) => l.per === per),
    }));
  });
}

function budgetFaults({ programs, timeZone }: Judge, { givers, budgets }: Rows): string[] {
  const expected = new Map<string, number>();
  for (const giver of givers) {
    for (const [rule, amount] of usedBy(giver)) {
      const budget = boundsOf(programs[giver.program], rule)?.budget;
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
function entryFaults({ used }: Judge, { givers, transfers }: Rows): string[] {
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
  // Where all goods came back, but not the money for shipping, what that earned stays.
  const hasMore = ({ entries, vouchers, status }: Giver) =>
    entries.some(
      ([line, , , amount, reversed]) =>
        amount > reversed && !(status === "paid" && String(line).startsWith("~")),
    ) || vouchers.some(([, code]) => !used.has(code));
  const left = givers.filter((giver) => !giver.stands && hasMore(giver));
  return [
    ...differences("entries", told, done),
    ...left.map((g) => `still stands: ${g.key} ${JSON.stringify([g.entries, g.vouchers])}`),
  ];
}

/** Vouchers that an order gave are void or used, once nothing gives them. */
function voucherFaults({ used }: Judge, { givers, vouchers }: Rows): string[] {
  for (const { code, status } of vouchers) if (status === "redeemed") used.add(code);
  const given = new Set(givers.flatMap((g) => g.vouchers.map(([, code]) => code)));
  const loose = vouchers.filter(
    ({ cause, status, code }) =>
      /^(order|activity):/.test(cause) &&
      status === "issued" &&
      !given.has(code) &&
      !used.has(code),
  );
  const known = new Set(vouchers.map(({ code }) => code));
  return [
    ...loose.map((v) => `nothing gives the voucher ${JSON.stringify(v)}`),
    ...[...given].filter((code) => !known.has(code)).map((code) => `no such voucher: ${code}`),
  ];
}

/** Stamps given less those taken back and expired are open, owed, or on cards that stand. */
function stampFaults({ givers, transfers, cards, open }: Rows): string[] {
  const standing = sums(
    cards.map(({ member, type, card, n }) => [
      `${member} stamp:${card}`,
      type === "card_completed" ? n : -n,
    ]),
  );
  const remembered = sums(
    givers.flatMap((g) => g.cards.map(({ card }) => [`${g.member} stamp:${card}`, 1] as const)),
  );
  const moved = (by: (t: Transfer) => number) =>
    sums(transfers.map((t) => [`${t.member} ${t.unit}`, by(t)]));
  const given = moved(
    (t) => t.amount * (Number(SOURCES.has(t.from_account)) - Number(SINKS.has(t.to_account))),
  );
  const onCards = moved(
    (t) => t.amount * (Number(t.to_account === "redeemed") - Number(t.from_account === "redeemed")),
  );
  return open.flatMap(({ member, unit, open }) => {
    const key = `${member} ${unit}`;
    const [stand, all, full] = [standing, given, onCards].map((of) => of.get(key) ?? 0);
    const onFull = (SIZES[unit] ?? 0) * (stand ?? 0);
    const holds = all === open + onFull && full === onFull;
    const isKnown = (remembered.get(key) ?? 0) <= (stand ?? 0);
    return holds && isKnown ? [] : [`stamps ${key}: ${JSON.stringify({ all, full, open, stand })}`];
  });
}

/** Where stamps come from, and where they go when they are on no card. */
const SOURCES: ReadonlySet<string> = new Set(["issued", "adjusted", "waived", "expired"]);
const SINKS: ReadonlySet<string> = new Set(["reversed", "adjusted", "waived", "expired"]);

function sums(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const [key, n] of entries) all.set(key, (all.get(key) ?? 0) + n);
  return all;
}

const SIZES: Readonly<Record<string, number>> = {
  "stamp:coffee": 5,
  "stamp:visits": 3,
  "stamp:tea": 4,
  "stamp:runs": 2,
};
