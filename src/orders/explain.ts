import type { Context } from "../core/context";
import { formatDate, formatMoney, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { BASE_RULE, baseReason, partName, whyNot } from "../earning";
import { amountOf } from "../ledger";
import { sum } from "../lib/numbers";
import { UNDATED } from "../lib/time";
import { type Program, programNumbered, voiceOf } from "../program";
import { orderFrom } from "./codec";
import { lineName } from "./effects";
import { orderId, parseOrderRef } from "./key";
import { allLines, type Order, statusOf } from "./order";
import { loadOrder } from "./read";

const EARNED: Text = { en: "{line}: {amount} ({rule}).", de: "{line}: {amount} ({rule})." };
const REVERSED: Text = { en: "Taken back: {amount}.", de: "Davon wieder abgezogen: {amount}." };
const NOTHING: Record<string, Text> = {
  rate: {
    en: "{line}: nothing, as nothing is given for purchases.",
    de: "{line}: nichts, denn für Einkäufe wird nichts gutgeschrieben.",
  },
  part: {
    en: "{line}: nothing, as nothing is given for {part}.",
    de: "{line}: nichts, denn für {part} wird nichts gutgeschrieben.",
  },
  kind: {
    en: "{line}: nothing, as nothing is given for {part}.",
    de: "{line}: nichts, denn für {part} wird nichts gutgeschrieben.",
  },
  free: {
    en: "{line}: nothing, as it was free.",
    de: "{line}: nichts, denn dafür wurde nichts bezahlt.",
  },
  rounding: {
    en: "{line}: nothing, as {total} is too little ({rule}).",
    de: "{line}: nichts, denn dafür reicht der Betrag von {total} nicht ({rule}).",
  },
};
const WHOLE: Record<"placed" | "cancelled" | "guest" | "history", Text> = {
  placed: {
    en: "The order is not paid yet. It earns once it is.",
    de: "Die Bestellung ist noch nicht bezahlt. Gutgeschrieben wird, sobald sie es ist.",
  },
  cancelled: {
    en: "The order was cancelled. What it had earned was taken back.",
    de: "Die Bestellung wurde storniert. Was sie gebracht hatte, wurde wieder abgezogen.",
  },
  guest: {
    en: "The order belongs to no member. It earns once one claims it with the code on the receipt.",
    de: "Die Bestellung gehört noch keinem Mitglied. Gutgeschrieben wird, sobald ein Mitglied sie mit dem Code auf dem Beleg übernimmt.",
  },
  history: {
    en: "The order is from before the program and was imported without earning.",
    de: "Die Bestellung stammt aus der Zeit vor dem Programm und wurde ohne Gutschrift übernommen.",
  },
};
const BROUGHT: Text = {
  en: "The order brought {amount}.",
  de: "Die Bestellung hat {amount} gebracht.",
};
const BROUGHT_NOTHING: Text = {
  en: "The order brought nothing.",
  de: "Die Bestellung hat nichts gebracht.",
};
const ALL_BACK: Text = {
  en: "What the order had brought was taken back.",
  de: "Was die Bestellung gebracht hatte, wurde wieder abgezogen.",
};
const FREE_FROM: Text = { en: "Available from {date}.", de: "Einlösbar ab dem {date}." };
const FREE_SINCE: Text = { en: "Available since {date}.", de: "Einlösbar seit dem {date}." };
const VALID: Text = { en: "Valid until {date}.", de: "Gültig bis zum {date}." };
const WAS_VALID: Text = {
  en: "Valid until {date}, now expired.",
  de: "Gültig bis zum {date}, inzwischen verfallen.",
};

/** Why an order earned what it did, or why nothing, in sentences; one round trip. */
export async function explainOrder(ctx: Context, text: string) {
  const { row } = await loadOrder(ctx, parseOrderRef(text));
  const order = orderFrom(row);
  const program = await programNumbered(ctx, row.program ?? 0);
  const voice = voiceOf(ctx);
  const whole = whyWhole(order);
  return {
    id: orderId(order),
    kind: "order" as const,
    status: statusOf(order),
    programVersion: program.number,
    text: whole ? say(WHOLE[whole], voice) : summary(ctx, program, order, voice),
    lines: allLines(order.content).map((line) => {
      const entries = order.ledger.entries.filter((e) => e.line === line.id);
      return {
        itemId: line.id,
        earned: sum(entries.map((e) => e.amount)),
        reversed: sum(entries.map((e) => e.reversed)),
        ruleId: entries[0]?.rule ?? null,
        text:
          entries.length > 0
            ? earnedText(program, order, line.id, voice)
            : nothingText(program, order, line, voice),
      };
    }),
  };
}

function whyWhole(order: Order): keyof typeof WHOLE | null {
  if (order.status === "cancelled") return "cancelled";
  if (order.member === null) return "guest";
  if (order.status === "placed") return "placed";
  return order.content.earns ? null : "history";
}

function earnedText(program: Program, order: Order, line: string, voice: Voice): string {
  const entries = order.ledger.entries.filter((e) => e.line === line && e.rule === BASE_RULE);
  const unit = entries[0]?.unit ?? "points";
  const amount = (n: number) => amountOf(program.parts, unit, n, voice);
  const earned = say(EARNED, voice, {
    line: lineName(order.content.lines, line, voice),
    amount: amount(sum(entries.map((e) => e.amount))),
    rule: baseReason(program.parts, voice),
  });
  const reversed = sum(entries.map((e) => e.reversed));
  return reversed > 0 ? `${earned} ${say(REVERSED, voice, { amount: amount(reversed) })}` : earned;
}

function nothingText(
  program: Program,
  order: Order,
  line: ReturnType<typeof allLines>[number],
  voice: Voice,
): string {
  const whole = whyWhole(order);
  if (whole) return say(WHOLE[whole], voice);
  const why = whyNot(program.parts.earning.base, line) ?? "rounding";
  return say(NOTHING[why] ?? BROUGHT_NOTHING, voice, {
    line: lineName(order.content.lines, line.id, voice),
    part: partName(line.kind, voice),
    total: formatMoney(line.total, voice.currency, voice.locale),
    rule: baseReason(program.parts, voice),
  });
}

/** The sum of the order, and from when to when it can be spent. */
function summary(ctx: Context, program: Program, order: Order, voice: Voice): string {
  const { entries, lots } = order.ledger;
  const [lot] = lots;
  if (!lot) return say(BROUGHT_NOTHING, voice);
  const standing = sum(entries.map((e) => e.amount - e.reversed));
  if (standing === 0) return say(ALL_BACK, voice);
  const date = (at: number) => ({ date: formatDate(at, ctx.shop.timeZone, voice.locale) });
  // The instant of expiry is the first on which the points are gone: the day before is the last.
  const lastDay = lot.expiresAt < UNDATED ? date(lot.expiresAt - 1) : {};
  const amount = amountOf(program.parts, lot.unit, standing, voice);
  const isFree = lot.activatesAt <= ctx.now;
  const dates =
    lot.expiresAt <= ctx.now
      ? [say(WAS_VALID, voice, lastDay)]
      : [
          say(isFree ? FREE_SINCE : FREE_FROM, voice, date(lot.activatesAt)),
          ...(lot.expiresAt < UNDATED ? [say(VALID, voice, lastDay)] : []),
        ];
  return [say(BROUGHT, voice, { amount }), ...dates].join(" ");
}
