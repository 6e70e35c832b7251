import type { CelTest } from "./cel";
import { type Condition, type Rule, WEEKDAYS } from "./document";
import type { Moment } from "./moment";
import type { Passed, WhyNot } from "./types";

/** Why a rule gives nothing, as far as known; the rule is named by whoever asks. */
export type Obstacle = Omit<Passed, "rule" | "why"> & { readonly why: WhyNot };

/** Asks one thing of an occasion as a whole: what stands against the rule, or nothing. */
export type Check = (moment: Moment) => Obstacle | null;

/** Everything that a rule asks of the occasion as a whole, dates and lines apart. */
export function checksOf(rule: Rule, when: CelTest | null): Check[] {
  const { if: asked, activity, handovers } = rule;
  const checks: (Check | undefined)[] = [
    activity === undefined || rule.on !== "activity"
      ? undefined
      : ask("activity", ({ occasion }) => occasion.activity?.type === activity),
    among("handover", handovers ?? HAD[rule.on], ({ occasion }) => occasion.handover),
    among("channel", asked.channels, ({ occasion }) => occasion.channel),
    among("store", asked.stores, ({ occasion }) => occasion.store),
    among("weekday", asked.weekdays, ({ local }) => WEEKDAYS[local().weekday - 1] ?? null),
    asked.hours && hoursCheck(asked.hours),
    asked.birthday && ask("birthday", birthdayTest(asked.birthday)),
    asked.tiers && tierCheck(asked.tiers),
    asked.attributes && attributesCheck(asked.attributes),
    asked.nthOrder === undefined ? undefined : nthCheck(asked.nthOrder),
    asked.everyNthOrder === undefined ? undefined : everyNthCheck(asked.everyNthOrder),
    when ? ask("when", (moment) => when.holds(moment.cel(), null)) : undefined,
  ];
  return checks.filter((check) => check !== undefined);
}

/** What is shipped is not in the customer's hands: rules that say nothing mean the rest. */
const HAD: Partial<Record<Rule["on"], Rule["handovers"]>> = {
  fulfilment: ["delivered", "collected", "served"],
};

function ask(why: WhyNot, holds: (moment: Moment) => boolean): Check {
  const obstacle = { why };
  return (moment) => (holds(moment) ? null : obstacle);
}

function among<T extends string>(
  why: WhyNot,
  list: readonly T[] | undefined,
  of: (moment: Moment) => T | null,
): Check | undefined {
  if (!list) return undefined;
  const set = new Set<T>(list);
  return ask(why, (moment) => {
    const value = of(moment);
    return value !== null && set.has(value);
  });
}

const HOURS_A_DAY = 24;
const MINUTES_AN_HOUR = 60;

/** Minutes of the day of a time such as `15:30`; `24:00` is the end of the day. */
export function minutesOf(time: string): number {
  const [hour = HOURS_A_DAY, minute = 0] = time.split(":").map(Number);
  return hour * MINUTES_AN_HOUR + minute;
}

function hoursCheck(hours: NonNullable<Condition["hours"]>): Check {
  const spans = hours.map(({ from, until }) => [minutesOf(from), minutesOf(until)] as const);
  return ask("hours", ({ local }) => {
    const now = local().hour * MINUTES_AN_HOUR + local().minute;
    return spans.some(([from, until]) => from <= now && now < until);
  });
}

const DAYS_OF_A_WEEK = 7;
const DAY_MS = 86_400_000;

/** Of `1990-05-17` as of `05-17`. */
const monthAndDay = (birthday: string): readonly [number, number] => [
  Number(birthday.slice(-5, -3)),
  Number(birthday.slice(-2)),
];

/** A birthday as it is kept in a year, as days since epoch: 29 February on the 28th in others. */
function keptOn(birthday: string, year: number): number {
  const [month, day] = monthAndDay(birthday);
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return Date.UTC(year, month - 1, month === 2 && day === 29 && !isLeap ? 28 : day) / DAY_MS;
}

function birthdayTest(span: "day" | "week" | "month"): (moment: Moment) => boolean {
  return ({ earner: { birthday }, local }) => {
    if (birthday === null) return false;
    const { year, month, day } = local();
    if (span === "month") return monthAndDay(birthday)[0] === month;
    const today = Date.UTC(year, month - 1, day) / DAY_MS;
    const days = span === "day" ? 1 : DAYS_OF_A_WEEK;
    // The week of a birthday late in December runs on into the next year.
    return [year, year - 1].some((y) => {
      const since = today - keptOn(birthday, y);
      return since >= 0 && since < days;
    });
  };
}

function tierCheck(tiers: readonly string[]): Check {
  const set = new Set(tiers);
  return ask("tier", ({ earner }) => earner.levels.some((level) => set.has(level)));
}

function attributesCheck(attributes: NonNullable<Condition["attributes"]>): Check {
  const asked = Object.entries(attributes).map(
    ([key, values]) => [key, new Set(Array.isArray(values) ? values : [values])] as const,
  );
  return ask("attribute", ({ earner }) =>
    asked.every(([key, values]) => {
      const value = Object.hasOwn(earner.attributes, key) ? earner.attributes[key] : undefined;
      return value !== undefined && values.has(value);
    }),
  );
}

const nthCheck =
  (nth: number): Check =>
  ({ earner: { nthOrder } }) => {
    if (nthOrder === nth) return null;
    return nthOrder < nth ? { why: "nth_order", missing: nth - nthOrder } : { why: "nth_order" };
  };

const everyNthCheck =
  (nth: number): Check =>
  ({ earner: { nthOrder } }) =>
    nthOrder % nth === 0 ? null : { why: "nth_order", missing: nth - (nthOrder % nth) };
