import type { Text } from "../core/i18n";

/** Why points moved between members. */
export const TOGETHER_TEXTS: Readonly<Record<string, Text>> = {
  volume_bonus: {
    en: "{amount} {was} given on {date} for what the company bought in a year.",
    de: "{amount} {was} am {date} für die Einkäufe eines Jahres gutgeschrieben.",
  },
  "activate:volume_bonus": {
    en: "{amount} for a year's purchases {has} been available since {date}.",
    de: "{amount} für die Einkäufe eines Jahres {is} seit dem {date} verfügbar.",
  },
  household_put: {
    en: "{amount} {was} put into the household's pool on {date}.",
    de: "{amount} {was} am {date} in den Topf des Haushalts gelegt.",
  },
  household_draw: {
    en: "{amount} {was} taken from the household's pool on {date}.",
    de: "{amount} {was} am {date} aus dem Topf des Haushalts genommen.",
  },
  household_share: {
    en: "{amount} {was} paid out of the household's pool on {date}, as somebody left it.",
    de: "{amount} {was} am {date} aus dem Topf des Haushalts ausgezahlt, weil jemand ausgeschieden ist.",
  },
  "activate:household": {
    en: "{amount} from a household {has} been available since {date}.",
    de: "{amount} aus einem Haushalt {is} seit dem {date} verfügbar.",
  },
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
