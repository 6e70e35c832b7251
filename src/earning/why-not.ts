import { asSentence, formatMoney, formatNumber, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { formatDates } from "../core/times";
import { limitsText } from "../effects";
import { amountOf } from "../ledger";
import { toIso } from "../lib/time";
import type { Rule } from "./document";
import { limitsOf } from "./lookup";
import { BASE_RULE } from "./names";
import { capText } from "./sentences";
import type { Passed, WhyNot } from "./types";
import { ruleName } from "./words";
import { unitGiven } from "./words-given";
import { type Asked, askedText } from "./words-only";

/* Why a rule gave nothing, or less than it would, in one sentence. */

const ONLY: Text = { en: "this is only given {when}", de: "das gibt es nur {when}" };

const WHY: Record<Exclude<WhyNot, Asked>, Text> = {
  rate: { en: "purchases as such earn nothing", de: "Einkäufe an sich bringen nichts" },
  not_yet: { en: "this is only given {from}", de: "das gibt es erst {from}" },
  over: { en: "this was only given {dates}", de: "das gab es nur {dates}" },
  lines: {
    en: "there was nothing in it that counts for this",
    de: "es war nichts dabei, das dafür zählt",
  },
  kind: { en: "this kind of purchase does not count", de: "diese Art von Einkauf zählt nicht" },
  part: { en: "this part of the bill does not count", de: "dieser Teil der Rechnung zählt nicht" },
  free: { en: "what is free of charge earns nothing", de: "was nichts kostet, bringt auch nichts" },
  minimum_total: {
    en: "this is only given for {minimum} or more; it was {missing} short",
    de: "das gibt es erst ab {minimum}; es haben noch {missing} gefehlt",
  },
  minimum_quantity: {
    en: "this is only given if you buy at least {minimum}; it was {count} short",
    de: "das gibt es erst ab {minimum} Stück; es {have} noch {count} gefehlt",
  },
  nights: {
    en: "this is only given for stays{least}{short}",
    de: "das gibt es nur bei Übernachtungen{least}{short}",
  },
  currency: {
    en: "there is nothing for purchases in this currency",
    de: "für Einkäufe in dieser Währung gibt es nichts",
  },
  data: { en: "{field} was missing", de: "die Angabe {field} hat gefehlt" },
  rounding: { en: "the amount was too small for this", de: "der Betrag war dafür zu klein" },
  nothing_to_multiply: {
    en: "there was nothing that could become more",
    de: "es war nichts da, das mehr werden konnte",
  },
  draw: {
    en: "this is given by chance{drawn}",
    de: "das gibt es mit etwas Glück{drawn}",
  },
  better_rule: {
    en: "{better} brought you more",
    de: { du: "{better} hat dir mehr gebracht", sie: "{better} hat Ihnen mehr gebracht" },
  },
  cooldown: {
    en: "you had this a short time ago{again}",
    de: {
      du: "das hattest du erst vor Kurzem{again}",
      sie: "das hatten Sie erst vor Kurzem{again}",
    },
  },
  limit: {
    en: "you have had what there is of this{limits}{again}",
    de: {
      du: "davon hast du bekommen, was es gibt{limits}{again}",
      sie: "davon haben Sie bekommen, was es gibt{limits}{again}",
    },
  },
  budget: {
    en: "all that was set aside for this has been given{again}",
    de: "was dafür vorgesehen war, ist schon vergeben{again}",
  },
  wallet_full: {
    en: "there is no room for more in your balance",
    de: { du: "mehr passt nicht in dein Guthaben", sie: "mehr passt nicht in Ihr Guthaben" },
  },
};

const LEAST: Text = { en: " of at least {n} nights", de: " ab {n} Nächten" };
const SHORT: Text = {
  en: "; it was {n} short",
  de: "; es {have} noch {n} gefehlt",
};
const DRAWN: Text = {
  en: ", once in {n}: 0 would have won, {drawn} was drawn",
  de: ", in einem von {n} Fällen: gewonnen hätte die 0, gezogen wurde die {drawn}",
};
const AGAIN: Text = { en: "; again {dates}", de: "; wieder {dates}" };

const ONE_LEFT: Text = { en: "; one more to go", de: "; es fehlt noch eine" };
const LEFT: Text = { en: "; {n} more to go", de: "; es fehlen noch {n}" };

const isAsked = (why: WhyNot): why is Asked => !(why in WHY);

/** Why a rule passed an order or activity by, to the member; an id that nothing has says little. */
export function whyNotText(parts: ProgramParts, passed: Passed, voice: Voice): string {
  const rule = parts.earning.rules.find(({ id }) => id === passed.rule);
  const { why } = passed;
  if (isAsked(why)) {
    const when = rule ? askedText(parts, rule, why, voice) : "";
    if (when === "") return asSentence(say(WHY.lines, voice));
    return asSentence(`${say(ONLY, voice, { when })}${leftText(passed, voice)}`);
  }
  if (why === "data" && fieldOf(rule) === "") return asSentence(say(WHY.lines, voice));
  if (why === "lines" && rule) {
    const when = askedText(parts, rule, "goods", voice);
    if (when !== "") return asSentence(say(ONLY, voice, { when }));
  }
  if (why === "wallet_full") {
    const cap = capText(parts, unitOf(parts, rule), voice);
    if (cap !== "") return cap;
  }
  return asSentence(say(WHY[why], voice, valuesOf(parts, passed, rule, voice)));
}

/** How many orders there are to go. */
function leftText({ why, missing }: Passed, voice: Voice): string {
  if (why !== "nth_order" || missing === undefined) return "";
  return say(missing === 1 ? ONE_LEFT : LEFT, voice, { n: formatNumber(missing, voice.locale) });
}

const unitOf = (parts: ProgramParts, rule: Rule | undefined): string =>
  (rule ? unitGiven(parts, rule) : parts.earning.base.unit) ?? "";

function valuesOf(
  parts: ProgramParts,
  passed: Passed,
  rule: Rule | undefined,
  voice: Voice,
): Record<string, string> {
  const { locale, timeZone } = voice;
  const { until = null, missing = 0, better } = passed;
  const from = formatDates(toIso(until), null, timeZone, locale);
  const unit = unitOf(parts, rule);
  const amount = unit === "" ? null : (n: number) => amountOf(parts, unit, n, voice);
  const limits = limitsText(limitsOf(parts, rule?.id ?? BASE_RULE), amount, voice);
  return {
    from,
    again: from === "" ? "" : say(AGAIN, voice, { dates: from }),
    dates: formatDates(rule?.from ?? null, rule?.until ?? null, timeZone, locale),
    minimum:
      passed.why === "minimum_quantity"
        ? formatNumber(rule?.if.minimumQuantity ?? 0, locale)
        : formatMoney(rule?.if.minimumTotal ?? 0, voice.currency, locale),
    count: formatNumber(missing, locale),
    have: missing === 1 ? "hat" : "haben",
    ...nightsLeft(rule, missing, voice),
    drawn: drawnText(rule, passed, voice),
    missing: formatMoney(missing, voice.currency, locale),
    field: quoted(fieldOf(rule), locale),
    better: quoted(better === undefined ? "" : ruleName(parts, better, voice), locale),
    limits: limits === "" ? "" : `, ${limits}`,
  };
}

/** The odds, and what was drawn, so that it can be checked. */
function drawnText(rule: Rule | undefined, { missing }: Passed, voice: Voice): string {
  if (missing === undefined || rule?.give.type !== "surprise") return "";
  const number = (n: number) => formatNumber(n, voice.locale);
  return say(DRAWN, voice, { n: number(rule.give.oneIn), drawn: number(missing) });
}

/** The nights that are asked for and missing, where one is not enough. */
function nightsLeft(rule: Rule | undefined, missing: number, voice: Voice) {
  const { minimumNights = 1 } = rule?.if ?? {};
  if (minimumNights === 1) return { least: "", short: "" };
  const number = (n: number) => formatNumber(n, voice.locale);
  const have = missing === 1 ? "hat" : "haben";
  return {
    least: say(LEAST, voice, { n: number(minimumNights) }),
    short: missing === 0 ? "" : say(SHORT, voice, { n: number(missing), have }),
  };
}

const fieldOf = (rule: Rule | undefined): string =>
  rule && "field" in rule.give ? (rule.give.field ?? "") : "";
