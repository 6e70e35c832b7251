import { asSentence, formatDuration, formatList, quoted, say, type Text } from "../core/i18n";
import type { Headline, ProgramParts, Sentence, Voice } from "../core/registry";
import { formatDates } from "../core/times";
import { amountOf, expirySentence, namesOf, unitParts } from "../ledger";
import { baseClause, baseSentence, countingText, hasRate } from "./base-words";
import type { Channel, Rule } from "./document";
import { hasNoWait, isAtOnce } from "./rules";
import type { Pending } from "./waiting";
import { mainClause, ruleName, ruleSentence } from "./words";
import { unitGiven } from "./words-given";
import { activityName } from "./words-occasion";

/** Every rule of earning, and what differs from how points otherwise wait and expire. */
export function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const { base, rules } = parts.earning;
  const givesPoints = hasRate(base) || rules.some((rule) => rule.give.type === "points");
  return [
    ...(hasRate(base) || (!givesPoints && parts.units.length > 0)
      ? [{ ruleId: "earning.base", text: baseSentence(parts, voice) }]
      : []),
    ...rules.flatMap((rule) => [
      { ruleId: `earning.${rule.id}`, text: ruleSentence(parts, rule.id, voice) },
      ...waitingSentences(parts, rule, voice),
      ...expirySentences(parts, rule, voice),
    ]),
    ...groupSentences(parts, voice),
    ...(givesPoints ? pendingSentences(parts, voice) : []),
    ...capSentences(parts, voice),
  ];
}

const USABLE: Text = {
  en: "{Points} from {purchases} can be used {when}.",
  de: {
    du: "{Points} aus {purchases} kannst du {when} einlösen.",
    sie: "{Points} aus {purchases} können Sie {when} einlösen.",
  },
};
const PURCHASES: Record<Channel, Text> = {
  store: { en: "purchases in the shop", de: "Einkäufen im Laden" },
  online: { en: "online orders", de: "Online-Bestellungen" },
  app: { en: "orders in the app", de: "Bestellungen in der App" },
  phone: { en: "orders by phone", de: "telefonischen Bestellungen" },
  marketplace: { en: "orders on marketplaces", de: "Bestellungen über Marktplätze" },
};
const AT_ONCE: Text = { en: "at once", de: "sofort" };
const AFTER: Record<Pending["after"], Text> = {
  placed: { en: "{wait} after the purchase", de: "{wait} nach dem Kauf" },
  delivered: { en: "{wait} after delivery", de: "{wait} nach der Lieferung" },
  stay_end: {
    en: "{wait} after the end of the stay",
    de: "{wait} nach dem Ende des Aufenthalts",
  },
};

const AT_STAY_END: Text = { en: "at the end of the stay", de: "am Ende des Aufenthalts" };
const LATER: Text = { en: "{wait} later", de: "{wait} später" };

/** @param isOfGoods whether there is a purchase, and a delivery, that a wait may count from */
function whenUsable(pending: Pending, voice: Voice, isOfGoods = true): string {
  const { wait, after } = pending;
  if (isAtOnce(pending) || (!isOfGoods && hasNoWait(pending))) return say(AT_ONCE, voice);
  if (hasNoWait(pending)) return say(AT_STAY_END, voice);
  return say(isOfGoods ? AFTER[after] : LATER, voice, { wait: formatDuration(wait, voice.locale) });
}

/** Shop and web always; other ways to order where they differ from the web, together if alike. */
function pendingSentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const when = (channel: Channel) => whenUsable(parts.pending[channel], voice);
  const others = (["app", "phone", "marketplace"] as const).filter(
    (channel) => when(channel) !== when("online"),
  );
  const alike = [...Map.groupBy(others, when).values()];
  return [["store"] as const, ["online"] as const, ...alike].map((channels) => ({
    ruleId: `pending.${channels[0]}`,
    text: say(USABLE, voice, {
      ...namesOf(parts, parts.earning.base.unit, voice),
      purchases: formatList(
        channels.map((channel) => say(PURCHASES[channel], voice)),
        voice.locale,
      ),
      when: when(channels[0] ?? "online"),
    }),
  }));
}

const UNTIL_ACTIVITY: Text = {
  en: "{Points} from {rule} can be used once {activity} is done; otherwise they lapse after {within}.",
  de: {
    du: "{Points} aus {rule} kannst du einlösen, sobald {activity} erledigt ist; sonst verfallen sie nach {within}.",
    sie: "{Points} aus {rule} können Sie einlösen, sobald {activity} erledigt ist; sonst verfallen sie nach {within}.",
  },
};

function waitingSentences(parts: ProgramParts, rule: Rule, voice: Voice): Sentence[] {
  const { pending } = rule;
  const unit = unitGiven(parts, rule);
  if (pending === undefined || unit === null || unitParts(unit).kind !== "points") return [];
  const told = { ...namesOf(parts, unit, voice), rule: quotedName(parts, rule, voice) };
  const ruleId = `earning.${rule.id}.pending`;
  if ("activity" in pending) {
    const activity = activityName(parts, pending.activity, voice);
    const within = formatDuration(pending.within, voice.locale, "dative");
    return [{ ruleId, text: say(UNTIL_ACTIVITY, voice, { ...told, activity, within }) }];
  }
  const when =
    "until" in pending
      ? formatDates(pending.until, null, voice.timeZone, voice.locale)
      : whenUsable(pending, voice, rule.on !== "activity");
  return [{ ruleId, text: say(USABLE, voice, { ...told, purchases: told.rule, when }) }];
}

const quotedName = (parts: ProgramParts, rule: Rule, voice: Voice): string =>
  quoted(ruleName(parts, rule.id, voice), voice.locale);

const FROM_RULE: Text = { en: "{Points} from {rule}", de: "{Points} aus {rule}" };

function expirySentences(parts: ProgramParts, rule: Rule, voice: Voice): Sentence[] {
  const unit = unitGiven(parts, rule);
  if (rule.expiry === undefined || unit === null || unitParts(unit).kind === "donation") return [];
  const what = { ...namesOf(parts, unit, voice), rule: quotedName(parts, rule, voice) };
  const text = expirySentence(rule.expiry, { Points: say(FROM_RULE, voice, what) }, voice);
  return [{ ruleId: `earning.${rule.id}.expiry`, text }];
}

const BEST_OF: Text = {
  en: "Of {rules} only the one that brings you most counts.",
  de: {
    du: "Von {rules} zählt nur, was dir am meisten bringt.",
    sie: "Von {rules} zählt nur, was Ihnen am meisten bringt.",
  },
};

/** Groups of which only the best rule gives; a rule alone in its group competes with none. */
function groupSentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const groups = Map.groupBy(
    parts.earning.rules.filter((rule) => rule.group !== undefined),
    (rule) => rule.group ?? "",
  );
  return [...groups].flatMap(([group, rules]) => {
    const names = [...new Set(rules.map((rule) => quotedName(parts, rule, voice)))];
    if (names.length < 2) return [];
    const text = say(BEST_OF, voice, { rules: formatList(names, voice.locale) });
    return [{ ruleId: `earning.groups.${group}`, text: asSentence(text) }];
  });
}

const CAP: Text = {
  en: "You can hold at most {amount}.",
  de: {
    du: "Mehr als {amount} kannst du nicht ansammeln.",
    sie: "Mehr als {amount} können Sie nicht ansammeln.",
  },
};

/** That a wallet holds no more of a unit; empty where it holds any number. */
export function capText(parts: ProgramParts, unit: string, voice: Voice): string {
  const most = parts.walletCaps[unit];
  return most === undefined ? "" : say(CAP, voice, { amount: amountOf(parts, unit, most, voice) });
}

const capSentences = (parts: ProgramParts, voice: Voice): Sentence[] =>
  Object.keys(parts.walletCaps).map((unit) => ({
    ruleId: `walletCaps.${unit}`,
    text: capText(parts, unit, voice),
  }));

/**
 * What earns most plainly: the base, else the first rule that gives at any time; what it gives to a
 * cause only where no rule gives to the member.
 */
export function headlines(parts: ProgramParts, voice: Voice): Headline[] {
  const { base, rules } = parts.earning;
  if (hasRate(base)) {
    const counting = countingText(base, voice);
    const text = `${baseClause(parts, voice)}${counting === "" ? "" : ` (${counting})`}`;
    return [{ about: "earning", text, weight: 100 }];
  }
  const plain = rules.filter(isPlain);
  const own = plain.filter(({ give }) => give.type !== "donation");
  return [...own, ...plain]
    .slice(0, 1)
    .map((rule) => ({ about: "earning", text: mainClause(parts, rule, voice), weight: 90 }));
}

/** Whether a rule's main clause says all of it, whenever it is read. */
const isPlain = (rule: Rule): boolean =>
  ["points", "stamps", "donation"].includes(rule.give.type) &&
  rule.from === null &&
  rule.until === null &&
  rule.when === undefined &&
  rule.if.attributes === undefined &&
  rule.budget === undefined &&
  rule.cooldown === undefined &&
  rule.group === undefined &&
  rule.limits.length === 0;
