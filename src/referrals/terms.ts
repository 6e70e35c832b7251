import { formatDuration, formatMoney, formatNumber, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";
import { amountOf } from "../ledger";
import { moneyIn, type Worth } from "../vouchers";
import type { AdvocateReward, ReferralVoucher } from "./program";

const OFF: Record<Worth["kind"], Text> = {
  percent: { en: "{percent} % off", de: "{percent} % Rabatt" },
  fixed_amount: { en: "{amount} off", de: "{amount} Rabatt" },
  free_product: { en: "“{name}” for free", de: "„{name}“ gratis" },
  free_shipping: { en: "free shipping", de: "kostenlosen Versand" },
  gift_card: { en: "a gift card over {amount}", de: "eine Geschenkkarte über {amount}" },
  thing: { en: "“{name}” for free", de: "„{name}“ gratis" },
};
const FROM: Text = { en: " from {minimum}", de: " ab {minimum}" };

/** To the member who recommends. Their own part begins the sentence where there is none for friends. */
const FOR_ADVOCATE: Record<"both" | "friend" | "advocate" | "none", Text> = {
  both: {
    en: "Your friend gets {friend} on a first order; you get {advocate} once that can no longer be returned.",
    de: {
      du: "Freunde bekommen {friend} auf die erste Bestellung, du {advocate}, sobald deren Rückgabefrist vorbei ist.",
      sie: "Freunde bekommen {friend} auf die erste Bestellung, Sie {advocate}, sobald deren Rückgabefrist vorbei ist.",
    },
  },
  friend: {
    en: "Friends whom you recommend us to get {friend} on their first order.",
    de: {
      du: "Wem du uns empfiehlst, bekommt {friend} auf die erste Bestellung.",
      sie: "Wem Sie uns empfehlen, bekommt {friend} auf die erste Bestellung.",
    },
  },
  advocate: {
    en: "You get {advocate} once a friend's first order can no longer be returned.",
    de: {
      du: "Du bekommst {advocate}, sobald die Rückgabefrist der ersten Bestellung eines Freundes vorbei ist.",
      sie: "Sie bekommen {advocate}, sobald die Rückgabefrist der ersten Bestellung eines Freundes vorbei ist.",
    },
  },
  none: {
    en: "Tell your friends about us.",
    de: { du: "Erzähl deinen Freunden von uns.", sie: "Erzählen Sie Ihren Freunden von uns." },
  },
};

/** To the friend. */
const FOR_FRIEND: typeof FOR_ADVOCATE = {
  both: {
    en: "You get {friend} on your first order; whoever recommended us gets {advocate} once you keep it.",
    de: {
      du: "Du bekommst {friend} auf deine erste Bestellung, und wer uns empfohlen hat, {advocate}, wenn du sie behältst.",
      sie: "Sie bekommen {friend} auf Ihre erste Bestellung, und wer uns empfohlen hat, {advocate}, wenn Sie sie behalten.",
    },
  },
  friend: {
    en: "You get {friend} on your first order.",
    de: {
      du: "Du bekommst {friend} auf deine erste Bestellung.",
      sie: "Sie bekommen {friend} auf Ihre erste Bestellung.",
    },
  },
  advocate: {
    en: "If you order and keep it, whoever recommended us to you gets {advocate}.",
    de: {
      du: "Wenn du bestellst und es behältst, bekommt {advocate}, wer uns empfohlen hat.",
      sie: "Wenn Sie bestellen und es behalten, bekommt {advocate}, wer uns empfohlen hat.",
    },
  },
  none: {
    en: "Welcome! Somebody who likes to shop here thought of you.",
    de: {
      du: "Willkommen! Jemand, der gern hier einkauft, hat an dich gedacht.",
      sie: "Willkommen! Jemand, der gern hier einkauft, hat an Sie gedacht.",
    },
  },
};

/** What both sides get, in one sentence of at most 160 characters, said to one of them. */
export function termsFor(to: "advocate" | "friend", parts: ProgramParts, voice: Voice): string {
  const { friend, advocate } = parts.referral;
  const kind = friend ? (advocate ? "both" : "friend") : advocate ? "advocate" : "none";
  const text = (to === "advocate" ? FOR_ADVOCATE : FOR_FRIEND)[kind];
  return say(text, voice, {
    friend: friend ? voucherText(friend.voucher, voice) : "",
    advocate: advocate ? rewardText(parts, advocate, voice) : "",
  });
}

function voucherText({ name, worth, minimumTotal }: ReferralVoucher, voice: Voice): string {
  const money = (minor: number) => formatMoney(minor, voice.currency, voice.locale);
  const off = say(OFF[worth.kind], voice, {
    name: name[voice.locale],
    percent: worth.kind === "percent" ? formatNumber(worth.percent, voice.locale) : "",
    amount: money(moneyIn(worth)),
  });
  return minimumTotal ? off + say(FROM, voice, { minimum: money(minimumTotal) }) : off;
}

const rewardText = (parts: ProgramParts, reward: AdvocateReward, voice: Voice): string =>
  "points" in reward
    ? amountOf(parts, reward.unit, reward.points, voice)
    : voucherText(reward.voucher, voice);

const WINDOWS: Text = {
  en: "A recommendation counts if the friend joins within {attribution} of the click and then orders within {qualify}{minimum}.",
  de: "Eine Empfehlung zählt, wenn innerhalb von {attribution} nach dem Klick die Anmeldung folgt und innerhalb von {qualify} danach eine Bestellung{minimum}.",
};
const MINIMUM: Text = { en: ", for at least {minimum}", de: " ab {minimum}" };
const LIMIT: Text = {
  en: "Up to {n} friends count within twelve months.",
  de: "Innerhalb von zwölf Monaten zählen bis zu {n} Freunde.",
};

/** The rules of referrals; none where they are switched off. */
export function referralSentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const { referral: terms } = parts;
  if (!terms.isEnabled) return [];
  const minimum = formatMoney(terms.minimumTotal, voice.currency, voice.locale);
  const windows = say(WINDOWS, voice, {
    attribution: formatDuration(terms.attributionWindow, voice.locale, "dative"),
    qualify: formatDuration(terms.qualifyWithin, voice.locale, "dative"),
    minimum: terms.minimumTotal > 0 ? say(MINIMUM, voice, { minimum }) : "",
  });
  const limit = formatNumber(terms.limitPerYear ?? 0, voice.locale);
  return [
    { ruleId: "referral.terms", text: termsFor("advocate", parts, voice) },
    { ruleId: "referral.windows", text: windows },
    ...(terms.limitPerYear === null
      ? []
      : [{ ruleId: "referral.limitPerYear", text: say(LIMIT, voice, { n: limit }) }]),
  ];
}

const SHARE: Text = {
  en: "I like to shop at {shop}. {gift}Have a look: {url}",
  de: {
    du: "Ich kaufe gern bei {shop} ein. {gift}Schau mal: {url}",
    sie: "Ich kaufe gern bei {shop} ein. {gift}Schauen Sie mal: {url}",
  },
};
const GIFT: Text = {
  en: "With my link you get {friend} on your first order. ",
  de: {
    du: "Mit meinem Link bekommst du {friend} auf deine erste Bestellung. ",
    sie: "Mit meinem Link bekommen Sie {friend} auf Ihre erste Bestellung. ",
  },
};

/** What a member may send to friends from their own phone, in their own name. */
export function shareText(parts: ProgramParts, voice: Voice, shop: string, url: string): string {
  const { isEnabled, friend } = parts.referral;
  const gift =
    isEnabled && friend ? say(GIFT, voice, { friend: voucherText(friend.voucher, voice) }) : "";
  return say(SHARE, voice, { shop, url, gift });
}
