import { asSentence, formatDuration, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";
import type { TierSet } from "./program";

/** What becomes of a level that is no longer deserved, at once or after the grace. */
const DOWN: Record<"deserved" | "one_step", Record<"at_once" | "later", Text>> = {
  deserved: {
    at_once: {
      en: "if it is no longer enough for your level, you move to the one that you do reach",
      de: {
        du: "reicht es nicht mehr für deine Stufe, gilt die, die du dann erreichst",
        sie: "reicht es nicht mehr für Ihre Stufe, gilt die, die Sie dann erreichen",
      },
    },
    later: {
      en: "if it is no longer enough for your level, you keep it for {grace} more before you move to the one that you do reach",
      de: {
        du: "reicht es nicht mehr für deine Stufe, bleibt sie dir noch {grace}; danach gilt die, die du dann erreichst",
        sie: "reicht es nicht mehr für Ihre Stufe, bleibt sie Ihnen noch {grace}; danach gilt die, die Sie dann erreichen",
      },
    },
  },
  one_step: {
    at_once: {
      en: "if it is no longer enough for your level, you go down by one",
      de: {
        du: "reicht es nicht mehr für deine Stufe, gehst du nur eine zurück",
        sie: "reicht es nicht mehr für Ihre Stufe, gehen Sie nur eine zurück",
      },
    },
    later: {
      en: "if it is no longer enough for your level, you keep it for {grace} more and then go down by one",
      de: {
        du: "reicht es nicht mehr für deine Stufe, bleibt sie dir noch {grace}; danach gehst du nur eine zurück",
        sie: "reicht es nicht mehr für Ihre Stufe, bleibt sie Ihnen noch {grace}; danach gehen Sie nur eine zurück",
      },
    },
  },
};

/** How the levels of a set are lost; of those that stay for good nothing. */
export function downSentences(parts: ProgramParts, set: TierSet, voice: Voice): Sentence[] {
  const { downgrade, grace, window, name, key } = set;
  if (downgrade === "never" || window.type === "lifetime") return [];
  const length = formatDuration(grace, voice.locale);
  const isAtOnce = /^P(T?0[A-Z])+$/.test(grace);
  const text = say(DOWN[downgrade][isAtOnce ? "at_once" : "later"], voice, { grace: length });
  // With several sets it must be said which one is meant.
  const lead = parts.tiers.length > 1 ? `${name[voice.locale]}: ` : "";
  return [{ ruleId: `tiers.${key}`, text: `${lead}${asSentence(text)}` }];
}
