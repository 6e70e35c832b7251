import type { Context } from "../core/context";
import { formatMoney, formatNumber, formatPercent, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { headlinesLeftOut, MAX_SUMMARY, type ProgramWarning, voiceOf } from "../program";
import { easiestOf, type Findings, percentBack, WITHIN_DAYS } from "./findings";
import type { Target } from "./reach";
import { rounded } from "./trade";

/** A reward that four of five members never see within three months brings nobody back. */
const UNREACHABLE_SHARE = 0.2;
/** Less than a hundredth is less than what rounding at the till gives. */
const WORTHLESS_PERCENT = 1;
/** As many things as people keep in mind at once (Miller, 1956). */
const MAX_RULES = 7;

/** What of a valid program would disappoint, in the reader's language. */
export function warningsOf(
  ctx: Context,
  parts: ProgramParts,
  findings: Findings,
): ProgramWarning[] {
  const voice = voiceOf(ctx);
  return [
    ...unreachable(findings, voice),
    ...worthless(parts, findings, voice),
    ...tooMany(parts, voice),
    ...unsaid(ctx, parts),
  ];
}

const UNREACHABLE: Text = {
  en: "{share} of members reach “{name}” within {days} days{assumed}; what most never see brings nobody back.",
  de: "{share} der Mitglieder erreichen „{name}“ innerhalb von {days} Tagen{assumed}; was die meisten nie sehen, holt niemanden zurück.",
};
const ASSUMED: Text = {
  en: " (assumed: {n} × {money} a month)",
  de: " (angenommen: {n} × {money} im Monat)",
};
const WORTHLESS: Text = {
  en: "“{name}” gives back {percent} of what it takes to earn it; below {least} nobody notices.",
  de: "„{name}“ gibt {percent} dessen zurück, was man dafür ausgibt; unter {least} merkt das niemand.",
};
const TOO_MANY: Text = {
  en: "Nobody keeps {n} rules in mind; up to {most} can be told at the counter.",
  de: "{n} Regeln kann sich niemand merken; bis zu {most} lassen sich an der Theke erklären.",
};
const UNSAID: Text = {
  en: "One sentence of {most} characters has no room to say: {left}.",
  de: "In einem Satz mit {most} Zeichen ist kein Platz für: {left}.",
};

const nameOf = ({ name }: Pick<Target, "name">, { locale }: Voice): string => name[locale];

function unreachable(findings: Findings, voice: Voice): ProgramWarning[] {
  const { locale } = voice;
  const easiest = easiestOf(findings);
  if (!easiest || easiest.share >= UNREACHABLE_SHARE) return [];
  const { orderValue, ordersPerMonth } = findings.trade;
  const assumed = say(ASSUMED, voice, {
    n: formatNumber(ordersPerMonth, locale),
    money: formatMoney(orderValue, voice.currency, locale),
  });
  const detail = say(UNREACHABLE, voice, {
    share: formatPercent(rounded(easiest.share * 100, 1), locale),
    name: nameOf(easiest.target, voice),
    days: formatNumber(WITHIN_DAYS, locale),
    assumed: findings.basis === "assumptions" ? assumed : "",
  });
  return [{ code: "unreachable_reward", detail, pointer: easiest.target.pointer }];
}

function worthless(parts: ProgramParts, findings: Findings, voice: Voice): ProgramWarning[] {
  return findings.reaches.flatMap(({ target }) => {
    const percent = percentBack(parts, findings, target);
    if (percent === null || percent >= WORTHLESS_PERCENT) return [];
    const detail = say(WORTHLESS, voice, {
      name: nameOf(target, voice),
      percent: formatPercent(rounded(percent, 2), voice.locale),
      least: formatPercent(WORTHLESS_PERCENT, voice.locale),
    });
    return [{ code: "worthless_reward", detail, pointer: target.pointer }];
  });
}

function tooMany({ earning: { rules } }: ProgramParts, voice: Voice): ProgramWarning[] {
  if (rules.length <= MAX_RULES) return [];
  const number = (n: number) => formatNumber(n, voice.locale);
  const detail = say(TOO_MANY, voice, { n: number(rules.length), most: number(MAX_RULES) });
  return [{ code: "too_many_rules", detail, pointer: `/earning/rules/${MAX_RULES}` }];
}

/** In any language that a member may read. */
function unsaid(ctx: Context, parts: ProgramParts): ProgramWarning[] {
  const left = (["de", "en"] as const).find(
    (locale) => headlinesLeftOut(ctx, parts, voiceOf(ctx, locale)).length > 0,
  );
  if (!left) return [];
  const [first] = headlinesLeftOut(ctx, parts, voiceOf(ctx, left));
  const detail = say(UNSAID, voiceOf(ctx), {
    most: formatNumber(MAX_SUMMARY, ctx.locale),
    left: quoted(first?.text ?? "", left),
  });
  return [{ code: "no_single_sentence", detail, pointer: "" }];
}
