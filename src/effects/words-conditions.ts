import { formatChoice, formatMoney, quoted, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import type { Channel } from "../core/sales";
import type { ConditionTerms } from "../vouchers";

/* What vouchers ask, in words that stand in brackets behind what they are worth. */

const FIRST: Text = { en: "first order only", de: "nur für die erste Bestellung" };
const MINIMUM: Text = { en: "from {amount}", de: "ab {amount} Einkaufswert" };
const ON: Text = { en: "on {names}", de: "auf {names}" };
const ON_SOME: Text = { en: "on selected items", de: "auf ausgewählte Artikel" };
const ONLY: Text = { en: "only {channels}", de: "nur {channels}" };
const STORES: Text = { en: "in selected stores", de: "in ausgewählten Filialen" };
const AT_MOST: Text = { en: "at most {amount}", de: "höchstens {amount}" };
const ALONE: Text = { en: "not with other codes", de: "nicht mit anderen Codes kombinierbar" };
const CHANNEL: Record<Channel, Text> = {
  online: { en: "online", de: "online" },
  store: { en: "in store", de: "im Laden" },
  app: { en: "in the app", de: "in der App" },
  phone: { en: "by phone", de: "am Telefon" },
  marketplace: { en: "on marketplaces", de: "auf Marktplätzen" },
};

/** Names that are told one by one; more are a selection. */
const MAX_NAMED = 3;

/** `from €30`, `only online`, …; empty where nothing is asked. */
export function conditionTexts(terms: ConditionTerms, voice: Voice): string[] {
  const money = (minor: number) => formatMoney(minor, voice.currency, voice.locale);
  const { minimumTotal, maximumDiscount, channels, stores, combinable } = terms;
  return [
    terms.firstOrderOnly ? say(FIRST, voice) : "",
    minimumTotal ? say(MINIMUM, voice, { amount: money(minimumTotal) }) : "",
    goodsText(terms, voice),
    channels ? say(ONLY, voice, { channels: channelsText(channels, voice) }) : "",
    stores ? say(STORES, voice) : "",
    maximumDiscount ? say(AT_MOST, voice, { amount: money(maximumDiscount) }) : "",
    combinable === "none" ? say(ALONE, voice) : "",
  ].filter((text) => text !== "");
}

const channelsText = (channels: readonly Channel[], voice: Voice): string =>
  formatChoice(
    channels.map((channel) => say(CHANNEL[channel], voice)),
    voice.locale,
  );

function goodsText({ appliesTo }: ConditionTerms, voice: Voice): string {
  if (!appliesTo) return "";
  const { categories, skus, kinds } = appliesTo;
  const isPlain = categories !== undefined && skus === undefined && kinds === undefined;
  if (!isPlain || categories.length > MAX_NAMED) return say(ON_SOME, voice);
  const names = categories.map((name) => quoted(name, voice.locale));
  return say(ON, voice, { names: formatChoice(names, voice.locale) });
}
