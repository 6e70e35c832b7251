import type { Text } from "../core/i18n";
import { TOGETHER_TEXTS } from "./together-texts";
import { UNIT_TEXTS } from "./unit-texts";

/**
 * Why points, stamps, perks or donations moved: by reason and kind of unit other than points, else
 * by reason and the account they came from, else by reason and kind of cause, else by reason alone.
 * `{amount}` names what it is of, `{plain}` only how much.
 */
export const TRANSFER_TEXTS: Readonly<Record<string, Text>> = {
  ...UNIT_TEXTS,
  ...TOGETHER_TEXTS,
  earn: {
    en: "{amount} for order {order} of {date}.",
    de: "{amount} für die Bestellung {order} vom {date}.",
  },
  activate: {
    en: "{amount} for order {order} {has} been available since {date}.",
    de: "{amount} für die Bestellung {order} {is} seit dem {date} verfügbar.",
  },
  "activate:referral": {
    en: "{amount} for a recommendation {has} been available since {date}.",
    de: "{amount} für eine Empfehlung {is} seit dem {date} verfügbar.",
  },
  "activate:adjustment": {
    en: "{amount} given by the shop's staff {has} been available since {date}.",
    de: "{amount} aus einer Gutschrift des Teams {is} seit dem {date} verfügbar.",
  },
  expire: {
    en: "{amount} expired unused on {date}.",
    de: "{amount} {is} am {date} ungenutzt verfallen.",
  },
  "expire:inactivity": {
    en: "{amount} expired on {date}, as nothing had been earned or spent for so long.",
    de: "{amount} {is} am {date} verfallen, weil so lange nichts gesammelt oder eingelöst worden war.",
  },
  "expire:pending": {
    en: "{amount} on the way {was} lost on {date}, as the condition for it was not met in time.",
    de: "{amount} {is} am {date} verfallen, ohne verfügbar geworden zu sein, weil die Bedingung dafür nicht rechtzeitig erfüllt wurde.",
  },
  merge: {
    en: "{amount} {was} passed on to another entry of the same person on {date}.",
    de: "{amount} {was} am {date} an einen anderen Eintrag derselben Person übergeben.",
  },
  "merge:merged": {
    en: "{amount} came over from another entry of the same person on {date}.",
    de: "{amount} {is} am {date} von einem anderen Eintrag derselben Person hinzugekommen.",
  },
  unmerge: {
    en: "{amount} went back to another person on {date}, as the two had been taken for one.",
    de: "{amount} {is} am {date} an eine andere Person zurückgegangen, weil beide für eine gehalten worden waren.",
  },
  "unmerge:merged": {
    en: "{amount} came back on {date}, as two persons had been taken for one.",
    de: "{amount} {is} am {date} zurückgekommen, weil zwei Personen für eine gehalten worden waren.",
  },
  pay_debt: {
    en: "{amount} {was} used to make up for points that were spent before they were taken back.",
    de: "{amount} {was} mit einem Fehlbetrag aus einer früheren Rückgabe oder Korrektur verrechnet.",
  },
  reverse: {
    en: "{amount} {was} taken back on {date}, as order {order} was returned, cancelled or changed.",
    de: "{amount} {was} am {date} zurückgebucht, weil die Bestellung {order} zurückgegeben, storniert oder geändert wurde.",
  },
  "reverse:refund": {
    en: "{amount} {was} taken back on {date}, as something of order {order} was returned or refunded.",
    de: "{amount} {was} am {date} zurückgebucht, weil aus der Bestellung {order} etwas zurückgegeben oder erstattet wurde.",
  },
  "reverse:cancel": {
    en: "{amount} {was} taken back on {date}, as order {order} was cancelled.",
    de: "{amount} {was} am {date} zurückgebucht, weil die Bestellung {order} storniert wurde.",
  },
  "reverse:tier": {
    en: "{amount} {was} taken back on {date}, as the level that had brought it was not reached after all.",
    de: "{amount} {was} am {date} zurückgebucht, weil die Stufe, für die es das gab, doch nicht erreicht war.",
  },
  "reverse:amend": {
    en: "{amount} {was} taken back on {date}, as order {order} was changed.",
    de: "{amount} {was} am {date} zurückgebucht, weil die Bestellung {order} geändert wurde.",
  },
  "reverse:expired": {
    en: "{amount} for order {order} had expired before the return; the balance stays as it is.",
    de: "{amount} für die Bestellung {order} {were} vor der Rückgabe schon verfallen; das Guthaben bleibt, wie es ist.",
  },
  "reverse:owed": {
    en: "{amount} for order {order} had been spent before the return. What you earn next makes up for it.",
    de: {
      du: "{amount} für die Bestellung {order} {were} vor der Rückgabe schon eingelöst. Was du als Nächstes sammelst, gleicht das aus.",
      sie: "{amount} für die Bestellung {order} {were} vor der Rückgabe schon eingelöst. Was Sie als Nächstes sammeln, gleicht das aus.",
    },
  },
  "reverse:waived": {
    en: "{amount} for order {order} had been spent before the return. The shop does not ask for it back.",
    de: "{amount} für die Bestellung {order} {were} vor der Rückgabe schon eingelöst. Der Shop fordert nichts zurück.",
  },
  late_reverse: {
    en: "{amount} that came back {was} taken back at once, as order {order} had been returned before.",
    de: "{amount} {was} nach der Rückkehr gleich wieder zurückgebucht, weil die Bestellung {order} vorher zurückgegeben worden war.",
  },
  "reverse:redeemed": {
    en: "{amount} {has} been available again since {date}, as the redemption of a reward was undone.",
    de: "{amount} {is} seit dem {date} wieder verfügbar, weil die Einlösung einer Prämie rückgängig gemacht wurde.",
  },
  referral: {
    en: "{amount} {was} given on {date} for a recommendation.",
    de: "{amount} {was} am {date} für eine Empfehlung gutgeschrieben.",
  },
  referral_undo: {
    en: "{amount} {was} taken back on {date}, as the reward for a recommendation was undone.",
    de: "{amount} {was} am {date} zurückgebucht, weil die Prämie für eine Empfehlung zurückgenommen wurde.",
  },
  "referral_undo:expired": {
    en: "{amount} for a recommendation that was undone had expired before; the balance stays as it is.",
    de: "{amount} aus einer Empfehlung, die rückgängig gemacht wurde, {were} schon verfallen; das Guthaben bleibt, wie es ist.",
  },
  "referral_undo:waived": {
    en: "{amount} for a recommendation that was undone had been spent. The shop does not ask for it back.",
    de: "{amount} aus einer Empfehlung, die rückgängig gemacht wurde, {were} schon eingelöst. Der Shop fordert nichts zurück.",
  },
  redeem: {
    en: "{amount} {was} spent on a reward on {date}.",
    de: "{amount} {was} am {date} für eine Prämie eingelöst.",
  },
  hold: {
    en: "{amount} {was} set aside for a reward on {date}.",
    de: "{amount} {was} am {date} für eine Prämie reserviert.",
  },
  capture: {
    en: "{amount} that {was} set aside {was} spent on a reward on {date}.",
    de: "Aus der Reservierung {was} am {date} {amount} für eine Prämie eingelöst.",
  },
  release: {
    en: "{amount} {has} been available again since {date}, as the reward is no longer set aside.",
    de: "{amount} {is} seit dem {date} wieder verfügbar, weil die Reservierung einer Prämie aufgehoben wurde.",
  },
  time_out: {
    en: "{amount} {has} been available again since {date}, as a reward was not taken in time.",
    de: "{amount} {is} seit dem {date} wieder verfügbar, weil die Reservierung einer Prämie abgelaufen ist.",
  },
  "adjust:adjusted": {
    en: "{amount} {was} given by the shop's staff on {date}.",
    de: "{amount} {was} am {date} vom Team gutgeschrieben.",
  },
  adjust: {
    en: "{amount} {was} taken by the shop's staff on {date}.",
    de: "{amount} {was} am {date} vom Team abgezogen.",
  },
  "adjust:owed": {
    en: "{amount} more than the balance {was} taken by the shop's staff on {date}. What you earn next makes up for it.",
    de: {
      du: "{amount} über das Guthaben hinaus {was} am {date} vom Team abgezogen. Was du als Nächstes sammelst, gleicht das aus.",
      sie: "{amount} über das Guthaben hinaus {was} am {date} vom Team abgezogen. Was Sie als Nächstes sammeln, gleicht das aus.",
    },
  },
  "adjust_undo:adjusted": {
    en: "{amount} {was} given back on {date}, as the shop's staff had taken it and undid that.",
    de: "{amount} {was} am {date} zurückgegeben, weil das Team einen Abzug rückgängig gemacht hat.",
  },
  adjust_undo: {
    en: "{amount} {was} taken back on {date}, as the shop's staff undid a gift.",
    de: "{amount} {was} am {date} zurückgebucht, weil das Team eine Gutschrift rückgängig gemacht hat.",
  },
  "adjust_undo:expired": {
    en: "{amount} of a gift that the shop's staff undid had expired before; the balance stays as it is.",
    de: "{amount} aus einer Gutschrift, die das Team rückgängig gemacht hat, {were} schon verfallen; das Guthaben bleibt, wie es ist.",
  },
  "adjust_undo:waived": {
    en: "{amount} of a gift that the shop's staff undid had been spent. The shop does not ask for it back.",
    de: "{amount} aus einer Gutschrift, die das Team rückgängig gemacht hat, {were} schon eingelöst. Der Shop fordert nichts zurück.",
  },
};

/** For a reason that has no text of its own. */
export const OTHER_TRANSFER: Text = {
  en: "{amount} {was} moved on {date}.",
  de: "{amount} {was} am {date} umgebucht.",
};

/** Verbs as the number of points wants them. */
export const VERBS = {
  de: {
    one: { is: "ist", was: "wurde", were: "war", has: "hat" },
    other: { is: "sind", was: "wurden", were: "waren", has: "haben" },
  },
  en: {
    one: { is: "is", was: "was", were: "was", has: "has" },
    other: { is: "are", was: "were", were: "were", has: "have" },
  },
};
