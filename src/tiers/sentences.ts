import {
  asSentence,
  dativePlural,
  formatDuration,
  formatList,
  formatMoney,
  formatNumber,
  say,
  type Text,
} from "../core/i18n";
import type { Headline, ProgramParts, Sentence, Voice } from "../core/registry";
import { giftText, perkText } from "../effects";
import { amountOf, expirySentence, namesOf } from "../ledger";
import type { TierLevel, TierSet } from "./program";
import { downSentences } from "./words-down";

const REACHED: Text = {
  en: "with {amount} {window} you are {level}",
  de: { du: "ab {amount} {window} bist du {level}", sie: "ab {amount} {window} sind Sie {level}" },
};
const REACHED_EVER: Text = {
  en: "with {amount} in all you are {level}",
  de: {
    du: "ab insgesamt {amount} bist du {level}",
    sie: "ab insgesamt {amount} sind Sie {level}",
  },
};
const WINDOW: Record<TierSet["window"]["type"], Text> = {
  lifetime: { en: "", de: "" },
  calendar_year: { en: "in a calendar year", de: "im Kalenderjahr" },
  membership_year: { en: "in a year of membership", de: "in einem Mitgliedsjahr" },
  rolling: { en: "within {length}", de: "innerhalb von {lengthDative}" },
};
const KEPT: Record<TierSet["window"]["type"] | "never", Text> = {
  lifetime: { en: "", de: "" },
  calendar_year: {
    en: " until the end of the following year",
    de: {
      du: "; das bleibst du bis zum Ende des folgenden Jahres",
      sie: "; das bleiben Sie bis zum Ende des folgenden Jahres",
    },
  },
  membership_year: {
    en: " until the end of the following one",
    de: {
      du: "; das bleibst du bis zum Ende des folgenden Mitgliedsjahres",
      sie: "; das bleiben Sie bis zum Ende des folgenden Mitgliedsjahres",
    },
  },
  rolling: {
    en: ", for as long as the last {length} add up to that",
    de: {
      du: "; das bleibst du, solange die letzten {length} dafür reichen",
      sie: "; das bleiben Sie, solange die letzten {length} dafür reichen",
    },
  },
  never: {
    en: " for good",
    de: { du: "; das bleibst du für immer", sie: "; das bleiben Sie für immer" },
  },
};

const ORDERS: Text = { en: "{n} orders", de: "{n} Bestellungen" };
const FIRST_ORDER: Text = {
  en: "your first order",
  de: { du: "deiner ersten Bestellung", sie: "Ihrer ersten Bestellung" },
};
const SPENT: Text = { en: "purchases of {money}", de: "{money} Einkaufswert" };

/** `500 points`, `5 orders`; German in the dative. */
function amountText(parts: ProgramParts, set: TierSet, from: number, voice: Voice): string {
  const { locale, currency } = voice;
  switch (set.measure) {
    case "spend":
      return say(SPENT, voice, { money: formatMoney(from, currency, locale) });
    case "orders":
      if (from === 1) return say(FIRST_ORDER, voice);
      return say(ORDERS, voice, { n: formatNumber(from, locale) });
    case "points": {
      const amount = amountOf(parts, set.unit, from, voice);
      return locale === "de" && from !== 1 ? dativePlural(amount) : amount;
    }
  }
}

function reachedText(parts: ProgramParts, set: TierSet, level: TierLevel, voice: Voice): string {
  const { window } = set;
  // "Insgesamt" and "in all" would say the first order twice.
  const isEver = window.type === "lifetime";
  const isFirst = set.measure === "orders" && level.from === 1;
  return say(isEver && !isFirst ? REACHED_EVER : REACHED, voice, {
    amount: amountText(parts, set, level.from, voice),
    window: say(WINDOW[window.type], voice, lengthsOf(set, voice)),
    level: level.name[voice.locale],
  });
}

function lengthsOf({ window }: TierSet, { locale }: Voice) {
  if (window.type !== "rolling") return {};
  return {
    length: formatDuration(window.length, locale),
    lengthDative: formatDuration(window.length, locale, "dative"),
  };
}

const PERKS: Text = {
  en: "{level} brings you {perks}",
  de: { du: "{level} bringt dir {perks}", sie: "{level} bringt Ihnen {perks}" },
};
const ENTRY: Text = {
  en: "when you reach {level} you get {gifts}",
  de: {
    du: "wenn du {level} wirst, bekommst du {gifts}",
    sie: "wenn Sie {level} werden, bekommen Sie {gifts}",
  },
};
const POINTS_OF: Text = {
  en: "{Points} that you earn as {level}",
  de: {
    du: "{Points}, die du als {level} sammelst,",
    sie: "{Points}, die Sie als {level} sammeln,",
  },
};

const perksText = (parts: ProgramParts, level: TierLevel, voice: Voice): string =>
  say(PERKS, voice, {
    level: level.name[voice.locale],
    perks: formatList(
      level.perks.map((perk) => perkText(parts, perk, voice)),
      voice.locale,
    ),
  });

function levelSentences(parts: ProgramParts, set: TierSet, level: TierLevel, voice: Voice) {
  const ruleId = `tiers.${set.key}.${level.key}`;
  const name = level.name[voice.locale];
  const kept = KEPT[set.downgrade === "never" ? "never" : set.window.type];
  const reached = `${reachedText(parts, set, level, voice)}${say(kept, voice, lengthsOf(set, voice))}`;
  const gifts = level.entry.map((gift) => giftText(parts, gift, voice));
  const told: Sentence[] = [{ ruleId, text: asSentence(reached) }];
  if (level.perks.length > 0) {
    told.push({ ruleId: `${ruleId}.perks`, text: asSentence(perksText(parts, level, voice)) });
  }
  if (gifts.length > 0) {
    const text = say(ENTRY, voice, { level: name, gifts: formatList(gifts, voice.locale) });
    told.push({ ruleId: `${ruleId}.entry`, text: asSentence(text) });
  }
  if (level.expiry !== undefined) {
    const names = namesOf(parts, parts.earning.base.unit, voice);
    const Points = say(POINTS_OF, voice, { ...names, level: name });
    told.push({
      ruleId: `${ruleId}.expiry`,
      text: asSentence(expirySentence(level.expiry, { Points }, voice)),
    });
  }
  return told;
}

/** Every level: how it is reached, how long it is held, what it brings; and how it is lost. */
export const sentences = (parts: ProgramParts, voice: Voice): Sentence[] =>
  parts.tiers.flatMap((set) => [
    ...set.levels.flatMap((level) => levelSentences(parts, set, level, voice)),
    ...downSentences(parts, set, voice),
  ]);

/** The best level of the set that is shown as the member's. */
export function headlines(parts: ProgramParts, voice: Voice): Headline[] {
  const [set] = parts.tiers;
  const best = set?.levels.at(-1);
  if (!set || !best) return [];
  const reached = reachedText(parts, set, best, voice);
  return [
    { about: "status", text: reached, weight: 40 },
    ...(best.perks.length === 0
      ? []
      : [{ about: "status" as const, text: perksText(parts, best, voice), weight: 20 }]),
  ];
}
