import { asSentence, formatDuration, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";
import { limitsText, timesText } from "../effects";
import type { Perk } from "./program";

/** How a perk may be used, by what bounds it. */
const USE: Record<"free" | "limited" | "counted", Text> = {
  free: {
    en: "you can use {perk} as often as you like{lasting}",
    de: {
      du: "{perk} kannst du{lasting} nutzen, so oft du magst",
      sie: "{perk} können Sie{lasting} nutzen, so oft Sie mögen",
    },
  },
  limited: {
    en: "you can use {perk} {limits}{lasting}",
    de: {
      du: "{perk} kannst du{lasting} {limits} nutzen",
      sie: "{perk} können Sie{lasting} {limits} nutzen",
    },
  },
  counted: {
    en: "you can use {perk} {times}{within}{also}",
    de: {
      du: "{perk} kannst du{within} {times} nutzen{also}",
      sie: "{perk} können Sie{within} {times} nutzen{also}",
    },
  },
};
const LASTING: Text = { en: " for {duration}", de: " {duration} lang" };
const WITHIN: Text = { en: " within {duration}", de: " innerhalb von {duration}" };

function perkSentence({ name, limits, total, lasts }: Perk, voice: Voice): string {
  const { locale } = voice;
  const bounds = limitsText(limits, null, voice);
  const kind = total !== null ? "counted" : bounds === "" ? "free" : "limited";
  const text = say(USE[kind], voice, {
    perk: quoted(name[locale], locale),
    limits: bounds,
    also: bounds === "" ? "" : `, ${bounds}`,
    times: timesText(total ?? 0, voice),
    lasting: lasts ? say(LASTING, voice, { duration: formatDuration(lasts, locale) }) : "",
    within: lasts ? say(WITHIN, voice, { duration: formatDuration(lasts, locale, "dative") }) : "",
  });
  return asSentence(text);
}

/** How often and how long every perk may be used. */
export const sentences = ({ perks }: ProgramParts, voice: Voice): Sentence[] =>
  perks.map((perk) => ({ ruleId: `perks.${perk.key}`, text: perkSentence(perk, voice) }));
