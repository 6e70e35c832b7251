import { asSentence, capitalised, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { promiseName, whoText } from "../effects";
import { baseReason, baseSentence } from "./base-words";
import type { Rule } from "./document";
import { BASE_RULE } from "./names";
import { boundsOf } from "./words-bounds";
import { givenText } from "./words-given";
import { goodsText, hasGoods, minimumText, nightsText, staysText } from "./words-goods";
import { occasionText } from "./words-occasion";
import { timeText } from "./words-when";

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
  const own = ownWords(rule, voice);
  return capitalised(spaced(`${text}${isClause(rule, voice) ? "," : ""} ${own}`));
}

/** A rule, or the base, in one sentence. An id that nothing has has none. */
export function ruleSentence(parts: ProgramParts, ruleId: string, voice: Voice): string {
  if (ruleId === BASE_RULE) return baseSentence(parts, voice);
  const rule = ruleOf(parts, ruleId);
  if (!rule) return "";
  const own = ownWords(rule, voice);
  const clause = mainClause(parts, rule, voice);
  const main = isClause(rule, voice) ? `${clause}, ${own}` : clause;
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
  const own = isClause(rule, voice) ? "" : ownWords(rule, voice);
  if (voice.locale === "en") {
    const first = said([time, who]).map((clause) => `${clause}, `);
    return said([
      `${first.join("")}${say(verb.first, voice)}`,
      given,
      goods,
      occasion,
      minimum,
      own,
    ]).join(" ");
  }
  // German puts one part first, the verb second, and the object last.
  const [first, ...others] = said([time, occasion, goods, who, minimum, own]);
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
    minimum: spaced(
      `${staysText(rule, voice)} ${isAskedApart(rule, goods) ? minimumText(rule, voice) : ""}`,
    ),
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
    case "night":
      return say(FOR_GOODS, voice, { goods: nightsText(rule.if, voice) });
    case "amount":
      return isSome && voice.locale === "de"
        ? say(FOR_GOODS, voice, { goods: goodsText(rule.if, "plural", voice) })
        : "";
    case "order":
    case "data":
      return "";
  }
}

/** Whether minimums are said by themselves, not with the order. */
const isAskedApart = ({ on, if: asked, give }: Rule, goods: string): boolean =>
  on === "line" ||
  (hasGoods(asked) && (goods !== "" || ("each" in give && give.each === "amount")));

/** Words that begin a clause of their own, which German sets off by a comma. */
const BEGINS_CLAUSE =
  /^(wenn|falls|sofern|sobald|solange|während|nachdem|bevor|weil|wer|wo|was)\b/i;

/** What the shop says of its own condition, as a part of a sentence; empty where there is none. */
export const ownWords = ({ sentence }: Rule, { locale }: Voice): string =>
  spaced(sentence?.[locale] ?? "").replace(/[\s.!?;,]+$/, "");

export const isClause = (rule: Rule, voice: Voice): boolean =>
  voice.locale === "de" && BEGINS_CLAUSE.test(ownWords(rule, voice));
