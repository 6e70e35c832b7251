import type { Text } from "../core/i18n";

/* What the pages of the portal say. German speaks as the shop does: du or Sie. */

export const texts = <K extends string>(all: Record<K, Text>): Record<K, Text> => all;

export const JOIN = texts({
  title: { en: "Join in at {shop}", de: "Mitmachen bei {shop}" },
  lead: {
    en: "Collect {points} with every purchase and turn them into rewards.",
    de: {
      du: "Sammle mit jedem Einkauf {points} und löse sie gegen Prämien ein.",
      sie: "Sammeln Sie mit jedem Einkauf {points} und lösen Sie sie gegen Prämien ein.",
    },
  },
  invited: {
    en: "Somebody you know sent you: whoever is new finds a welcome gift on the card.",
    de: {
      du: "Jemand, den du kennst, hat dich eingeladen: Wer neu ist, findet auf der Karte ein Willkommensgeschenk.",
      sie: "Jemand, den Sie kennen, hat Sie eingeladen: Wer neu ist, findet auf der Karte ein Willkommensgeschenk.",
    },
  },
  name: { en: "Name (if you like)", de: "Name (freiwillig)" },
  email: { en: "E-mail address", de: "E-Mail-Adresse" },
  emailWrong: {
    en: "Please check the address: something like name@example.com.",
    de: {
      du: "Bitte prüfe die Adresse, zum Beispiel name@example.com.",
      sie: "Bitte prüfen Sie die Adresse, zum Beispiel name@example.com.",
    },
  },
  may: { en: "If you like", de: { du: "Wenn du magst", sie: "Wenn Sie mögen" } },
  meaning: {
    en: "Taking part is free. We keep your name, your address and your purchases to credit your {points}, and delete them when you ask us to.",
    de: {
      du: "Mitmachen kostet nichts. Wir speichern deinen Namen, deine Adresse und deine Einkäufe, um deine {points} gutzuschreiben, und löschen sie, wenn du das möchtest.",
      sie: "Mitmachen kostet nichts. Wir speichern Ihren Namen, Ihre Adresse und Ihre Einkäufe, um Ihre {points} gutzuschreiben, und löschen sie, wenn Sie das möchten.",
    },
  },
  meaningPlain: {
    en: "Taking part is free. We keep your name, your address and your purchases for that, and delete them when you ask us to.",
    de: {
      du: "Mitmachen kostet nichts. Wir speichern dafür deinen Namen, deine Adresse und deine Einkäufe und löschen sie, wenn du das möchtest.",
      sie: "Mitmachen kostet nichts. Wir speichern dafür Ihren Namen, Ihre Adresse und Ihre Einkäufe und löschen sie, wenn Sie das möchten.",
    },
  },
  more: { en: "More at {site}", de: "Mehr auf {site}" },
  send: { en: "Join in", de: "Mitmachen" },
  trap: { en: "Leave this field empty", de: "Dieses Feld bitte frei lassen" },
  sentTitle: {
    en: "Look into your mailbox",
    de: { du: "Schau in dein Postfach", sie: "Schauen Sie in Ihr Postfach" },
  },
  sent: {
    en: "We have sent you an e-mail. Open the link in it, and your card is ready.",
    de: {
      du: "Wir haben dir eine E-Mail geschickt. Öffne den Link darin, und deine Karte ist da.",
      sie: "Wir haben Ihnen eine E-Mail geschickt. Öffnen Sie den Link darin, und Ihre Karte ist da.",
    },
  },
  sentHint: {
    en: "Nothing there after a few minutes? Look into the spam folder, or try again in ten minutes.",
    de: {
      du: "Nach ein paar Minuten noch nichts da? Sieh im Spam-Ordner nach oder versuche es in zehn Minuten noch einmal.",
      sie: "Nach ein paar Minuten noch nichts da? Sehen Sie im Spam-Ordner nach oder versuchen Sie es in zehn Minuten noch einmal.",
    },
  },
  confirmTitle: { en: "Nearly there", de: "Fast geschafft" },
  confirmLead: {
    en: "One more click, and your card from {shop} is ready.",
    de: {
      du: "Noch ein Klick, und deine Karte von {shop} ist da.",
      sie: "Noch ein Klick, und Ihre Karte von {shop} ist da.",
    },
  },
  agreed: {
    en: "With it you agree to this:",
    de: { du: "Damit stimmst du zu:", sie: "Damit stimmen Sie zu:" },
  },
  confirm: { en: "Show my card", de: "Karte anzeigen" },
  endedTitle: { en: "This link has ended", de: "Dieser Link gilt nicht mehr" },
  ended: {
    en: "It was valid for seven days. Just fill in the form again.",
    de: {
      du: "Er galt sieben Tage. Füll das Formular einfach noch einmal aus.",
      sie: "Er galt sieben Tage. Füllen Sie das Formular einfach noch einmal aus.",
    },
  },
});

export const MAIL = texts({
  subject: {
    en: "Your card from {shop}",
    de: { du: "Deine Karte von {shop}", sie: "Ihre Karte von {shop}" },
  },
  text: {
    en: "Hello,\n\nsomebody, hopefully you, entered this address to get the card of {shop}. Open this link, and it is ready:\n\n{url}\n\nThe link is valid for seven days. If it was not you, do nothing: we delete the address then.\n\n{sender}",
    de: {
      du: "Hallo,\n\njemand, hoffentlich du, hat diese Adresse eingetragen, um die Karte von {shop} zu bekommen. Öffne diesen Link, und sie ist da:\n\n{url}\n\nDer Link gilt sieben Tage. Warst du es nicht, brauchst du nichts zu tun: Wir löschen die Adresse dann.\n\n{sender}",
      sie: "Guten Tag,\n\njemand, hoffentlich Sie, hat diese Adresse eingetragen, um die Karte von {shop} zu bekommen. Öffnen Sie diesen Link, und sie ist da:\n\n{url}\n\nDer Link gilt sieben Tage. Waren Sie es nicht, brauchen Sie nichts zu tun: Wir löschen die Adresse dann.\n\n{sender}",
    },
  },
});

export const POSTER = texts({
  scan: {
    en: "Scan and join in",
    de: { du: "Scannen und mitmachen", sie: "Scannen und mitmachen" },
  },
  qr: { en: "QR code to join in at {shop}", de: "QR-Code zum Mitmachen bei {shop}" },
  print: {
    en: "Print this page on A4.",
    de: { du: "Druck diese Seite auf A4 aus.", sie: "Drucken Sie diese Seite auf A4 aus." },
  },
});

/** By purpose of a consent. */
export const LEAVE = texts({
  marketing: { en: "Stop news and offers", de: "Neuigkeiten abbestellen" },
  points: { en: "Stop reminders", de: "Erinnerungen abbestellen" },
});
