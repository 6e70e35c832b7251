import type { Text } from "../core/i18n";

/** Why points moved between members. */
export const TOGETHER_TEXTS: Readonly<Record<string, Text>> = {
  gift_sent: {
    en: "{amount} {was} given to another member on {date}.",
    de: "{amount} {was} am {date} an ein anderes Mitglied verschenkt.",
  },
  gift_received: {
    en: "{amount} {was} given by another member on {date}.",
    de: "{amount} {was} am {date} von einem anderen Mitglied geschenkt.",
  },
  "activate:gift": {
    en: "{amount} from another member {has} been available since {date}.",
    de: "{amount} von einem anderen Mitglied {is} seit dem {date} verfügbar.",
  },
  gift_undo: {
    en: "{amount} {was} taken back on {date}, as a gift between members was undone.",
    de: "{amount} {was} am {date} zurückgebucht, weil ein Geschenk unter Mitgliedern rückgängig gemacht wurde.",
  },
  "gift_undo:transferred": {
    en: "{amount} came back on {date}, as a gift to another member was undone.",
    de: "{amount} {is} am {date} zurückgekommen, weil ein Geschenk an ein anderes Mitglied rückgängig gemacht wurde.",
  },
  "gift_undo:owed": {
    en: "{amount} of a gift that was undone had been spent. What you earn next makes up for it.",
    de: {
      du: "{amount} aus einem Geschenk, das rückgängig gemacht wurde, {were} schon eingelöst. Was du als Nächstes sammelst, gleicht das aus.",
      sie: "{amount} aus einem Geschenk, das rückgängig gemacht wurde, {were} schon eingelöst. Was Sie als Nächstes sammeln, gleicht das aus.",
    },
  },
};
