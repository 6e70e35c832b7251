import type { Purpose } from "../consent";
import type { Text } from "../core/i18n";
import type { MessageStatus } from "./types";

/** German greets with an exclamation mark, as what follows a comma would begin in lower case. */
export const GREETING: Text = {
  en: "Hello {name},",
  de: { du: "Hallo {name}!", sie: "Guten Tag {name}!" },
};
/** For somebody whose name is not known. */
export const PLAIN_GREETING: Text = { en: "Hello,", de: { du: "Hallo!", sie: "Guten Tag!" } };

/** Why somebody gets a mail, as its last lines say it. */
export const WHY: Record<Purpose, Text> = {
  marketing: {
    en: "You get this mail because you asked {shop} for news and offers.",
    de: {
      du: "Du bekommst diese E-Mail, weil du dir Neuigkeiten und Angebote von {shop} gewünscht hast.",
      sie: "Sie erhalten diese E-Mail, weil Sie sich Neuigkeiten und Angebote von {shop} gewünscht haben.",
    },
  },
  points: {
    en: "You get this mail because you asked {shop} to keep you posted on your {points}.",
    de: {
      du: "Du bekommst diese E-Mail, weil {shop} dich über deine {points} auf dem Laufenden halten darf.",
      sie: "Sie erhalten diese E-Mail, weil {shop} Sie über Ihre {points} auf dem Laufenden halten darf.",
    },
  },
};
export const UNSUBSCRIBE: Text = { en: "Unsubscribe", de: "Abbestellen" };

/** What became of a message; `{why}` is one of {@link REASONS}. */
export const FATES: Record<MessageStatus, Text> = {
  shown: {
    en: "Shown in the inbox but not mailed: {why}.",
    de: "Im Postfach gezeigt, aber nicht per E-Mail verschickt: {why}.",
  },
  queued: {
    en: "Shown in the inbox. The mail goes out as soon as quiet hours and mail service allow.",
    de: "Im Postfach gezeigt. Die E-Mail geht hinaus, sobald Ruhezeit und E-Mail-Dienst es zulassen.",
  },
  sending: {
    en: "Shown in the inbox. The mail is on its way to the mail service.",
    de: "Im Postfach gezeigt. Die E-Mail wird gerade an den E-Mail-Dienst übergeben.",
  },
  sent: {
    en: "Shown in the inbox and mailed on {date}.",
    de: "Im Postfach gezeigt und am {date} per E-Mail verschickt.",
  },
  held_out: {
    en: "Neither shown nor mailed: {why}.",
    de: "Weder gezeigt noch verschickt: {why}.",
  },
  too_late: {
    en: "Not mailed and not in the inbox, as it was more than 48 hours late.",
    de: "Nicht verschickt und nicht im Postfach, denn die Nachricht hatte sich um mehr als 48 Stunden verspätet.",
  },
  cancelled: {
    en: "Withdrawn before it was mailed: {why}.",
    de: "Vor dem Versand zurückgezogen: {why}.",
  },
  failed: {
    en: "Shown in the inbox, but the mail did not go out: {why}.",
    de: "Im Postfach gezeigt, aber die E-Mail ging nicht hinaus: {why}.",
  },
  unconfirmed: {
    en: "Shown in the inbox and handed to the mail service, which never confirmed it. So that nobody gets it twice, it is not sent again.",
    de: "Im Postfach gezeigt und an den E-Mail-Dienst übergeben, der den Versand nie bestätigt hat. Damit niemand die Nachricht doppelt bekommt, wird sie nicht noch einmal verschickt.",
  },
};

export const REASONS: Readonly<Record<string, Text>> = {
  no_address: {
    en: "no mail address is known",
    de: "Es ist keine E-Mail-Adresse bekannt",
  },
  no_consent: {
    en: "the member has not agreed to such mail",
    de: "Für solche E-Mails liegt keine Einwilligung vor",
  },
  not_confirmed: {
    en: "the member has not yet confirmed the consent by the link in the mail",
    de: "Die Einwilligung wurde noch nicht über den Link in der E-Mail bestätigt",
  },
  withdrawn: {
    en: "the member has withdrawn the consent",
    de: "Das Mitglied hat die Einwilligung widerrufen",
  },
  suppressed: {
    en: "the address is blocked, for example as mail to it came back or was complained about",
    de: "Die Adresse ist gesperrt, etwa weil E-Mails zurückkamen oder beanstandet wurden",
  },
  address_changed: {
    en: "the address has changed since the member agreed",
    de: "Die Adresse hat sich seit der Einwilligung geändert",
  },
  capped: {
    en: "the member got as many messages within seven days as the program allows",
    de: "Das Mitglied hat innerhalb von sieben Tagen schon so viele Nachrichten bekommen, wie das Programm erlaubt",
  },
  held_out: {
    en: "the member is in the comparison group of this journey",
    de: "Das Mitglied gehört bei dieser Nachricht zur Vergleichsgruppe",
  },
  no_legal_sender: {
    en: "the shop has not set its legal sender",
    de: "In den Einstellungen des Shops fehlt der rechtliche Absender",
  },
  no_public_url: {
    en: "the server does not know its public address, without which nobody could unsubscribe",
    de: "Die öffentliche Adresse des Servers ist nicht eingestellt; ohne sie könnte sich niemand abmelden",
  },
  ordered: {
    en: "the member has ordered in the meantime",
    de: "Das Mitglied hat inzwischen bestellt",
  },
  no_mail_channel: {
    en: "the server has no way to send mail",
    de: "Auf dem Server ist kein E-Mail-Versand eingerichtet",
  },
  invalid_address: {
    en: "the mail address cannot be used",
    de: "Die E-Mail-Adresse ist nicht verwendbar",
  },
  erased: { en: "the member was erased", de: "Das Mitglied wurde gelöscht" },
};

/** For what the mail service says, in its own words. */
export const OTHER_REASON: Text = {
  en: "the mail service did not take it ({reason})",
  de: "Der E-Mail-Dienst hat sie nicht angenommen ({reason})",
};

export const TWICE: Text = {
  en: "It was handed over twice under one key, as the first answer never came.",
  de: "Die Nachricht wurde unter demselben Schlüssel zweimal übergeben, weil die erste Antwort ausblieb.",
};
