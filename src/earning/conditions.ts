import { attributesTest, hasBirthday, hoursTest, tiersTest, weekdayTest } from "../effects";
import type { CelTest } from "./cel";
import type { Rule } from "./document";
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
    ...whenChecks(asked),
    ...whoChecks(asked),
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

function whenChecks({ weekdays, hours }: Rule["if"]): (Check | undefined)[] {
  const [isOn, isWithin] = [weekdays && weekdayTest(weekdays), hours && hoursTest(hours)];
  return [
    isOn && ask("weekday", ({ local }) => isOn(local())),
    isWithin && ask("hours", ({ local }) => isWithin(local())),
  ];
}

function whoChecks({ birthday, tiers, attributes }: Rule["if"]): (Check | undefined)[] {
  const [holds, has] = [tiers && tiersTest(tiers), attributes && attributesTest(attributes)];
  return [
    birthday &&
      ask("birthday", ({ earner, local }) => hasBirthday(birthday, earner.birthday, local())),
    holds && ask("tier", ({ earner }) => holds(earner)),
    has && ask("attribute", ({ earner }) => has(earner)),
  ];
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
