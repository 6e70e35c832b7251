import {
  formatChoice,
  formatList,
  formatMoney,
  formatNumber,
  quoted,
  say,
  type Text,
} from "../core/i18n";
import type { Voice } from "../core/registry";
import type { Condition, LineKind, Rule } from "./document";

/* Which goods a rule is about, in words. */

/** More names than these are not read; one says that there are some. */
const MAX_NAMED = 3;

interface Noun {
  readonly en: { readonly one: string; readonly other: string };
  readonly de: {
    /** As "every" precedes it in the accusative. */
    readonly every: string;
    readonly everyOther: string;
    readonly one: string;
    readonly plural: string;
    readonly dative: string;
  };
}

const EVERY = {
  m: { every: "jeden", everyOther: "jeden verschiedenen" },
  f: { every: "jede", everyOther: "jede verschiedene" },
  n: { every: "jedes", everyOther: "jedes verschiedene" },
};

const NOUNS: Record<LineKind, Noun> = {
  product: {
    en: { one: "item", other: "items" },
    de: { ...EVERY.m, one: "Artikel", plural: "Artikel", dative: "Artikeln" },
  },
  gift_card: {
    en: { one: "gift card", other: "gift cards" },
    de: {
      ...EVERY.m,
      one: "Geschenkgutschein",
      plural: "Geschenkgutscheine",
      dative: "Geschenkgutscheinen",
    },
  },
  deposit: {
    en: { one: "deposit", other: "deposits" },
    de: { ...EVERY.n, one: "Pfand", plural: "Pfand", dative: "Pfand" },
  },
  tip: {
    en: { one: "tip", other: "tips" },
    de: { ...EVERY.n, one: "Trinkgeld", plural: "Trinkgeld", dative: "Trinkgeld" },
  },
  fee: {
    en: { one: "fee", other: "fees" },
    de: { ...EVERY.f, one: "Gebühr", plural: "Gebühren", dative: "Gebühren" },
  },
};

const FROM: Text = { en: " from {names}", de: " aus {names}" };
const FROM_SOME: Text = { en: " from selected categories", de: " aus ausgewählten Kategorien" };
const OF_SOME: Text = { en: " of our selection", de: " aus unserer Auswahl" };

/** `A`, `B` or `C`, each in quotation marks. */
export const namesText = (names: readonly string[], { locale }: Voice): string =>
  formatChoice(
    names.map((name) => quoted(name, locale)),
    locale,
  );

export const isShort = (names: readonly string[]): boolean => names.length <= MAX_NAMED;

/** Whether a rule is about some goods only. */
export const hasGoods = ({ kinds, categories, skus }: Condition): boolean =>
  kinds !== undefined || categories !== undefined || skus !== undefined;

function whichText({ categories, skus }: Condition, voice: Voice): string {
  const which = skus && (isShort(skus) ? ` ${namesText(skus, voice)}` : say(OF_SOME, voice));
  const from =
    categories &&
    (isShort(categories)
      ? say(FROM, voice, { names: namesText(categories, voice) })
      : say(FROM_SOME, voice));
  return `${which ?? ""}${from ?? ""}`;
}

const EVERY_NIGHT: Text = { en: "every night", de: "jede Nacht" };
const IN: Text = { en: " in {names}", de: " in {names}" };

/** `every night in “Suite”`: nights of what a rule is about, German in the accusative. */
export function nightsText({ skus, categories }: Condition, voice: Voice): string {
  const night = say(EVERY_NIGHT, voice);
  const named = skus ?? categories;
  if (!named || !isShort(named)) return `${night}${whichText({ skus, categories }, voice)}`;
  const others = skus ? whichText({ categories }, voice) : "";
  return `${night}${say(IN, voice, { names: namesText(named, voice) })}${others}`;
}

const ON_STAYS: Text = {
  en: "on stays of at least {n} nights",
  de: "bei Aufenthalten ab {n} Nächten",
};
const ON_ANY_STAY: Text = { en: "on stays overnight", de: "bei Übernachtungen" };

/** How long a stay must be; empty where that is not asked, or said by every night. */
export function staysText({ if: { minimumNights = 0 }, give }: Rule, voice: Voice): string {
  if (minimumNights > 1) {
    return say(ON_STAYS, voice, { n: formatNumber(minimumNights, voice.locale) });
  }
  const isByNight = "each" in give && give.each === "night";
  return minimumNights === 0 || isByNight ? "" : say(ON_ANY_STAY, voice);
}

export type GoodsForm = "every" | "everyOther" | "plural" | "dative";

/** `items from “Coffee”`, `every gift card`; German in the accusative, unless the dative is asked. */
export function goodsText(condition: Condition, form: GoodsForm, voice: Voice): string {
  const nouns = (condition.kinds ?? ["product"]).map((kind) => NOUNS[kind]);
  const words = nouns.map(({ en, de }) => {
    const isPlural = form === "plural" || form === "dative";
    if (voice.locale === "de") return isPlural ? de[form] : `${de[form]} ${de.one}`;
    if (isPlural) return en.other;
    return `${form === "every" ? "every" : "every different"} ${en.one}`;
  });
  return `${formatList(words, voice.locale)}${whichText(condition, voice)}`;
}

const WITH_COUNT: Text = { en: " with at least {n} {goods}", de: " mit mindestens {n} {goods}" };
const WITH: Text = { en: " with {goods}", de: " mit {goods}" };
const FOR_AT_LEAST: Text = { en: " for at least {money}", de: " für mindestens {money}" };
const FROM_MONEY: Text = { en: " of {money} or more", de: " ab {money}" };

/** After "order": ` of €30 or more with at least 3 items`, ` mit Artikeln aus „Kaffee“`. */
export function contentText(condition: Condition, isOfGoods: boolean, voice: Voice): string {
  const { minimumTotal, minimumQuantity = 1 } = condition;
  const money = formatMoney(minimumTotal ?? 0, voice.currency, voice.locale);
  const goods = goodsText(isOfGoods ? condition : {}, "dative", voice);
  const counted =
    minimumQuantity > 1
      ? say(WITH_COUNT, voice, { n: formatNumber(minimumQuantity, voice.locale), goods })
      : isOfGoods
        ? say(WITH, voice, { goods })
        : "";
  if (minimumTotal === undefined) return counted;
  return isOfGoods
    ? `${counted}${say(FOR_AT_LEAST, voice, { money })}`
    : `${say(FROM_MONEY, voice, { money })}${counted}`;
}

type Short = "both" | "count" | "money";

const OF_THEM: Record<Short, Text> = {
  both: {
    en: "if you buy at least {n} for at least {money} in all",
    de: "ab {n} Stück und {money} Einkaufswert",
  },
  count: { en: "if you buy at least {n}", de: "ab {n} Stück" },
  money: { en: "if you spend at least {money} on them", de: "ab {money} Einkaufswert" },
};
const OF_ONE: Record<Short, Text> = {
  both: {
    en: "if you buy at least {n} of one kind for at least {money}",
    de: "ab {n} Stück und {money} Einkaufswert je Artikel",
  },
  count: { en: "if you buy at least {n} of one kind", de: "ab {n} Stück je Artikel" },
  money: {
    en: "if you spend at least {money} on one kind",
    de: "ab {money} Einkaufswert je Artikel",
  },
};

/** How much of the goods is asked for, of each kind by itself or of all together; else empty. */
export function minimumText({ on, if: asked }: Pick<Rule, "on" | "if">, voice: Voice): string {
  const { minimumTotal, minimumQuantity = 1 } = asked;
  const isCounted = minimumQuantity > 1;
  if (!isCounted && minimumTotal === undefined) return "";
  const kind = isCounted ? (minimumTotal === undefined ? "count" : "both") : "money";
  return say((on === "line" ? OF_ONE : OF_THEM)[kind], voice, {
    n: formatNumber(minimumQuantity, voice.locale),
    money: formatMoney(minimumTotal ?? 0, voice.currency, voice.locale),
  });
}
