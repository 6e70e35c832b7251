import { formatDuration, formatList, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";
import { namesOf } from "../ledger";

const WIN_BACK: Text = {
  en: "If you stay away longer than usual, we may ask after you.",
  de: {
    du: "Bleibst du länger weg als sonst, melden wir uns vielleicht bei dir.",
    sie: "Bleiben Sie länger weg als sonst, melden wir uns vielleicht bei Ihnen.",
  },
};
const WIN_BACK_GIFT: Text = {
  en: "If you stay away longer than usual, we may send you a voucher: {name}.",
  de: {
    du: "Bleibst du länger weg als sonst, schenken wir dir vielleicht einen Gutschein: {name}.",
    sie: "Bleiben Sie länger weg als sonst, schenken wir Ihnen vielleicht einen Gutschein: {name}.",
  },
};
const EXPIRING: Text = {
  en: "Before {points} expire, we tell you: {notices} ahead.",
  de: {
    du: "Bevor {points} verfallen, sagen wir dir Bescheid: {notices} vorher.",
    sie: "Bevor {points} verfallen, sagen wir Ihnen Bescheid: {notices} vorher.",
  },
};
const FREE: Text = {
  en: "When {points} that were on the way can be spent, we tell you.",
  de: {
    du: "Sobald du {points} einlösen kannst, die noch unterwegs waren, sagen wir dir Bescheid.",
    sie: "Sobald Sie {points} einlösen können, die noch unterwegs waren, sagen wir Ihnen Bescheid.",
  },
};

/** The journeys that are on; of expiries only where points expire at all. */
export function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const { winBack, pointsExpiring, pointsFree } = parts.journeys;
  const { points } = namesOf(parts, parts.units[0]?.key ?? "points", voice);
  const hasPoints = parts.units.length > 0;
  const said: (Sentence | false)[] = [
    winBack.isEnabled && {
      ruleId: "journeys.winBack",
      text: winBack.voucher
        ? say(WIN_BACK_GIFT, voice, { name: winBack.voucher.name[voice.locale] })
        : say(WIN_BACK, voice),
    },
    hasPoints &&
      pointsExpiring.isEnabled &&
      parts.expiry.policy !== "never" && {
        ruleId: "journeys.pointsExpiring",
        text: say(EXPIRING, voice, { points, notices: noticesIn(parts, voice) }),
      },
    hasPoints &&
      pointsFree.isEnabled && {
        ruleId: "journeys.pointsFree",
        text: say(FREE, voice, { points }),
      },
  ];
  return said.filter((sentence) => sentence !== false);
}

function noticesIn({ journeys }: ProgramParts, { locale }: Voice): string {
  const days = (text: string) => Number(text.slice(1, -1));
  const ordered = [...journeys.pointsExpiring.noticeBefore].sort((a, b) => days(b) - days(a));
  return formatList(
    ordered.map((before) => formatDuration(before, locale)),
    locale,
  );
}
