import * as z from "zod";
import { duration, slug } from "../core/fields";
import { formatDuration, formatList, formatMoney, say, type Text } from "../core/i18n";
import type { ProgramParts, ProgramSlice, Sentence, Voice } from "../core/registry";
import { amountOf, namesOf } from "../ledger";
import { MAX_AMOUNT } from "../lib/numbers";
import { durationMs } from "../lib/time";

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

/** Whether points need not wait: not even for the delivery. */
export const isAtOnce = ({ wait }: Pending): boolean => durationMs(wait, 0, "UTC") === 0;

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

const RATE: Text = { en: "{points} for every {amount}", de: "{points} je {amount}" };
const ON_GOODS: Text = {
  en: "You get {rate} you spend on goods{tax}.",
  de: { du: "Du bekommst {rate} Warenwert{tax}.", sie: "Sie bekommen {rate} Warenwert{tax}." },
};
const ON_PARTS: Text = {
  en: "You get {rate} you spend on {parts}{tax}.",
  de: {
    du: "Du bekommst {rate} Rechnungsbetrag für {parts}{tax}.",
    sie: "Sie bekommen {rate} Rechnungsbetrag für {parts}{tax}.",
  },
};
const BEFORE_TAX: Text = { en: ", before tax", de: ", ohne Mehrwertsteuer" };
const NOTHING: Text = { en: "Purchases earn no {points}.", de: "Einkäufe bringen keine {points}." };
const PARTS: Record<LineKind | "shipping" | "fees", Text> = {
  product: { en: "goods", de: "Ware" },
  gift_card: { en: "gift cards", de: "Geschenkgutscheine" },
  deposit: { en: "deposits", de: "Pfand" },
  tip: { en: "tips", de: "Trinkgeld" },
  fee: { en: "fees", de: "Gebühren" },
  shipping: { en: "shipping", de: "Versand" },
  fees: { en: "fees", de: "Gebühren" },
};
const USABLE: Text = {
  en: "{Points} from {purchases} can be used {when}.",
  de: {
    du: "{Points} aus {purchases} kannst du {when} einlösen.",
    sie: "{Points} aus {purchases} können Sie {when} einlösen.",
  },
};
const PURCHASES: Record<"store" | "online", Text> = {
  store: { en: "purchases in the shop", de: "Einkäufen im Laden" },
  online: { en: "online orders", de: "Online-Bestellungen" },
};
const AT_ONCE_SAID: Text = { en: "at once", de: "sofort" };
const AFTER: Record<Pending["after"], Text> = {
  placed: { en: "{wait} after the purchase", de: "{wait} nach dem Kauf" },
  delivered: { en: "{wait} after delivery", de: "{wait} nach der Lieferung" },
};

/** "1 point for every €1": the base rule as a reason, without its full stop. */
export function baseReason(parts: ProgramParts, voice: Voice): string {
  const { unit, points, per } = parts.earning.base;
  return say(RATE, voice, {
    points: amountOf(parts, unit, points, voice),
    amount: formatMoney(per, voice.currency, voice.locale),
  });
}

/** What a kind of line or part of an order is called, as in "for {part}": in the plural. */
export const partName = (part: LineKind | "shipping" | "fees", voice: Voice): string =>
  say(PARTS[part], voice);

function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const { base } = parts.earning;
  const names = namesOf(parts, base.unit, voice);
  if (base.points === 0) return [{ ruleId: "earning.base", text: say(NOTHING, voice, names) }];
  const counted = base.parts.flatMap((part) => (part === "items" ? base.kinds : [part]));
  const isGoodsOnly = counted.every((part) => part === "product");
  const text = say(isGoodsOnly ? ON_GOODS : ON_PARTS, voice, {
    rate: baseReason(parts, voice),
    parts: formatList(
      counted.map((part) => partName(part, voice)),
      voice.locale,
    ),
    tax: base.tax === "excluded" ? say(BEFORE_TAX, voice) : "",
  });
  return [
    { ruleId: "earning.base", text },
    ...(["store", "online"] as const).map((channel) => ({
      ruleId: `pending.${channel}`,
      text: say(USABLE, voice, {
        ...names,
        purchases: say(PURCHASES[channel], voice),
        when: whenUsable(parts.pending[channel], voice),
      }),
    })),
  ];
}

function whenUsable(pending: Pending, voice: Voice): string {
  if (isAtOnce(pending)) return say(AT_ONCE_SAID, voice);
  return say(AFTER[pending.after], voice, { wait: formatDuration(pending.wait, voice.locale) });
}
