import type { Day } from "./days";
import { type EntryGift, type GiftTuple, giftFrom, giftTuple } from "./gift-codec";
import type { Standing } from "./rules";
import type { ProgressRow } from "./tables";
import type { DayTally, Progress, Tally } from "./tally";

/*
 * A member's progress is stored as short text, as a row over 1,000 bytes takes 4 KB.
 * `docs/reference/storage.md` describes the shapes.
 */

/** A level that staff gave. */
export interface Manual {
  readonly level: string;
  readonly since: number;
  /** ms since epoch; null: for ever. */
  readonly until: number | null;
  readonly reason: string;
}

/** Where counting begins: how a set stood at the start of a day, levels by key. */
export type Checkpoint = Omit<Standing, "level"> & {
  readonly day: Day;
  readonly level: string | null;
};

/** What is remembered of a set. */
export interface SetState {
  /** The level that was told last. */
  readonly told: string | null;
  /**
   * Since when the member is told to hold it, ms since epoch: late orders do not move it. null:
   * nothing is held, or it was told before this was kept.
   */
  readonly tenure: number | null;
  readonly manual: Manual | null;
  readonly checkpoint: Checkpoint | null;
}

export interface StoredProgress {
  readonly isComplete: boolean;
  readonly tally: Tally;
  readonly sets: Readonly<Record<string, SetState>>;
  readonly gifts: readonly EntryGift[];
  /** As of when the levels were told last, ms since epoch. */
  readonly toldAt: number;
  readonly undoneUntil: number | null;
}

/** [orders, spend, points by unit] */
type Sums = [number, number, Record<string, number>];
/** [told, checkpoint or 0, manual level, since, until, reason, tenure] */
type SetTuple = [
  told: string | null,
  checkpoint: [Day, string | null, Day, Day | null, Day | null] | 0,
  ...manual: ManualTuple | [],
  ...tenure: [number] | [],
];
type ManualTuple = [string, number, number | null, string];

export const COLUMNS = [
  "is_complete",
  "days",
  "days_from",
  "sums",
  "sets",
  "gifts",
  "told_at",
  "undone_until",
] as const;

export type ProgressColumns = Pick<ProgressRow, (typeof COLUMNS)[number]>;

export function columnsOf(stored: StoredProgress): ProgressColumns {
  const { sums } = stored.tally;
  const units = Object.keys(sums.points);
  return {
    is_complete: Number(stored.isComplete),
    days: daysText(stored.tally.days, units),
    days_from: stored.tally.from,
    sums: JSON.stringify([sums.orders, sums.spend, sums.points] satisfies Sums),
    sets: JSON.stringify(mapValues(stored.sets, setTuple)),
    gifts: JSON.stringify(stored.gifts.map(giftTuple)),
    told_at: stored.toldAt,
    undone_until: stored.undoneUntil,
  };
}

export function storedFrom(row: ProgressColumns): StoredProgress {
  const [orders, spend, points] = JSON.parse(row.sums) as Sums;
  const sums: Progress = { orders, spend, points };
  const sets = JSON.parse(row.sets) as Record<string, SetTuple>;
  return {
    isComplete: row.is_complete === 1,
    tally: { days: daysFrom(row.days, Object.keys(points)), from: row.days_from, sums },
    sets: mapValues(sets, setFrom),
    gifts: (JSON.parse(row.gifts) as GiftTuple[]).map(giftFrom),
    toldAt: row.told_at,
    undoneUntil: row.undone_until,
  };
}

const mapValues = <A, B>(of: Readonly<Record<string, A>>, map: (value: A) => B) =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, map(value)]));

/** What staff gave, by set, of a row's `sets`. */
export function manualsFrom(sets: string): ReadonlyMap<string, Manual> {
  const all = Object.entries(JSON.parse(sets) as Record<string, SetTuple>);
  return new Map(
    all.flatMap(([key, tuple]): [string, Manual][] => {
      const { manual } = setFrom(tuple);
      return manual ? [[key, manual]] : [];
    }),
  );
}

/** Each day after the one before it; points in the order of the units of the sums. */
function daysText(days: readonly DayTally[], units: readonly string[]): string {
  let last = 0;
  const entries = days.map(({ day, orders, spend, points }) => {
    let entry = `${(day - last).toString(36)},${orders.toString(36)},${spend.toString(36)}`;
    for (const unit of units) entry += `,${(points[unit] ?? 0).toString(36)}`;
    last = day;
    return entry.replace(/(,0)+$/, "");
  });
  return entries.join(";");
}

function daysFrom(text: string, units: readonly string[]): DayTally[] {
  let day = 0;
  return (text === "" ? [] : text.split(";")).map((entry) => {
    const numbers = entry.split(",");
    const at = (i: number) => Number.parseInt(numbers[i] ?? "0", 36);
    const points: Record<string, number> = {};
    for (let i = 3; i < numbers.length; i++)
      if (numbers[i] !== "0") points[units[i - 3] ?? ""] = at(i);
    day += at(0);
    return { day, orders: at(1), spend: at(2), points };
  });
}

function setTuple({ told, tenure, checkpoint: c, manual: m }: SetState): SetTuple {
  const manual: ManualTuple | [] = m ? [m.level, m.since, m.until, m.reason] : [];
  return [
    told,
    c ? [c.day, c.level, c.since, c.falling, c.kept] : 0,
    ...manual,
    ...(tenure === null ? ([] as []) : ([tenure] as [number])),
  ];
}

function setFrom([told, c, ...rest]: SetTuple): SetState {
  const hasTenure = rest.length % 2 === 1;
  const tenure = hasTenure ? (rest.at(-1) as number) : null;
  const manual = (hasTenure ? rest.slice(0, -1) : rest) as ManualTuple | [];
  const [level, since = 0, until = null, reason = ""] = manual;
  return {
    told,
    tenure,
    checkpoint: c === 0 ? null : { day: c[0], level: c[1], since: c[2], falling: c[3], kept: c[4] },
    manual: level === undefined ? null : { level, since, until, reason },
  };
}
