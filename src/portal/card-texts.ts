import { texts } from "./texts";

/* What a member's card says. */

export const CARD = texts({
  title: {
    en: "Your card at {shop}",
    de: { du: "Deine Karte bei {shop}", sie: "Ihre Karte bei {shop}" },
  },
  credit: { en: "{amount} of store credit", de: "{amount} Guthaben" },
  qr: { en: "QR code of the card", de: "QR-Code der Karte" },
  onTheWay: { en: "{amount} on the way", de: "{amount} unterwegs" },
  onTheWayFrom: {
    en: "{amount} on the way, {first} of them available from {date}",
    de: "{amount} unterwegs, davon {first} ab dem {date} verfügbar",
  },
  onTheWayAll: {
    en: "{amount} on the way, available from {date}",
    de: "{amount} unterwegs, verfügbar ab dem {date}",
  },
  expiring: {
    en: "{amount} are valid until {date}",
    de: "{amount} gelten bis zum {date}",
  },
  expiringOne: {
    en: "{amount} is valid until {date}",
    de: "{amount} gilt bis zum {date}",
  },
  nextTitle: { en: "Next reward", de: { du: "Deine nächste Prämie", sie: "Ihre nächste Prämie" } },
  next: { en: "{missing} to go until {reward}", de: "Noch {missing} bis: {reward}" },
  enoughTitle: {
    en: "You have enough for",
    de: { du: "Das kannst du jetzt einlösen", sie: "Das können Sie jetzt einlösen" },
  },
  enough: {
    en: "Show your card at the till to redeem it.",
    de: {
      du: "Zeig zum Einlösen an der Kasse deine Karte.",
      sie: "Zeigen Sie zum Einlösen an der Kasse Ihre Karte.",
    },
  },
  vouchersTitle: { en: "Your vouchers", de: { du: "Deine Gutscheine", sie: "Ihre Gutscheine" } },
  validUntil: { en: "valid until {date}", de: "gültig bis zum {date}" },
  validForEver: { en: "does not expire", de: "verfällt nicht" },
  firstOrder: { en: "for a first order", de: "für die erste Bestellung" },
  minimum: { en: "from {amount}", de: "ab {amount} Einkaufswert" },
  stampsTitle: {
    en: "Your stamp cards",
    de: { du: "Deine Stempelkarten", sie: "Ihre Stempelkarten" },
  },
  stampsTitleOne: {
    en: "Your stamp card",
    de: { du: "Deine Stempelkarte", sie: "Ihre Stempelkarte" },
  },
  stampCount: { en: "{n} of {size} stamps", de: "{n} von {size} Stempeln" },
  stampsMore: { en: "More stamp cards", de: "Weitere Stempelkarten" },
  perksTitle: { en: "Your perks", de: { du: "Deine Vorteile", sie: "Ihre Vorteile" } },
  perkReady: { en: "available now", de: "jetzt einlösbar" },
  perkAgain: { en: "available again from {date}", de: "wieder ab dem {date}" },
  perkFrom: { en: "available from {date}", de: "ab dem {date}" },
  perkGone: { en: "used up", de: "aufgebraucht" },
  perkUseLeft: { en: "once more", de: "noch einmal" },
  perkUsesLeft: { en: "{n} more times", de: "noch {n}-mal" },
  perkUse: {
    en: "Show your card at the till to use it.",
    de: {
      du: "Zeig an der Kasse einfach deine Karte.",
      sie: "Zeigen Sie an der Kasse einfach Ihre Karte.",
    },
  },
  causesTitle: { en: "Given together", de: "Gemeinsam gespendet" },
  causesGiven: {
    en: "Thanks to you, {amount} has been given so far.",
    de: {
      du: "Dank dir sind schon {amount} zusammengekommen.",
      sie: "Dank Ihnen sind schon {amount} zusammengekommen.",
    },
  },
  messagesTitle: { en: "News for you", de: { du: "Neu für dich", sie: "Neu für Sie" } },
  shareTitle: { en: "Bring a friend", de: "Freunde einladen" },
  shareQr: {
    en: "QR code of your link",
    de: { du: "QR-Code deines Links", sie: "QR-Code Ihres Links" },
  },
  historyTitle: { en: "What happened", de: { du: "Dein Verlauf", sie: "Ihr Verlauf" } },
  historyNone: { en: "Nothing yet.", de: "Noch nichts." },
  older: { en: "Earlier", de: "Früher" },
  getMails: { en: "Get e-mails", de: "E-Mails bekommen" },
  keep: {
    en: "This page is yours alone. Bookmark it, and do not pass the link on.",
    de: {
      du: "Diese Seite ist nur für dich. Speichere sie als Lesezeichen und gib den Link nicht weiter.",
      sie: "Diese Seite ist nur für Sie. Speichern Sie sie als Lesezeichen und geben Sie den Link nicht weiter.",
    },
  },
  endedTitle: { en: "This link has ended", de: "Dieser Link gilt nicht mehr" },
  ended: {
    en: "Links to a card end after a while, to keep it yours. Get a new one by e-mail, or at the till. Nothing that you collected is lost.",
    de: "Links zu einer Karte enden nach einer Weile, damit niemand Fremdes sie nutzt. Einen neuen gibt es per E-Mail oder an der Kasse. Alles Gesammelte bleibt erhalten.",
  },
  mailMe: { en: "Get a new link by e-mail", de: "Neuen Link per E-Mail holen" },
  unknownTitle: { en: "This link leads to no card", de: "Dieser Link führt zu keiner Karte" },
  unknown: {
    en: "Perhaps a piece of it is missing. Open it from the e-mail once more, or ask for a new one at the till.",
    de: "Vielleicht fehlt ein Stück davon. Öffnen Sie ihn noch einmal aus der E-Mail, oder fragen Sie an der Kasse nach einem neuen.",
  },
});
