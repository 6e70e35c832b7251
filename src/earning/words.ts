import {
  asSentence,
  capitalised,
  formatChoice,
  formatDuration,
  formatList,
  quoted,
  say,
  type Text,
} from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { formatDates, formatHours, formatWeekdays } from "../core/times";
import { limitsText, promiseName, timesText } from "../effects";
import { amountOf } from "../ledger";
import { baseReason, baseSentence, countingTexts } from "./base-words";
import type { Condition, Rule } from "./document";
import { BASE_RULE } from "./names";
import { countingOf, givenText, unitGiven } from "./words-given";
import { goodsText, hasGoods, minimumText } from "./words-goods";
import { occasionText } from "./words-occasion";

/* A rule in one sentence, put together from what it gives, to whom, when and upon what. */

/** The parts of a sentence; those that a rule has nothing to say of are empty. */
interface Clauses {
  readonly given: string;
  readonly goods: string;
  readonly occasion: string;
  readonly minimum: string;
  readonly time: string;
  readonly who: string;
}

/** Subject and verb, as they begin a sentence and as they follow a first part of it. */
const VERBS: Record<"get" | "is" | "give", { first: Text; later: Text }> = {
  get: {
    first: { en: "you get", de: { du: "du bekommst", sie: "Sie bekommen" } },
    later: { en: "you get", de: { du: "bekommst du", sie: "bekommen Sie" } },
  },
  is: {
    first: { en: "you get", de: "es gibt" },
    later: { en: "you get", de: "gibt es" },
  },
  give: {
    first: { en: "we give", de: "wir spenden" },
    later: { en: "we give", de: "spenden wir" },
  },
};

const verbOf = ({ give }: Rule) =>
  VERBS[give.type === "multiply" ? "is" : give.type === "donation" ? "give" : "get"];

const ruleOf = (parts: ProgramParts, id: string): Rule | undefined =>
  parts.earning.rules.find((rule) => rule.id === id);

/**
 * A rule in a few words without a full stop, as reasons name it: its own name, else what it gives
 * and upon what. Of a card, a level, a reward its name. An id that nothing has stays as it is.
 */
export function ruleName(parts: ProgramParts, ruleId: string, voice: Voice): string {
  if (ruleId === BASE_RULE) return baseReason(parts, voice);
  const rule = ruleOf(parts, ruleId);
  if (!rule) return promiseName(parts, ruleId, voice) ?? ruleId;
  return rule.name?.[voice.locale] ?? briefly(parts, rule, voice);
}

function briefly(parts: ProgramParts, rule: Rule, voice: Voice): string {
  const { given, ...others } = clausesOf(parts, rule, voice, true);
  const { goods, occasion, minimum, time, who } = others;
  const text = [given.replace(/^(einen|an?) /, ""), goods, occasion, minimum, time, who]
    .filter((clause) => clause !== "")
    .join(" ");
  return capitalised(`${text}${ownWords(rule, voice)}`);
}

/** A rule, or the base, in one sentence. An id that nothing has has none. */
export function ruleSentence(parts: ProgramParts, ruleId: string, voice: Voice): string {
  if (ruleId === BASE_RULE) return baseSentence(parts, voice);
  const rule = ruleOf(parts, ruleId);
  if (!rule) return "";
  const main = `${mainClause(parts, rule, voice)}${ownWords(rule, voice)}`;
  const text = asSentence([main, ...boundsOf(parts, rule, voice)].join(", "));
  return rule.name ? `${spaced(rule.name[voice.locale])}: ${text}` : text;
}

const spaced = (text: string): string => text.replace(/\s+/g, " ").trim();

/** What a rule gives as a main clause, with a small letter first. */
export function mainClause(parts: ProgramParts, rule: Rule, voice: Voice): string {
  const clauses = clausesOf(parts, rule, voice, false);
  const { given, goods, occasion, minimum, time, who } = clauses;
  const verb = verbOf(rule);
  const said = (words: readonly string[]) => words.filter((word) => word !== "");
  if (voice.locale === "en") {
    const first = said([time, who]).map((clause) => `${clause}, `);
    return said([
      `${first.join("")}${say(verb.first, voice)}`,
      given,
      goods,
      occasion,
      minimum,
    ]).join(" ");
  }
  // German puts one part first, the verb second, and the object last.
  const [first, ...others] = said([time, occasion, goods, who, minimum]);
  if (first === undefined) return `${say(verb.first, voice)} ${given}`;
  return [first, say(verb.later, voice), ...others, given].join(" ");
}

const FOR_GOODS: Text = { en: "for {goods}", de: "für {goods}" };
const ON_GOODS: Text = { en: "on {goods}", de: "für {goods}" };

function clausesOf(parts: ProgramParts, rule: Rule, voice: Voice, isBrief: boolean): Clauses {
  const nameOf = (id: string) => {
    const other = ruleOf(parts, id);
    // Names of rules that multiply would lead on to others, and perhaps back.
    return other?.give.type === "multiply" && !other.name ? id : ruleName(parts, id, voice);
  };
  const goods = ruleGoods(rule, voice);
  return {
    given: givenText(parts, rule, nameOf, { voice, isBrief }),
    goods,
    occasion: occasionText(parts, rule, voice),
    minimum: hasGoods(rule.if) && goods + rateGoods(rule) !== "" ? minimumText(rule.if, voice) : "",
    time: timeText(rule, voice),
    who: whoText(parts, rule.if, voice),
  };
}

/** Of which goods each is counted; empty where orders are. English says those of money with it. */
function ruleGoods(rule: Rule, voice: Voice): string {
  const { give } = rule;
  if (rule.on === "activity") return "";
  const isSome = hasGoods(rule.if);
  if (give.type === "multiply") {
    return isSome ? say(ON_GOODS, voice, { goods: goodsText(rule.if, "plural", voice) }) : "";
  }
  if (!("each" in give)) return "";
  switch (give.each) {
    case "item":
      return say(FOR_GOODS, voice, { goods: goodsText(rule.if, "every", voice) });
    case "line":
      return say(FOR_GOODS, voice, { goods: goodsText(rule.if, "everyOther", voice) });
    case "amount":
      return isSome && voice.locale === "de"
        ? say(FOR_GOODS, voice, { goods: goodsText(rule.if, "plural", voice) })
        : "";
    case "order":
    case "data":
      return "";
  }
}

/** Whether the goods are said with the money that they cost. */
const rateGoods = ({ give }: Rule): string =>
  "each" in give && give.each === "amount" ? "amount" : "";

const BIRTHDAY: Record<NonNullable<Condition["birthday"]>, Text> = {
  day: {
    en: "on your birthday",
    de: { du: "an deinem Geburtstag", sie: "an Ihrem Geburtstag" },
  },
  week: {
    en: "in the week of your birthday",
    de: { du: "in deiner Geburtstagswoche", sie: "in Ihrer Geburtstagswoche" },
  },
  month: {
    en: "in the month of your birthday",
    de: { du: "in deinem Geburtstagsmonat", sie: "in Ihrem Geburtstagsmonat" },
  },
};

function timeText({ from, until, if: asked }: Rule, voice: Voice): string {
  const { locale, timeZone } = voice;
  const { weekdays = [], hours = [], birthday } = asked;
  const clock = [
    weekdays.length > 0 && weekdays.length < 7 ? formatWeekdays(weekdays, locale) : "",
    hours.length > 0 ? formatHours(hours, locale) : "",
  ].filter((text) => text !== "");
  return [
    formatDates(from, until, timeZone, locale),
    birthday ? say(BIRTHDAY[birthday], voice) : "",
    clock.join(" "),
  ]
    .filter((text) => text !== "")
    .join(locale === "de" ? " " : ", ");
}

const WITH_STATUS: Text = { en: "with {levels} status", de: "mit Status {levels}" };

function whoText({ tiers }: ProgramParts, asked: Condition, voice: Voice): string {
  if (asked.tiers === undefined) return "";
  const levels = tiers.flatMap((set) => set.levels);
  const names = asked.tiers.map(
    (key) => levels.find((level) => level.key === key)?.name[voice.locale] ?? key,
  );
  return say(WITH_STATUS, voice, { levels: formatChoice(names, voice.locale) });
}

/** Words that begin a clause of their own, which German sets off by a comma. */
const BEGINS_CLAUSE =
  /^(wenn|falls|sofern|sobald|solange|während|nachdem|bevor|weil|wer|wo|was)\b/i;

/** What the shop says of its own condition, as it follows the main clause. */
function ownWords({ sentence }: Rule, voice: Voice): string {
  const words = spaced(sentence?.[voice.locale] ?? "").replace(/[\s.!?;,]+$/, "");
  if (words === "") return "";
  return voice.locale === "de" && BEGINS_CLAUSE.test(words) ? `, ${words}` : ` ${words}`;
}

const PROFILE: Text = {
  en: "if your profile says {what}",
  de: { du: "wenn in deinem Profil {what} steht", sie: "wenn in Ihrem Profil {what} steht" },
};
const YES: Text = { en: "yes", de: "ja" };
const NO: Text = { en: "no", de: "nein" };

function profileText(parts: ProgramParts, { attributes }: Condition, voice: Voice): string {
  const asked = Object.entries(attributes ?? {});
  if (asked.length === 0) return "";
  const worded = (value: string | number | boolean) =>
    typeof value === "boolean" ? say(value ? YES : NO, voice) : `${value}`;
  const what = asked.map(([key, value]) => {
    const label = parts.attributes.find((a) => a.key === key)?.label[voice.locale] ?? key;
    const values = (Array.isArray(value) ? value : [value]).map(worded);
    return quoted(`${label}: ${formatChoice(values, voice.locale)}`, voice.locale);
  });
  return say(PROFILE, voice, { what: formatList(what, voice.locale) });
}

const AGAIN: Text = {
  en: "and again no sooner than {duration} later",
  de: "das nächste Mal frühestens nach {duration}",
};
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
function boundsOf(parts: ProgramParts, rule: Rule, voice: Voice): string[] {
  const unit = unitGiven(parts, rule);
  const amount = (n: number) =>
    unit === null ? timesText(n, voice) : amountOf(parts, unit, n, voice);
  const isOfMoney = "each" in rule.give && rule.give.each === "amount";
  const { cooldown, budget } = rule;
  return [
    ...(isOfMoney ? countingTexts(countingOf(parts, rule), voice) : []),
    profileText(parts, rule.if, voice),
    limitsText(rule.limits, unit === null ? null : amount, voice),
    cooldown
      ? say(AGAIN, voice, { duration: formatDuration(cooldown, voice.locale, "dative") })
      : "",
    budget
      ? say(TOGETHER, voice, {
          amount: amount(budget.amount),
          per: say(BUDGET_PER[budget.per], voice),
        })
      : "",
  ].filter((text) => text !== "");
}
