import { asSentence, formatNumber, quoted, say, type Text } from "../core/i18n";
import type { Headline, ProgramParts, Sentence, Voice } from "../core/registry";
import { giftText } from "../effects";
import { expirySentence } from "../ledger";
import type { StampCard } from "./program";

/** Begins with a small letter: as the whole program's sentence has it. */
const FULL: Text = {
  en: "for {n} stamps on {card} you get {gift}",
  de: {
    du: "für {n} Stempel auf {card} bekommst du {gift}",
    sie: "für {n} Stempel auf {card} bekommen Sie {gift}",
  },
};
const STAMPS: Text = { en: "Stamps on {card}", de: "Stempel auf {card}" };

const cardName = ({ name }: StampCard, { locale }: Voice): string => quoted(name[locale], locale);

const fullText = (parts: ProgramParts, card: StampCard, voice: Voice): string =>
  say(FULL, voice, {
    n: formatNumber(card.size, voice.locale),
    card: cardName(card, voice),
    gift: giftText(parts, card.reward, voice),
  });

/** What every card brings, and how long its stamps last. */
export const sentences = (parts: ProgramParts, voice: Voice): Sentence[] =>
  parts.stamps.flatMap((card) => {
    const Points = say(STAMPS, voice, { card: cardName(card, voice) });
    return [
      { ruleId: `stamps.${card.key}`, text: asSentence(fullText(parts, card, voice)) },
      {
        ruleId: `stamps.${card.key}.expiry`,
        text: expirySentence(card.expiry ?? parts.expiry, { Points }, voice),
      },
    ];
  });

export const headlines = (parts: ProgramParts, voice: Voice): Headline[] =>
  parts.stamps
    .slice(0, 1)
    .map((card) => ({ about: "spending", text: fullText(parts, card, voice), weight: 70 }));
