import { asSentence, formatMoney, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";
import { amountOf } from "../ledger";
import { CHOSEN_CAUSE } from "../members";
import type { Cause } from "./program";

const TOGETHER: Text = {
  en: "together with you we give to {cause}",
  de: {
    du: "gemeinsam mit dir spenden wir für {cause}",
    sie: "gemeinsam mit Ihnen spenden wir für {cause}",
  },
};
const ACCEPTS: Text = {
  en: "you can give {amount} as {money} to {cause}",
  de: {
    du: "du kannst {amount} als {money} für {cause} spenden",
    sie: "Sie können {amount} als {money} für {cause} spenden",
  },
};

/** The causes that a rule gives to, and what members can give; of others there is nothing to say. */
export function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const given = new Set(
    parts.earning.rules.map(({ give }) => (give.type === "donation" ? give.cause : null)),
  );
  return parts.causes.flatMap((cause) => {
    const { key, name, accepts } = cause;
    const isGiven = given.has(key) || given.has(CHOSEN_CAUSE);
    const together = say(TOGETHER, voice, { cause: quoted(name[voice.locale], voice.locale) });
    return [
      ...(isGiven ? [{ ruleId: `causes.${key}`, text: asSentence(together) }] : []),
      ...Object.keys(accepts).map((unit) => ({
        ruleId: `causes.${key}.accepts.${unit}`,
        text: acceptsSentence(parts, cause, unit, voice),
      })),
    ];
  });
}

function acceptsSentence(
  parts: ProgramParts,
  { name, accepts }: Cause,
  unit: string,
  voice: Voice,
): string {
  const { per = 0, gives = 0 } = accepts[unit] ?? {};
  const text = say(ACCEPTS, voice, {
    amount: amountOf(parts, unit, per, voice),
    money: formatMoney(gives, voice.currency, voice.locale),
    cause: quoted(name[voice.locale], voice.locale),
  });
  return asSentence(text);
}
