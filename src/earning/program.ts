import * as z from "zod";
import { duration, slug } from "../core/fields";
import { formatDuration, formatMoney, say, type Text } from "../core/i18n";
import type { ProgramParts, ProgramSlice, Sentence, Voice } from "../core/registry";
import { amountOf } from "../ledger";
import { MAX_AMOUNT } from "../lib/numbers";

export const CHANNELS = ["online", "store", "app", "phone", "marketplace"] as const;
export type Channel = (typeof CHANNELS)[number];

export const LINE_KINDS = ["product", "gift_card", "deposit", "tip", "fee"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

const base = z.strictObject({
  unit: slug.default("points"),
  points: z.number().int().min(0).max(1_000_000).default(1),
  per: z
    .number()
    .int()
    .min(1)
    .max(MAX_AMOUNT)
    .default(100)
    .describe("Money in minor units for which `points` are given."),
  rounding: z
    .enum(["floor", "nearest", "ceil"])
    .default("floor")
    .describe("Once an order, of the sum of its lines."),
  parts: z
    .array(z.enum(["items", "shipping", "fees"]))
    .min(1)
    .default(["items"])
    .describe("Which parts of the total earn."),
  tax: z.enum(["included", "excluded"]).default("included"),
  kinds: z.array(z.enum(LINE_KINDS)).min(1).default(["product"]).describe("Lines that earn."),
});

const pending = z.strictObject({
  wait: duration.describe("P0D: points are available at once."),
  after: z.enum(["placed", "delivered"]).default("delivered"),
  delivery: duration
    .default("P4D")
    .describe("Assumed from order to delivery while none is reported."),
});

const AT_ONCE = { wait: "P0D", after: "placed", delivery: "P0D" } as const;
const ONLINE = { wait: "P14D", after: "delivered", delivery: "P4D" } as const;

export type BaseEarning = z.infer<typeof base>;
export type Pending = z.infer<typeof pending>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly earning: { readonly base: BaseEarning };
    readonly pending: Readonly<Record<Channel, Pending>>;
  }
}

export const earningProgram: ProgramSlice = {
  shape: {
    earning: z.strictObject({ base: base.prefault({}) }).prefault({}),
    pending: z
      .strictObject({
        online: pending.default(ONLINE),
        store: pending.default(AT_ONCE),
        app: pending.default(ONLINE),
        phone: pending.default(ONLINE),
        marketplace: pending.default(ONLINE),
      })
      .prefault({}),
  },
  sentences,
  faults: (parts) =>
    parts.units.some((u) => u.key === parts.earning.base.unit)
      ? []
      : [{ path: ["earning", "base", "unit"], message: "The program has no such unit." }],
};

export const BASE_RULE = "base";

const BASE: Text = { en: "{points} for every {amount}", de: "{points} je {amount}" };
const NOTHING: Text = { en: "Purchases earn nothing.", de: "Einkäufe bringen keine Punkte." };
const ON: Record<string, Text> = {
  items: { en: "goods", de: "Ware" },
  shipping: { en: "shipping", de: "Versand" },
  fees: { en: "fees", de: "Gebühren" },
};
const BEFORE_TAX: Text = { en: ", before tax", de: ", ohne Mehrwertsteuer" };
const AVAILABLE_AT_ONCE: Text = {
  en: "In the shop they are yours at once.",
  de: {
    du: "Im Laden gehören sie dir sofort.",
    sie: "Im Laden gehören sie Ihnen sofort.",
  },
};
const AVAILABLE_LATER: Text = {
  en: "When you order online they are yours {wait} after {start}.",
  de: {
    du: "Bestellst du online, gehören sie dir {wait} nach {start}.",
    sie: "Bestellen Sie online, gehören sie Ihnen {wait} nach {start}.",
  },
};
const START: Record<Pending["after"], Text> = {
  placed: { en: "your order", de: { du: "deiner Bestellung", sie: "Ihrer Bestellung" } },
  delivered: { en: "delivery", de: "der Lieferung" },
};

/** "1 point for every 1 €": the base rule as a reason, without its full stop. */
export function baseReason(parts: ProgramParts, voice: Voice): string {
  const { unit, points, per } = parts.earning.base;
  return say(BASE, voice, {
    points: amountOf(parts, unit, points, voice),
    amount: formatMoney(per, voice.currency, voice.locale),
  });
}

function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const { base } = parts.earning;
  if (base.points === 0) return [{ ruleId: "earning.base", text: say(NOTHING, voice) }];
  const on = base.parts.map((part) => say(ON[part] ?? { en: part, de: part }, voice));
  const earned = voice.locale === "de" ? `${on.join(" und ")}` : on.join(" and ");
  const tax = base.tax === "excluded" ? say(BEFORE_TAX, voice) : "";
  const text = `${baseReason(parts, voice)} (${earned}${tax}).`;
  return [
    { ruleId: "earning.base", text },
    ...(["store", "online"] as const).map((channel) => pendingSentence(parts, channel, voice)),
  ];
}

function pendingSentence(parts: ProgramParts, channel: "store" | "online", voice: Voice): Sentence {
  const rule = parts.pending[channel];
  const ruleId = `pending.${channel}`;
  if (/^P0D$/.test(rule.wait) && channel === "store") {
    return { ruleId, text: say(AVAILABLE_AT_ONCE, voice) };
  }
  const wait = formatDuration(rule.wait, voice.locale);
  const text = say(AVAILABLE_LATER, voice, { wait, start: say(START[rule.after], voice) });
  const inShop: Text = {
    en: text.replace("When you order online", "When you buy in the shop"),
    de: text,
  };
  return { ruleId, text: channel === "store" ? say(inShop, voice) : text };
}
