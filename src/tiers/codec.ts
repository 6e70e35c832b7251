import type { Day } from "./days";
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
  readonly manual: Manual | null;
  readonly checkpoint: Checkpoint | null;
}

/**
 * What reaching a level gave: units of a lot, a voucher, or something that can no longer be taken
 * back and is not given again.
 */
export type EntryGift =
  | {
      readonly type: "voucher";
      readonly set: string;
      readonly level: string;
      readonly code: string;
    }
  | {
      readonly type: "units";
      readonly set: string;
      readonly level: string;
      readonly unit: string;
      readonly amount: number;
      readonly lot: number;
      readonly expiresAt: number;
    }
  | { readonly type: "kept"; readonly set: string; readonly level: string };

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
/** [told, checkpoint or 0, manual level, since, until, reason] */
type SetTuple = [
  string | null,
  [Day, string | null, Day, Day | null, Day | null] | 0,
  ...(readonly [string, number, number | null, string] | readonly []),
];
type GiftTuple =
  | [set: string, level: string]
  | [set: string, level: string, code: string]
  | [set: string, level: string, unit: string, amount: number, lot: number, expiresAt: number];

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

/** Each day after the one before it; points in the order of the units of the sums. */
function daysText(days: readonly DayTally[], units: readonly string[]): string {
  let last = 0;
  return days
    .map(({ day, orders, spend, points }) => {
      const numbers = [day - last, orders, spend, ...units.map((unit) => points[unit] ?? 0)];
      while (numbers.at(-1) === 0) numbers.length -= 1;
      last = day;
      return numbers.map((n) => n.toString(36)).join(",");
    })
    .join(";");
}

function daysFrom(text: string, units: readonly string[]): DayTally[] {
  let day = 0;
  return (text === "" ? [] : text.split(";")).map((entry) => {
    const [after = 0, orders = 0, spend = 0, ...earned] = entry
      .split(",")
      .map((n) => Number.parseInt(n, 36));
    day += after;
    const points = earned.flatMap((n, i) => (n === 0 ? [] : [[units[i] ?? "", n] as const]));
    return { day, orders, spend, points: Object.fromEntries(points) };
  });
}

function setTuple({ told, checkpoint: c, manual: m }: SetState): SetTuple {
  return [
    told,
    c ? [c.day, c.level, c.since, c.falling, c.kept] : 0,
    ...(m ? ([m.level, m.since, m.until, m.reason] as const) : ([] as const)),
  ];
}

function setFrom([told, c, ...manual]: SetTuple): SetState {
  const [level, since = 0, until = null, reason = ""] = manual;
  return {
    told,
    checkpoint: c === 0 ? null : { day: c[0], level: c[1], since: c[2], falling: c[3], kept: c[4] },
    manual: level === undefined ? null : { level, since, until, reason },
  };
}

function giftTuple(gift: EntryGift): GiftTuple {
  const { set, level } = gift;
  switch (gift.type) {
    case "kept":
      return [set, level];
    case "voucher":
      return [set, level, gift.code];
    case "units":
      return [set, level, gift.unit, gift.amount, gift.lot, gift.expiresAt];
  }
}

function giftFrom([set, level, what, amount, lot, expiresAt]: GiftTuple): EntryGift {
  if (what === undefined) return { type: "kept", set, level };
  if (amount === undefined || lot === undefined || expiresAt === undefined) {
    return { type: "voucher", set, level, code: what };
  }
  return { type: "units", set, level, unit: what, amount, lot, expiresAt };
}
