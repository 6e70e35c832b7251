import { formatChoice, formatDayOfYear, formatDuration, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";
import type { Expiry } from "../ledger";

const LASTS: Record<Expiry["policy"], Text> = {
  never: { en: "Store credit never expires.", de: "Guthaben verfällt nie." },
  rolling: { en: "Store credit is valid for {after}.", de: "Guthaben gilt {after}." },
  end_of_month: {
    en: "Store credit is valid for {after} and then until the end of that month.",
    de: "Guthaben gilt {after} und dann noch bis zum Ende des Monats.",
  },
  end_of_quarter: {
    en: "Store credit is valid for {after} and then until the end of that quarter.",
    de: "Guthaben gilt {after} und dann noch bis zum Ende des Quartals.",
  },
  end_of_year: {
    en: "Store credit is valid for {after} and then until the end of that year.",
    de: "Guthaben gilt {after} und dann noch bis zum Ende des Jahres.",
  },
  fixed_dates: {
    en: "Store credit is valid for {after} and then until the next {dates}.",
    de: "Guthaben gilt {after} und dann noch bis zum nächsten {dates}.",
  },
  inactivity: {
    en: "Store credit expires only when nothing was earned or spent for {after}.",
    de: "Guthaben verfällt erst, wenn {after} lang weder gesammelt noch eingelöst wurde.",
  },
};

/** How long store credit lasts, of a program that gives some. */
export function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const isGiven =
    parts.checkout.onReturn === "credit" ||
    parts.rewards.some(({ kind }) => kind === "store_credit" || kind === "gift_card");
  if (!isGiven) return [];
  const { expiry } = parts.credit;
  const after = expiry.policy === "never" ? "" : formatDuration(expiry.after, voice.locale);
  const dates =
    expiry.policy === "fixed_dates"
      ? formatChoice(
          [...expiry.dates].sort().map((day) => formatDayOfYear(day, voice.locale)),
          voice.locale,
        )
      : "";
  return [{ ruleId: "credit.expiry", text: say(LASTS[expiry.policy], voice, { after, dates }) }];
}
