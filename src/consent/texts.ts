import type { Locale, Shop } from "../core/context";
import type { Text } from "../core/i18n";
import type { Wording } from "./grant";
import type { Purpose } from "./rules";

/**
 * The sentences that members agree to, each by a box of its own. The member speaks, so German
 * needs no form of address.
 */
const WORDINGS: Readonly<Record<Purpose, Readonly<Record<Locale, string>>>> = {
  marketing: {
    en: "Yes, {shop} may e-mail me news and offers. I can withdraw this at any time, free of charge, for example with the link in every e-mail.",
    de: "Ja, {shop} darf mir Neuigkeiten und Angebote per E-Mail schicken. Das kann ich jederzeit kostenlos widerrufen, zum Beispiel mit dem Link in jeder E-Mail.",
  },
  points: {
    en: "Yes, {shop} may remind me by e-mail of my points: when they become available and before they expire. I can withdraw this at any time, free of charge, for example with the link in every e-mail.",
    de: "Ja, {shop} darf mich per E-Mail an meine Punkte erinnern: wenn sie verfügbar werden und bevor sie verfallen. Das kann ich jederzeit kostenlos widerrufen, zum Beispiel mit dem Link in jeder E-Mail.",
  },
};

/** The sentence to show beside the box for a purpose, and to record when it was ticked. */
export const wordingOf = (locale: Locale, purpose: Purpose, shop: Pick<Shop, "name">): Wording => ({
  locale,
  text: WORDINGS[purpose][locale].replace("{shop}", () => shop.name),
});

/** What a purpose is called within a sentence. */
export const PURPOSE_NAMES: Readonly<Record<Purpose, Text>> = {
  marketing: { en: "news and offers", de: "Neuigkeiten und Angebote" },
  points: {
    en: "reminders of your points",
    de: { du: "Erinnerungen an deine Punkte", sie: "Erinnerungen an Ihre Punkte" },
  },
};
