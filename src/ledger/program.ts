import * as z from "zod";
import { line, slug } from "../core/fields";
import { formatMoney, formatNumber, say, type Text } from "../core/i18n";
import type { ProgramParts, ProgramSlice, Sentence, Voice } from "../core/registry";
import { type Expiry, expiry, expirySentence } from "./expiry";
import type { NegativePolicy } from "./take-back";
import { isMoney, unitParts } from "./units";

const plural = z.strictObject({ one: line(40).min(1), other: line(40).min(1) });

const unit = z.strictObject({
  key: slug,
  name: z.strictObject({ de: plural, en: plural }),
});

const POINTS: Unit = {
  key: "points",
  name: { de: { one: "Punkt", other: "Punkte" }, en: { one: "point", other: "points" } },
};

export type Unit = z.infer<typeof unit>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly units: readonly Unit[];
    readonly expiry: Expiry;
    readonly credit: { readonly expiry: Expiry };
    /** owe: a debt that new points pay; stop_at_zero: the rest is waived; waive: spent points stay spent. */
    readonly negative: NegativePolicy;
  }
}

export const ledgerProgram: ProgramSlice = {
  shape: {
    units: z
      .array(unit)
      .max(10)
      .default([POINTS])
      .describe("Kinds of points; empty: the program has none."),
    expiry: expiry.default({ policy: "end_of_month", after: "P12M" }),
    credit: z
      .strictObject({
        // As long as a claim is valid by § 195 and § 199 BGB.
        expiry: expiry.default({ policy: "end_of_year", after: "P3Y" }),
      })
      .prefault({})
      .describe("Store credit: money that a member can spend in parts."),
    negative: z
      .enum(["owe", "stop_at_zero", "waive"])
      .default("owe")
      .describe(
        "When a return takes back more than is left: owe keeps a debt that new points pay, " +
          "stop_at_zero takes what is there, waive takes only what is left of those very points.",
      ),
  },
  sentences,
  faults: (parts) =>
    parts.units
      .map((u, i) => ({ u, i }))
      .filter(({ u, i }) => parts.units.findIndex((v) => v.key === u.key) < i)
      .map(({ i }) => ({ path: ["units", i, "key"], message: "The key is used twice." })),
};

const STAMP: Unit["name"] = {
  de: { one: "Stempel", other: "Stempel" },
  en: { one: "stamp", other: "stamps" },
};

/** A sum of money, so that it has no plural. */
const CREDIT: Unit["name"] = {
  de: { one: "Guthaben", other: "Guthaben" },
  en: { one: "store credit", other: "store credit" },
};

const unitName = (parts: ProgramParts, unit: string, locale: Voice["locale"]) => {
  const { kind, key } = unitParts(unit);
  if (kind === "stamp") return STAMP[locale];
  if (kind === "credit") return CREDIT[locale];
  if (kind === "perk") {
    const name = parts.perks.find((p) => p.key === key)?.name[locale] ?? key;
    return { one: name, other: name };
  }
  return (parts.units.find((u) => u.key === key) ?? POINTS).name[locale];
};

/** A unit's plural within and at the head of a sentence: `{points}` and `{Points}`. */
export function namesOf(parts: ProgramParts, key: string, voice: Voice) {
  const { other } = unitName(parts, key, voice.locale);
  return { points: other, Points: other.charAt(0).toUpperCase() + other.slice(1) };
}

/** A number of a unit as people say it: `1 point`, `20 Sterne`, `4,90 €`. */
export function amountOf(parts: ProgramParts, key: string, amount: number, voice: Voice): string {
  if (isMoney(key)) return formatMoney(amount, voice.currency, voice.locale);
  const name = unitName(parts, key, voice.locale);
  return `${formatNumber(amount, voice.locale)} ${amount === 1 ? name.one : name.other}`;
}

const NEGATIVE: Record<NegativePolicy, Text> = {
  owe: {
    en: "If you return something whose {points} are already spent, your next {points} make up for it.",
    de: {
      du: "Gibst du etwas zurück, dessen {points} schon eingelöst sind, gleichen deine nächsten {points} das aus.",
      sie: "Geben Sie etwas zurück, dessen {points} schon eingelöst sind, gleichen Ihre nächsten {points} das aus.",
    },
  },
  stop_at_zero: {
    en: "A return never takes your balance below zero.",
    de: {
      du: "Eine Rückgabe bringt dein Guthaben nie unter null.",
      sie: "Eine Rückgabe bringt Ihr Guthaben nie unter null.",
    },
  },
  waive: {
    en: "{Points} you have already spent stay spent, even if you return something.",
    de: {
      du: "{Points}, die du schon eingelöst hast, bleiben eingelöst, auch wenn du etwas zurückgibst.",
      sie: "{Points}, die Sie schon eingelöst haben, bleiben eingelöst, auch wenn Sie etwas zurückgeben.",
    },
  },
};

function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const { expiry, negative } = parts;
  if (parts.units.length === 0) return [];
  const names = namesOf(parts, parts.units[0]?.key ?? POINTS.key, voice);
  return [
    { ruleId: "expiry", text: expirySentence(expiry, names, voice) },
    { ruleId: "negative", text: say(NEGATIVE[negative], voice, names) },
  ];
}
