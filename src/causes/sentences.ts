import { asSentence, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";

const TOGETHER: Text = {
  en: "together with you we give to {cause}",
  de: {
    du: "gemeinsam mit dir spenden wir für {cause}",
    sie: "gemeinsam mit Ihnen spenden wir für {cause}",
  },
};

/** The causes that a rule gives to; of others there is nothing to promise. */
export function sentences({ causes, earning }: ProgramParts, voice: Voice): Sentence[] {
  const given = new Set(
    earning.rules.map(({ give }) => (give.type === "donation" ? give.cause : null)),
  );
  return causes
    .filter((cause) => given.has(cause.key))
    .map(({ key, name }) => ({
      ruleId: `causes.${key}`,
      text: asSentence(say(TOGETHER, voice, { cause: quoted(name[voice.locale], voice.locale) })),
    }));
}
