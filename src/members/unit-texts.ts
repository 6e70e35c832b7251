import type { Text } from "../core/i18n";

/** Why stamps, perks and donations moved, and what cards and levels gave. */
export const UNIT_TEXTS: Readonly<Record<string, Text>> = {
  "earn:donation": {
    en: "{plain} was given to {name} on {date}.",
    de: "{plain} {was} am {date} an {name} gespendet.",
  },
  "activate:card": {
    en: "{amount} for a full card {has} been available since {date}.",
    de: "{amount} für eine volle Karte {is} seit dem {date} verfügbar.",
  },
  "activate:tier": {
    en: "{amount} for a level that was reached {has} been available since {date}.",
    de: "{amount} für eine erreichte Stufe {is} seit dem {date} verfügbar.",
  },
  pay: {
    en: "{amount} {was} used to pay for order {order} on {date}.",
    de: "{amount} {was} am {date} für die Bestellung {order} eingesetzt.",
  },
  pay_undo: {
    en: "{amount} came back on {date}, as something of order {order} was returned, cancelled or changed.",
    de: "{amount} {was} am {date} zurückgebucht, weil an der Bestellung {order} etwas zurückgegeben, storniert oder geändert wurde.",
  },
  top_up: {
    en: "{amount} {was} topped up on {date}.",
    de: "{amount} {was} am {date} aufgeladen.",
  },
  claim: {
    en: "{amount} {was} added on {date} from a gift card.",
    de: "{amount} {was} am {date} von einer Geschenkkarte gutgeschrieben.",
  },
  voucher_share: {
    en: "{amount} {was} added on {date} for the share of a voucher in what came back of order {order}.",
    de: "{amount} {was} am {date} gutgeschrieben: der Anteil eines Gutscheins an dem, was aus der Bestellung {order} zurückkam.",
  },
  "hold:credit": {
    en: "{amount} {was} set aside for a cart on {date}.",
    de: "{amount} {was} am {date} für einen Warenkorb reserviert.",
  },
  "capture:credit": {
    en: "{amount} that {was} set aside {was} used to pay for order {order} on {date}.",
    de: "Aus der Reservierung {was} am {date} {amount} für die Bestellung {order} eingesetzt.",
  },
  "release:credit": {
    en: "{amount} {has} been available again since {date}, as the cart is no longer held.",
    de: "{amount} {is} seit dem {date} wieder verfügbar, weil der Warenkorb nicht mehr reserviert ist.",
  },
  "time_out:credit": {
    en: "{amount} {has} been available again since {date}, as the cart was not ordered in time.",
    de: "{amount} {is} seit dem {date} wieder verfügbar, weil der Warenkorb nicht rechtzeitig bestellt wurde.",
  },
  "reverse:donation": {
    en: "A donation of {plain} to {name} was taken back on {date}.",
    de: "Eine Spende von {plain} an {name} wurde am {date} zurückgenommen.",
  },
  donate: {
    en: "{amount} {was} given to a cause on {date}.",
    de: "{amount} {was} am {date} gespendet.",
  },
  donate_worth: {
    en: "{plain} was given to {name} on {date} for donated points.",
    de: "{plain} {was} am {date} für gespendete Punkte an {name} gegeben.",
  },
  donate_money: {
    en: "{plain} of the member’s own money was given to {name} on {date}.",
    de: "{plain} {was} am {date} als eigene Spende an {name} gegeben.",
  },
  donate_undo: {
    en: "{amount} {has} been back since {date}, as the donation was undone.",
    de: "{amount} {is} seit dem {date} zurück, weil die Spende rückgängig gemacht wurde.",
  },
  donate_withdrawn: {
    en: "A donation of {plain} to {name} was undone on {date}.",
    de: "Eine Spende von {plain} an {name} wurde am {date} rückgängig gemacht.",
  },
  card: {
    en: "{name} was full on {date}: {plain} {was} redeemed.",
    de: "{name} war am {date} voll: {plain} {was} eingelöst.",
  },
  card_undo: {
    en: "{amount} {has} been back since {date}, as a full card was undone.",
    de: "{amount} {is} seit dem {date} zurück, weil eine volle Karte rückgängig gemacht wurde.",
  },
  gift: {
    en: "{amount} {was} given on {date}.",
    de: "{amount} {was} am {date} gutgeschrieben.",
  },
  "activate:redemption": {
    en: "{amount} for a reward {has} been available since {date}.",
    de: "{amount} aus einer Prämie {is} seit dem {date} verfügbar.",
  },
  "gift:redemption": {
    en: "{amount} {was} given on {date} for a reward.",
    de: "{amount} {was} am {date} für eine Prämie gutgeschrieben.",
  },
  "gift:donation": {
    en: "{plain} was given to {name} on {date}.",
    de: "{plain} {was} am {date} an {name} gespendet.",
  },
  "gift:card": {
    en: "{amount} {was} given on {date} for a full card.",
    de: "{amount} {was} am {date} für eine volle Karte gutgeschrieben.",
  },
  "gift:tier": {
    en: "{amount} {was} given on {date} for a level that was reached.",
    de: "{amount} {was} am {date} für eine erreichte Stufe gutgeschrieben.",
  },
  gift_undo: {
    en: "{amount} {was} taken back on {date}, as what had brought it was undone.",
    de: "{amount} {was} am {date} zurückgebucht, weil der Anlass dafür rückgängig gemacht wurde.",
  },
  "gift_undo:donation": {
    en: "A donation of {plain} to {name} was taken back on {date}.",
    de: "Eine Spende von {plain} an {name} wurde am {date} zurückgenommen.",
  },
  "gift_undo:expired": {
    en: "{amount} that had been given and was undone had expired before; the balance stays as it is.",
    de: "{amount} aus einem Anlass, der rückgängig gemacht wurde, {were} schon verfallen; das Guthaben bleibt, wie es ist.",
  },
  use: {
    en: "{amount} {was} used on {date}.",
    de: "{amount} {was} am {date} genutzt.",
  },
  use_undo: {
    en: "{amount} {was} given back on {date}, as the use had been a mistake.",
    de: "{amount} {was} am {date} zurückgegeben, weil die Nutzung ein Versehen war.",
  },
};
