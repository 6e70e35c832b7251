import { A_VOUCHER, gaveBy, netOf, passedOf } from "../awards";
import { say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { BASE_RULE, type Passed, ruleSentence, whyNotText } from "../earning";
import { amountOf } from "../ledger";
import { sum } from "../lib/numbers";
import type { Program } from "../program";
import { isWhollyReturned, type Order } from "./order";
import { occasionOf } from "./rules";

const BROUGHT: Text = { en: "It brought {amounts}.", de: "Das brachte {amounts}." };
const ALL_BACK: Text = {
  en: "It had brought {amounts}, all of which was taken back.",
  de: "Das brachte {amounts}; alles wurde wieder abgezogen.",
};
const SOME_BACK: Text = {
  en: "It brought {amounts}. Taken back since: {back}.",
  de: "Das brachte {amounts}. Davon wieder abgezogen: {back}.",
};
const NOTHING: Text = { en: "It brought nothing.", de: "Das brachte nichts." };
const RETURNED: Text = {
  en: "Nothing of it is left, as the whole order was returned.",
  de: "Davon bleibt nichts, denn die ganze Bestellung ging zurück.",
};

/** How one rule looked at an order: what it gave, or why nothing. */
export interface RuleTold {
  readonly ruleId: string;
  readonly sentence: string;
  readonly given: readonly { unit: string; amount: number; reversed: number }[];
  /** Why it gave nothing, or less than it would; null where it gave all. */
  readonly why: Passed["why"] | null;
  readonly missing?: number;
  readonly text: string;
}

/** Every rule of the program for orders, in its order, the base first. */
export function rulesTold(program: Program, order: Order, voice: Voice): RuleTold[] {
  const rules = program.parts.earning.rules.filter(
    (rule) => rule.on === "order" || rule.on === "line" || gaveBy(order.ledger, rule.id),
  );
  const passed = passedOf(program.parts, occasionOf(order, voice), order.ledger);
  return [BASE_RULE, ...rules.map(({ id }) => id)].map((rule) =>
    ruleTold(program, order, rule, passed.get(rule) ?? null, voice),
  );
}

function ruleTold(
  program: Program,
  order: Order,
  rule: string,
  passed: Passed | null,
  voice: Voice,
): RuleTold {
  const { parts } = program;
  const entries = order.ledger.entries.filter((e) => e.rule === rule);
  const units = [...new Set(entries.map((e) => e.unit))];
  const of = (unit: string) => entries.filter((e) => e.unit === unit);
  const given = units.map((unit) => ({
    unit,
    amount: sum(of(unit).map((e) => e.amount)),
    reversed: sum(of(unit).map((e) => e.reversed)),
  }));
  const hasVoucher = order.ledger.vouchers.some(([r]) => r === rule);
  const amounts = [
    ...given.map((g) => amountOf(parts, g.unit, g.amount, voice)),
    ...(hasVoucher ? [say(A_VOUCHER, voice)] : []),
  ].join(", ");
  const isNothing = amounts === "";
  const back = given.filter((g) => g.reversed > 0);
  const values = {
    amounts,
    back: back.map((g) => amountOf(parts, g.unit, g.reversed, voice)).join(", "),
  };
  const isAllBack = !hasVoucher && entries.every((e) => netOf(e) === 0);
  const brought = isAllBack ? ALL_BACK : back.length > 0 ? SOME_BACK : BROUGHT;
  const why = passed && whyNotText(parts, passed, voice);
  const nothing = why ?? say(isWhollyReturned(order) ? RETURNED : NOTHING, voice);
  const sentence = ruleSentence(parts, rule, voice);
  return {
    ruleId: rule,
    sentence,
    given,
    why: passed?.why ?? null,
    ...(passed?.missing === undefined ? {} : { missing: passed.missing }),
    text: isNothing ? nothing : [say(brought, voice, values), ...(why ? [why] : [])].join(" "),
  };
}
