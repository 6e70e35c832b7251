import type { Param } from "../core/database";
import { fireSoon, insertTimer } from "../core/timers";
import type { Who } from "../ledger";
import type { Merger, OpenMember } from "../members";
import type { Manual, SetState, StoredProgress } from "./codec";
import type { EntryGift } from "./gift-codec";
import { historyTimer, retell } from "./history";
import { HISTORY_STATEMENTS, historyStatements, talliesFrom } from "./history-store";
import { EMPTY_TALLY, type Progress, type Tally, withProgress } from "./tally";

/**
 * Of two members who are one, the levels follow from what both did, counted anew from the records.
 * The row of the one who is an alias now stays as it is, for when they are told apart again.
 */
export const mergeTiers: Merger = {
  key: "tiers",
  statements: HISTORY_STATEMENTS,
  load: (_ctx, { target, source, merge }) => {
    // Told apart, they are counted anew by timers, once the rows are back.
    const none = historyStatements("SELECT NULL AS id WHERE ?1 IS NULL", target.params.slice(0, 1));
    return merge === null ? historyStatements(...bothOf(target, source)) : none;
  },
  merge: (ctx, { target, source, shift }, rows) => {
    const [own, other] = [target.parts.tiers, source.parts.tiers];
    if (!own || !other || own.reckoning.sets.length === 0) return;
    const tallies = talliesFrom(rows, 0, ctx.shop.timeZone);
    const of = ({ row }: OpenMember) => tallies.get(row.id) ?? EMPTY_TALLY;
    const stored: StoredProgress = {
      ...own.stored,
      isComplete: true,
      tally: plusTally(of(target), of(source), 1),
      sets: withManual(own.stored.sets, other.stored.sets, (mine, theirs) => mine ?? theirs),
      gifts: [...own.stored.gifts, ...other.stored.gifts.map((gift) => shifted(gift, shift))],
      undoneUntil: latest(own.stored.undoneUntil, other.stored.undoneUntil),
    };
    retell(ctx, target, stored, new Map([...own.vouchers, ...other.vouchers]));
  },
  undo: (ctx, { target, source, shift }) => {
    const [own, other] = [target.parts.tiers, source.parts.tiers];
    if (!own || !other || own.reckoning.sets.length === 0) return;
    const theirs = new Set(other.stored.gifts.map((gift) => nameOf(shifted(gift, shift))));
    const isSame = (a: Manual | null, b: Manual | null) =>
      a?.level === b?.level && a?.since === b?.since;
    const stored: StoredProgress = {
      ...own.stored,
      tally: plusTally(own.stored.tally, other.stored.tally, -1),
      sets: withManual(own.stored.sets, other.stored.sets, (mine, given) =>
        isSame(mine, given) ? null : mine,
      ),
      gifts: own.stored.gifts.filter((gift) => !theirs.has(nameOf(gift))),
    };
    retell(ctx, target, stored, own.vouchers);
    const timers = [target, source].map(({ row }) => historyTimer(ctx, row.id));
    target.writes.push(...timers.map((timer) => insertTimer(ctx, timer)));
    if (!ctx.isDryRun) fireSoon(ctx, ...timers);
  },
};

/** Both members as a table of ids; the source's parameters come after the target's. */
function bothOf(target: Who, source: Who): [string, Param[]] {
  const by = target.params.length - 1;
  const sql = source.sql.replace(/\?(\d+)/g, (_, n) => (n === "1" ? "?1" : `?${Number(n) + by}`));
  return [
    `SELECT ${target.sql} AS id UNION SELECT ${sql}`,
    [...target.params, ...source.params.slice(1)],
  ];
}

function plusTally(a: Tally, b: Tally, sign: 1 | -1): Tally {
  const times = ({ orders, spend, points }: Progress): Progress => ({
    orders: sign * orders,
    spend: sign * spend,
    points: Object.fromEntries(Object.entries(points).map(([unit, n]) => [unit, sign * n])),
  });
  const { days } = b.days.reduce((sum, day) => withProgress(sum, day.day, times(day)), a);
  // Of days that are no longer kept the sums know.
  const { sums } = withProgress({ ...a, from: null }, 0, times(b.sums));
  return { days, from: a.from, sums };
}

const withManual = (
  own: StoredProgress["sets"],
  other: StoredProgress["sets"],
  choose: (mine: Manual | null, theirs: Manual | null) => Manual | null,
): StoredProgress["sets"] =>
  Object.fromEntries(
    [...new Set([...Object.keys(own), ...Object.keys(other)])].map((key) => {
      const mine = own[key] ?? UNTOLD;
      return [key, { ...mine, manual: choose(mine.manual, other[key]?.manual ?? null) }];
    }),
  );

const UNTOLD: SetState = { told: null, tenure: null, manual: null, checkpoint: null };

const shifted = (gift: EntryGift, by: number): EntryGift =>
  gift.type === "units" ? { ...gift, lot: gift.lot + by } : gift;

const nameOf = (gift: EntryGift): string => JSON.stringify(gift);

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
