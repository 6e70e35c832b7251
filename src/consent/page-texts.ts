import type { Text } from "../core/i18n";

/* What the pages behind our links say. */

export const CONFIRM = {
  title: { en: "Please confirm", de: "Bitte noch bestätigen" },
  ask: {
    en: "With this button you confirm to {shop}:",
    de: {
      du: "Mit diesem Knopf bestätigst du gegenüber {shop}:",
      sie: "Mit diesem Knopf bestätigen Sie gegenüber {shop}:",
    },
  },
  button: { en: "Yes, I agree", de: "Ja, ich stimme zu" },
  ignore: {
    en: "If you did not ask for this, just close the page. Nothing happens then.",
    de: {
      du: "Hast du das nicht angefordert? Dann schließ die Seite einfach. Es passiert nichts.",
      sie: "Haben Sie das nicht angefordert? Dann schließen Sie die Seite einfach. Es passiert nichts.",
    },
  },
  doneTitle: { en: "Thank you!", de: "Vielen Dank!" },
  done: {
    en: "It is confirmed. {shop} may now send you {purposes}. If you ever change your mind, the link at the end of every e-mail is enough.",
    de: {
      du: "Alles ist bestätigt. {shop} darf dir jetzt {purposes} schicken. Falls du es dir anders überlegst, genügt der Link am Ende jeder E-Mail.",
      sie: "Alles ist bestätigt. {shop} darf Ihnen jetzt {purposes} schicken. Falls Sie es sich anders überlegen, genügt der Link am Ende jeder E-Mail.",
    },
  },
  endedTitle: { en: "This link has ended", de: "Dieser Link gilt nicht mehr" },
  ended: {
    en: "It was valid for a week, or the request was withdrawn in the meantime. Nothing has been changed. If you still want e-mails from {shop}, please sign up once more; a new link will reach you at once.",
    de: {
      du: "Er galt eine Woche lang, oder die Anmeldung wurde inzwischen zurückgenommen. Geändert hat sich nichts. Möchtest du weiterhin E-Mails von {shop}, melde dich bitte noch einmal an; ein neuer Link kommt sofort.",
      sie: "Er galt eine Woche lang, oder die Anmeldung wurde inzwischen zurückgenommen. Geändert hat sich nichts. Möchten Sie weiterhin E-Mails von {shop}, melden Sie sich bitte noch einmal an; ein neuer Link kommt sofort.",
    },
  },
} satisfies Record<string, Text>;

export const UNSUBSCRIBE = {
  title: { en: "Stop these e-mails?", de: "E-Mails abbestellen?" },
  ask: {
    en: "{shop} will then no longer send you {purposes} by e-mail. Your points and rewards stay as they are.",
    de: {
      du: "{shop} schickt dir dann keine {purposes} mehr per E-Mail. Deine Punkte und Prämien bleiben, wie sie sind.",
      sie: "{shop} schickt Ihnen dann keine {purposes} mehr per E-Mail. Ihre Punkte und Prämien bleiben, wie sie sind.",
    },
  },
  button: { en: "Unsubscribe", de: "Abbestellen" },
  doneTitle: { en: "You are unsubscribed", de: "Das ist abbestellt" },
  done: {
    en: "{shop} no longer sends you {purposes} by e-mail. Your points and rewards stay as they are.",
    de: {
      du: "{shop} schickt dir keine {purposes} mehr per E-Mail. Deine Punkte und Prämien bleiben, wie sie sind.",
      sie: "{shop} schickt Ihnen keine {purposes} mehr per E-Mail. Ihre Punkte und Prämien bleiben, wie sie sind.",
    },
  },
} satisfies Record<string, Text>;

export const HOME: Text = { en: "To the website of {shop}", de: "Zur Website von {shop}" };
