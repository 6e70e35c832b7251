import { say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { cooldownText, limitsText, profileText, timesText } from "../effects";
import { amountOf } from "../ledger";
import { countingText } from "./base-words";
import type { Rule } from "./document";
import { countingOf, unitGiven } from "./words-given";

const TOGETHER: Text = {
  en: "at most {amount}{per} for everyone together",
  de: "für alle zusammen höchstens {amount}{per}",
};
const BUDGET_PER: Record<NonNullable<Rule["budget"]>["per"], Text> = {
  month: { en: " a month", de: " im Monat" },
  year: { en: " a year", de: " im Jahr" },
  total: { en: "", de: "" },
};

/** What bounds a rule, each as it follows a comma. */
export function boundsOf(parts: ProgramParts, rule: Rule, voice: Voice): string[] {
  const unit = unitGiven(parts, rule);
  const amount = (n: number) =>
    unit === null ? timesText(n, voice) : amountOf(parts, unit, n, voice);
  const isOfMoney = "each" in rule.give && rule.give.each === "amount";
  const { cooldown, budget } = rule;
  return [
    isOfMoney ? countingText(countingOf(parts, rule), voice) : "",
    profileText(parts, rule.if, voice),
    limitsText(rule.limits, unit === null ? null : amount, voice),
    cooldown ? cooldownText(cooldown, voice) : "",
    budget
      ? say(TOGETHER, voice, {
          amount: amount(budget.amount),
          per: say(BUDGET_PER[budget.per], voice),
        })
      : "",
  ].filter((text) => text !== "");
}
