import { formatMoney, formatPercent, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { formatDates, formatMoment } from "../core/times";
import {
  birthdayText,
  clockText,
  perkText,
  profileText,
  type WhenAsked,
  type WhoAsked,
  whoText,
} from "../effects";
import { amountOf } from "../ledger";
import { stepsOf } from "./kinds";
import { type Price, priceFrom, priceOf } from "./price";
import type { Reward } from "./program";

/* What a reward is and what it costs, in words, as the head of its sentence. */

const KIND: Record<Reward["kind"], Text> = {
  percent: { en: "{name}: {worth} off for {cost}", de: "{name}: {worth} Rabatt für {cost}" },
  fixed_amount: { en: "{name}: {worth} off for {cost}", de: "{name}: {worth} Rabatt für {cost}" },
  free_product: { en: "{name} free for {cost}", de: "{name} gratis für {cost}" },
  free_shipping: {
    en: "{name}: free shipping for {cost}",
    de: "{name}: kostenloser Versand für {cost}",
  },
  gift_card: {
    en: "{name}: a gift card over {worth} for {cost}",
    de: "{name}: eine Geschenkkarte über {worth} für {cost}",
  },
  store_credit: {
    en: "{name}: {worth} of store credit for {cost}",
    de: "{name}: {worth} Guthaben für {cost}",
  },
  points_to_money: {
    en: "{name}: {worth} off for every {cost}{steps}",
    de: "{name}: je {cost} {worth} Rabatt{steps}",
  },
  donation: {
    en: "{name}: for {cost} we give {worth} to {cause}",
    de: "{name}: für {cost} spenden wir {worth} für {cause}",
  },
  sample: { en: "{name} to try for {cost}", de: "{name} zum Probieren für {cost}" },
  event_seat: {
    en: "{name} {when}{place}: a seat for {cost}",
    de: "{name} {when}{place}: ein Platz für {cost}",
  },
  experience: { en: "{name}{place} for {cost}", de: "{name}{place} für {cost}" },
  access: { en: "Access to {quoted} for {cost}", de: "Zugang zu {quoted} für {cost}" },
  perk: { en: "{name}: {perk} for {cost}", de: "{name}: {perk} für {cost}" },
  code_pool: { en: "{name}: a code for {cost}", de: "{name}: ein Code für {cost}" },
};

const STEPS: Text = {
  en: ", {least} to {most} at once",
  de: ", {least} bis {most} auf einmal",
};

/** `Mug free for 500 points`, `Punkte in Geld: je 100 Punkte 1 € Rabatt, 5 € bis 50 € auf einmal`. */
export function kindText(parts: ProgramParts, r: Reward, voice: Voice): string {
  const { locale } = voice;
  const name = r.name[locale];
  return say(KIND[r.kind], voice, {
    name,
    quoted: quoted(name, locale),
    cost: costText(parts, r, voice),
    worth: worthText(r, voice),
    cause: r.kind === "donation" ? causeText(parts, r.cause, voice) : "",
    perk: r.kind === "perk" ? perkText(parts, r.perk, voice) : "",
    when: r.kind === "event_seat" ? whenText(r, voice) : "",
    place: "place" in r && r.place !== undefined ? ` (${r.place})` : "",
    steps: r.kind === "points_to_money" ? stepsText(r, voice) : "",
  });
}

const ONLY: Text = { en: "only {asked}", de: "nur {asked}" };

/** `500 points (with Gold status: 400 points)`. */
function costText(parts: ProgramParts, r: Reward, voice: Voice): string {
  const text = ({ unit, amount }: Price) => amountOf(parts, unit, amount, voice);
  const others = r.prices.map(({ if: asked, cost }) =>
    [askedText(parts, asked, voice), text(priceFrom(cost))].filter((t) => t !== "").join(": "),
  );
  const plain = text(priceOf(r));
  return others.length === 0 ? plain : `${plain} (${others.join("; ")})`;
}

/** `only with Gold status`, `nur montags von 15 bis 17 Uhr`; empty for whoever and whenever. */
export function onlyText(parts: ProgramParts, r: Reward, voice: Voice): string {
  const asked = askedText(parts, { ...r.onlyFor, ...r.schedule }, voice);
  return asked === "" ? "" : say(ONLY, voice, { asked });
}

const askedText = (parts: ProgramParts, asked: WhoAsked & WhenAsked, voice: Voice): string =>
  [
    whoText(parts, asked, voice),
    birthdayText(asked.birthday, voice),
    clockText(asked, voice),
    profileText(parts, asked, voice),
  ]
    .filter((text) => text !== "")
    .join(", ");

function worthText(r: Reward, voice: Voice): string {
  if (r.kind === "percent") return formatPercent(r.percent, voice.locale);
  return "amount" in r ? money(r.amount, voice) : "";
}

const money = (minor: number, { currency, locale }: Voice): string =>
  formatMoney(minor, currency, locale);

function causeText({ causes }: ProgramParts, key: string, { locale }: Voice): string {
  const cause = causes.find((c) => c.key === key);
  return quoted(cause?.name[locale] ?? key, locale);
}

type Seat = Extract<Reward, { kind: "event_seat" }>;
type Slider = Extract<Reward, { kind: "points_to_money" }>;

const whenText = ({ startsAt, endsAt }: Seat, { timeZone, locale }: Voice): string =>
  endsAt === undefined
    ? formatMoment(Date.parse(startsAt), timeZone, locale)
    : formatDates(startsAt, endsAt, timeZone, locale);

function stepsText(r: Slider, voice: Voice): string {
  const { minimum, maximum } = stepsOf(r);
  if (minimum === maximum) return "";
  const [least, most] = [money(minimum * r.amount, voice), money(maximum * r.amount, voice)];
  return say(STEPS, voice, { least, most });
}
