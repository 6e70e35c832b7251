import type { Text } from "../core/i18n";

/** Why points moved for an activity, `{activity}` as the program calls it; see `texts.ts`. */
export const ACTIVITY_TEXTS: Readonly<Record<string, Text>> = {
  "earn:activity": {
    en: "{amount} for “{activity}” on {date}.",
    de: "{amount} für „{activity}“ am {date}.",
  },
  "activate:activity": {
    en: "{amount} for “{activity}” {has} been available since {date}.",
    de: "{amount} für „{activity}“ {is} seit dem {date} verfügbar.",
  },
  "reverse:activity_undo": {
    en: "{amount} {was} taken back on {date}, as “{activity}” was undone.",
    de: "{amount} {was} am {date} zurückgebucht, weil „{activity}“ rückgängig gemacht wurde.",
  },
  "reverse:expired:activity_undo": {
    en: "{amount} for “{activity}” had expired before that was undone; the balance stays as it is.",
    de: "{amount} für „{activity}“ {were} schon verfallen, bevor das rückgängig gemacht wurde; das Guthaben bleibt, wie es ist.",
  },
  "reverse:owed:activity_undo": {
    en: "{amount} for “{activity}” had been spent before that was undone. What you earn next makes up for it.",
    de: {
      du: "{amount} für „{activity}“ {were} schon eingelöst, bevor das rückgängig gemacht wurde. Was du als Nächstes sammelst, gleicht das aus.",
      sie: "{amount} für „{activity}“ {were} schon eingelöst, bevor das rückgängig gemacht wurde. Was Sie als Nächstes sammeln, gleicht das aus.",
    },
  },
  "reverse:waived:activity_undo": {
    en: "{amount} for “{activity}” had been spent before that was undone. The shop does not ask for it back.",
    de: "{amount} für „{activity}“ {were} schon eingelöst, bevor das rückgängig gemacht wurde. Der Shop fordert nichts zurück.",
  },
  "late_reverse:available:activity": {
    en: "{amount} that came back {was} taken back at once, as “{activity}” had been undone before.",
    de: "{amount} {was} nach der Rückkehr gleich wieder zurückgebucht, weil „{activity}“ vorher rückgängig gemacht worden war.",
  },
};
