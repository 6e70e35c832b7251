import { say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { formatHours, formatWeekdays } from "../core/times";
import { birthdayText, profileText, whoText } from "../effects";
import type { Rule } from "./document";
import type { WhyNot } from "./types";
import { isClause, ownWords } from "./words";
import { goodsText, hasGoods } from "./words-goods";
import { activityName, channelsText, handedText, orderText, storesText } from "./words-occasion";

/* What a rule asks for, one thing by itself, as it follows "only". */

/** What may be asked for and not be so. */
export type Asked = Extract<
  WhyNot,
  | "activity"
  | "handover"
  | "channel"
  | "store"
  | "weekday"
  | "hours"
  | "birthday"
  | "tier"
  | "attribute"
  | "nth_order"
  | "when"
>;

const FOR: Text = { en: "for {what}", de: "für {what}" };
const ORDERS: Text = { en: "for orders {where}", de: "bei Bestellungen {where}" };
const WITH_ORDER: Text = { en: "with {order}", de: "bei {order}" };
const HANDED: Text = {
  en: "once the order has been {handed}",
  de: ", wenn die Bestellung {handed} ist",
};

/** `Monday to Friday`, `für „Bewertung“`; empty where the rule does not ask for it. */
export function askedText(
  parts: ProgramParts,
  rule: Rule,
  about: Asked | "goods",
  voice: Voice,
): string {
  const { locale } = voice;
  const { if: asked } = rule;
  switch (about) {
    case "goods":
      return hasGoods(asked) ? say(FOR, voice, { what: goodsText(asked, "plural", voice) }) : "";
    case "activity":
      return rule.activity === undefined
        ? ""
        : say(FOR, voice, { what: activityName(parts, rule.activity, voice) });
    case "handover":
      return say(HANDED, voice, { handed: handedText(rule, voice) });
    case "channel":
      return say(ORDERS, voice, { where: channelsText(asked.channels ?? [], voice) });
    case "store":
      return storesText(asked, voice).trim();
    case "weekday":
      return formatWeekdays(asked.weekdays ?? [], locale);
    case "hours":
      return formatHours(asked.hours ?? [], locale);
    case "birthday":
      return birthdayText(asked.birthday, voice);
    case "tier":
      return whoText(parts, asked, voice);
    case "attribute":
      return clause(profileText(parts, asked, voice), voice);
    case "nth_order": {
      const { nthOrder, everyNthOrder } = asked;
      const only = { ...rule, on: "order" as const, if: { nthOrder, everyNthOrder } };
      return say(WITH_ORDER, voice, { order: orderText(only, false, voice) });
    }
    case "when":
      return isClause(rule, voice) ? `, ${ownWords(rule, voice)}` : ownWords(rule, voice);
  }
}

const clause = (text: string, { locale }: Voice): string =>
  locale === "de" && text !== "" ? `, ${text}` : text;
