import { dayAfter, daysBetween, firstDayOf, later, quarterOf } from "./calendar";
import { ACTIVITIES, type Change, type DayKind, type PeriodKind, STAGES } from "./lifecycle-rules";
import { addNumber, type Sums } from "./sums";

/* A member's changes of a quarter as one short text, so that a row stays small: a sign for the
   kind, then which day (base 36) or month of the quarter, with blanks between: `a0 b1c A0 X`. */

const STATES = [...STAGES, ...ACTIVITIES];
const DAY_KINDS: readonly DayKind[] = [
  "new",
  "returning",
  ...STATES.flatMap((state) => [`in_${state}`, `out_${state}`] as const),
];
const PERIOD_KINDS: readonly PeriodKind[] = ["buyers", "kept", "first"];
const DAY_SIGNS = "abcdefghijklmnopqrst";
const MONTH_SIGNS = "ABC";
const QUARTER_SIGNS = "XYZ";

const isDay = (period: string): boolean => period.length === 10;
const isQuarter = (period: string): boolean => period[5] === "Q";

export const quarterOfPeriod = (period: string): string =>
  isQuarter(period) ? period : quarterOf(period);

function tokenOf({ period, kind }: Change): string {
  if (isDay(period)) {
    const sign = DAY_SIGNS[DAY_KINDS.indexOf(kind as DayKind)] ?? "";
    return `${sign}${daysBetween(firstDayOf(quarterOf(period)), period).toString(36)}`;
  }
  const index = PERIOD_KINDS.indexOf(kind as PeriodKind);
  if (isQuarter(period)) return QUARTER_SIGNS[index] ?? "";
  return `${MONTH_SIGNS[index] ?? ""}${(Number(period.slice(5, 7)) - 1) % 3}`;
}

function changeOf(quarter: string, token: string): Change {
  const [sign = "", rest = "0"] = [token.slice(0, 1), token.slice(1)];
  const day = DAY_KINDS[DAY_SIGNS.indexOf(sign)];
  if (day) {
    return { period: dayAfter(firstDayOf(quarter), Number.parseInt(rest, 36)), kind: day };
  }
  const ofMonth = PERIOD_KINDS[MONTH_SIGNS.indexOf(sign)];
  if (ofMonth)
    return { period: later(firstDayOf(quarter).slice(0, 7), Number(rest)), kind: ofMonth };
  const ofQuarter = PERIOD_KINDS[QUARTER_SIGNS.indexOf(sign)];
  if (ofQuarter) return { period: quarter, kind: ofQuarter };
  throw new Error("a change of unknown kind");
}

/** Changes by quarter, as {@link decode} reads them. */
export function encode(changes: readonly Change[]): Map<string, string> {
  const byQuarter = Map.groupBy(changes, ({ period }) => quarterOfPeriod(period));
  return new Map(
    [...byQuarter].map(([quarter, of]) => [quarter, of.map(tokenOf).sort().join(" ")]),
  );
}

export const decode = (quarter: string, text: string): Change[] =>
  text === "" ? [] : text.split(" ").map((token) => changeOf(quarter, token));

/** What to write so that `after` stands where `before` stood, and what that adds to the sums. */
export interface Difference {
  readonly rows: readonly { readonly quarter: string; readonly changes: string }[];
  readonly sums: Sums;
}

export function differenceOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Difference {
  const sums: Sums = new Map();
  const quarters = [...new Set([...before.keys(), ...after.keys()])];
  const rows = quarters.flatMap((quarter) => {
    const [old, now] = [before.get(quarter) ?? "", after.get(quarter) ?? ""];
    if (old === now) return [];
    for (const { period, kind } of decode(quarter, old)) addNumber(sums, period, kind, -1);
    for (const { period, kind } of decode(quarter, now)) addNumber(sums, period, kind, 1);
    return [{ quarter, changes: now }];
  });
  return { rows, sums };
}
