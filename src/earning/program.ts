import * as z from "zod";
import { formatDuration, formatList, formatMoney, say, type Text } from "../core/i18n";
import type { ProgramParts, ProgramSlice, Sentence, Voice } from "../core/registry";
import { amountOf, namesOf } from "../ledger";
import { durationMs } from "../lib/time";
import {
  type ActivityType,
  activity,
  type BaseEarning,
  base,
  type Channel,
  type LineKind,
  type Pending,
  pending,
  perIn,
  type Rule,
  rule,
  walletCaps,
} from "./document";
import { BASE_RULE } from "./names";

/** Whether points need not wait: not even for the delivery. */
export const isAtOnce = ({ wait }: Pending): boolean => durationMs(wait, 0, "UTC") === 0;

const AT_ONCE = { wait: "P0D", after: "placed", delivery: "P0D" } as const;
const ONLINE = { wait: "P14D", after: "delivered", delivery: "P4D" } as const;

declare module "../core/registry" {
  interface ProgramParts {
    readonly earning: { readonly base: BaseEarning; readonly rules: readonly Rule[] };
    readonly activities: readonly ActivityType[];
    readonly pending: Readonly<Record<Channel, Pending>>;
    /** Most of a unit that a member may have. */
    readonly walletCaps: Readonly<Record<string, number>>;
  }
}

/** More than any shop can explain to its members; each costs every order some microseconds. */
const MAX_RULES = 200;

export const earningProgram: ProgramSlice = {
  shape: {
    earning: z
      .strictObject({
        base: base.prefault({}),
        rules: z.array(rule).max(MAX_RULES).default([]).describe("Looked at in this order."),
      })
      .prefault({}),
    activities: z.array(activity).max(100).default([]),
    walletCaps: walletCaps.default({}),
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
    amount: formatMoney(perIn(per, voice.currency) ?? 0, voice.currency, voice.locale),
  });
}

/** A rule in a few words, as a reason: its own name, else what it gives. */
export function ruleName(parts: ProgramParts, id: string, voice: Voice): string {
  if (id === BASE_RULE) return baseReason(parts, voice);
  return parts.earning.rules.find((rule) => rule.id === id)?.name?.[voice.locale] ?? id;
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
