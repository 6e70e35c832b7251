import { formatChoice, formatOrdinal, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import type { Channel, Condition, HANDOVERS, Rule } from "./document";
import { contentText, hasGoods, isShort, namesText } from "./words-goods";

/* Upon what a rule gives, in words: an order, a handover, an activity. */

/** An order by the only channel that counts; German after "bei jeder" or "bei jedem". */
const BY_CHANNEL: Record<Channel, Text> = {
  store: { en: "purchase in the shop", de: "Einkauf im Laden" },
  online: { en: "online order", de: "Online-Bestellung" },
  app: { en: "order in the app", de: "Bestellung in der App" },
  phone: { en: "phone order", de: "telefonischen Bestellung" },
  marketplace: { en: "marketplace order", de: "Bestellung über einen Marktplatz" },
};
const CHANNEL: Record<Channel, Text> = {
  store: { en: "in the shop", de: "im Laden" },
  online: { en: "online", de: "online" },
  app: { en: "in the app", de: "in der App" },
  phone: { en: "by phone", de: "per Telefon" },
  marketplace: { en: "on a marketplace", de: "über einen Marktplatz" },
};
const ORDER: Text = { en: "order", de: "Bestellung" };
const HANDED: Record<(typeof HANDOVERS)[number], Text> = {
  shipped: { en: "shipped", de: "verschickten" },
  delivered: { en: "delivered", de: "gelieferten" },
  collected: { en: "collected", de: "abgeholten" },
  served: { en: "served", de: "servierten" },
};
const RECEIVED: Text = { en: "handed over", de: "übergebenen" };
const AT_STORES: Text = { en: " at {names}", de: " in {names}" };
const AT_SOME_STORES: Text = { en: " at selected shops", de: " in ausgewählten Filialen" };

/** The determiner before an order, German in the dative. */
const EACH: Text = { en: "every", de: "jede{r}" };
const EVERY_NTH: Text = { en: "every {nth}", de: "jede{r} {nth}n" };
const NTH: Text = {
  en: "your {nth}",
  de: { du: "deine{r} {nth}n", sie: "Ihre{r} {nth}n" },
};

function determiner({ nthOrder, everyNthOrder }: Condition, isMale: boolean, voice: Voice): string {
  const r = isMale ? "m" : "r";
  const of = (n: number) => ({ r, nth: formatOrdinal(n, voice.locale) });
  const text =
    nthOrder !== undefined
      ? say(NTH, voice, of(nthOrder))
      : everyNthOrder !== undefined
        ? say(EVERY_NTH, voice, of(everyNthOrder))
        : say(EACH, voice, { r });
  // A number has no ending: "bei deiner 10. Bestellung".
  return text.replace(/\.n$/, ".");
}

/** An order without its determiner, and whether German has it as a masculine noun. */
function orderNoun(rule: Rule, voice: Voice): { text: string; isMale: boolean } {
  const { channels = [] } = rule.if;
  const only = channels.length === 1 ? channels[0] : undefined;
  const isHanded = rule.on === "fulfilment";
  const isMale = only === "store" && !isHanded;
  const noun =
    only && !(isHanded && only === "store")
      ? say(BY_CHANNEL[only], voice)
      : `${say(ORDER, voice)}${channels.length > 0 ? ` ${channelsText(channels, voice)}` : ""}`;
  return { text: isHanded ? handed(rule, noun, voice) : noun, isMale };
}

export const channelsText = (channels: readonly Channel[], voice: Voice): string =>
  formatChoice(
    channels.map((channel) => say(CHANNEL[channel], voice)),
    voice.locale,
  );

/** `collected or served`; German as it follows a noun: `abgeholt oder serviert`. */
export function handedText({ handovers = [] }: Rule, voice: Voice): string {
  const words = handovers.map((handover) => say(HANDED[handover], voice));
  const bare = voice.locale === "de" ? words.map((word) => word.replace(/en$/, "")) : words;
  return formatChoice(bare, voice.locale);
}

function handed({ handovers }: Rule, noun: string, voice: Voice): string {
  const how = formatChoice(
    handovers?.map((handover) => say(HANDED[handover], voice)) ?? [say(RECEIVED, voice)],
    voice.locale,
  );
  return voice.locale === "de" ? `${how} ${noun}` : `${noun} that is ${how}`;
}

export function storesText({ stores }: Condition, voice: Voice): string {
  if (stores === undefined) return "";
  if (!isShort(stores)) return say(AT_SOME_STORES, voice);
  return say(AT_STORES, voice, { names: namesText(stores, voice) });
}

/** `your first online order of €30 or more`; German in the dative. */
export function orderText(rule: Rule, isOfGoods: boolean, voice: Voice): string {
  const { text, isMale } = orderNoun(rule, voice);
  // What is asked of each line by itself is said apart.
  const { minimumTotal, minimumQuantity, ...others } = rule.if;
  const asked = rule.on === "line" ? others : rule.if;
  const content = isOfGoods || !hasGoods(asked) ? contentText(asked, isOfGoods, voice) : "";
  return `${determiner(rule.if, isMale, voice)} ${text}${storesText(rule.if, voice)}${content}`;
}

/** Whether a rule asks for more of an order than that it is one. */
const isChoosy = ({ on, if: asked }: Rule): boolean =>
  on === "fulfilment" ||
  asked.channels !== undefined ||
  asked.stores !== undefined ||
  asked.nthOrder !== undefined ||
  asked.everyNthOrder !== undefined ||
  (on !== "line" &&
    !hasGoods(asked) &&
    (asked.minimumTotal !== undefined || (asked.minimumQuantity ?? 1) > 1));

const FOR: Text = { en: "for {order}", de: "bei {order}" };
const WITH: Text = { en: "with {order}", de: "bei {order}" };
const ON: Text = { en: "on {order}", de: "bei {order}" };
const FOR_ACTIVITY: Text = { en: "for {activity}", de: "für {activity}" };
/** After "for every 5 km". */
const OF_ACTIVITY: Text = { en: "of {activity}", de: "für {activity}" };
const ANY_ACTIVITY: Text = { en: "for every activity", de: "für jede Aktivität" };
const AFTER: Text = { en: "{activity} after {order}", de: "{activity} nach {order}" };

/** Upon what a rule gives: `for your first order`, `bei jeder Bestellung`; empty: upon any. */
export function occasionText(parts: ProgramParts, rule: Rule, voice: Voice): string {
  if (rule.on === "activity") return activityText(parts, rule, voice);
  const { give } = rule;
  if (!("each" in give) || give.each === "order") {
    if (give.type === "multiply") {
      if (!isChoosy(rule)) return "";
      return say(hasGoods(rule.if) ? WITH : ON, voice, { order: orderText(rule, false, voice) });
    }
    return say(FOR, voice, { order: orderText(rule, hasGoods(rule.if), voice) });
  }
  return isChoosy(rule) ? say(WITH, voice, { order: orderText(rule, false, voice) }) : "";
}

export function activityName(parts: ProgramParts, type: string, { locale }: Voice): string {
  const known = parts.activities.find((activity) => activity.type === type);
  return quoted(known?.name[locale] ?? type, locale);
}

const isOfData = ({ give }: Rule): boolean => "each" in give && give.each === "data";

function activityText(parts: ProgramParts, rule: Rule, voice: Voice): string {
  const activity =
    rule.activity === undefined
      ? say(ANY_ACTIVITY, voice)
      : say(isOfData(rule) ? OF_ACTIVITY : FOR_ACTIVITY, voice, {
          activity: activityName(parts, rule.activity, voice),
        });
  if (rule.if.nthOrder === undefined && rule.if.everyNthOrder === undefined) return activity;
  const order = `${determiner(rule.if, false, voice)} ${say(ORDER, voice)}`;
  return say(AFTER, voice, { activity, order });
}
