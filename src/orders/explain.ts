import type { Context } from "../core/context";
import { formatDate, formatMoney, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { BASE_RULE, baseReason, type NoEarning, whyNot } from "../earning";
import { amountOf } from "../ledger";
import { sum } from "../lib/numbers";
import { NEVER } from "../lib/time";
import { type Program, programNumbered, voiceOf } from "../program";
import { orderFrom } from "./codec";
import { lineName } from "./effects";
import { orderId, parseOrderRef } from "./key";
import { allLines, type Order, statusOf } from "./order";
import { loadOrder } from "./read";

const EARNED: Text = {
  en: "{line}: {amount}, {rule}.",
  de: "{line}: {amount}, {rule}.",
};
const REVERSED: Text = {
  en: "{amount} of it taken back, as the goods or their money came back.",
  de: "Davon {amount} zurückgenommen, weil Ware oder Geld zurückging.",
};
const PENDING: Text = { en: "Free on {date}.", de: "Frei ab {date}." };
const FREE: Text = { en: "Free since {date}.", de: "Frei seit {date}." };
const EXPIRES: Text = { en: "Valid until {date}.", de: "Gültig bis {date}." };
const NOTHING: Record<NoEarning, Text> = {
  rate: {
    en: "{line}: nothing, the program gives nothing for purchases.",
    de: "{line}: nichts, das Programm gibt nichts für Einkäufe.",
  },
  part: {
    en: "{line}: nothing, this part of the total does not count.",
    de: "{line}: nichts, dieser Teil der Summe zählt nicht.",
  },
  kind: {
    en: "{line}: nothing, this kind of item does not count.",
    de: "{line}: nichts, diese Art von Position zählt nicht.",
  },
  free: { en: "{line}: nothing, it cost nothing.", de: "{line}: nichts, es hat nichts gekostet." },
  rounding: {
    en: "{line}: nothing, {total} is too little for {rule}.",
    de: "{line}: nichts, {total} reicht nicht für {rule}.",
  },
};
const WHOLE: Record<"placed" | "cancelled" | "guest" | "history", Text> = {
  placed: {
    en: "The order is not paid yet; it earns once it is.",
    de: "Die Bestellung ist noch nicht bezahlt; Punkte gibt es, sobald sie es ist.",
  },
  cancelled: {
    en: "The order was cancelled; what it had earned was taken back.",
    de: "Die Bestellung wurde storniert; was sie gebracht hatte, wurde zurückgenommen.",
  },
  guest: {
    en: "A guest's order earns nothing until a member claims it with the code on the receipt.",
    de: "Die Bestellung eines Gastes bringt nichts, bis ein Mitglied sie mit dem Code vom Beleg übernimmt.",
  },
  history: {
    en: "The order was imported without points.",
    de: "Die Bestellung wurde ohne Punkte importiert.",
  },
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
    line: lineName(order, line, voice),
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
  return say(NOTHING[why], voice, {
    line: lineName(order, line.id, voice),
    total: formatMoney(line.total, voice.currency, voice.locale),
    rule: baseReason(program.parts, voice),
  });
}

/** The sum of the order, and from when to when it can be spent. */
function summary(ctx: Context, program: Program, order: Order, voice: Voice): string {
  const { entries, lots } = order.ledger;
  const unit = program.parts.earning.base.unit;
  const standing = sum(entries.map((e) => e.amount - e.reversed));
  const head = `${amountOf(program.parts, unit, standing, voice)}.`;
  const [lot] = lots;
  if (!lot || standing === 0) return head;
  const date = (at: number) => formatDate(at, ctx.shop.timeZone, voice.locale);
  const free = say(lot.activatesAt > ctx.now ? PENDING : FREE, voice, {
    date: date(lot.activatesAt),
  });
  // The instant of expiry is the first on which the points are gone: the day before is the last.
  const until =
    lot.expiresAt >= NEVER ? "" : ` ${say(EXPIRES, voice, { date: date(lot.expiresAt - 1) })}`;
  return `${head} ${free}${until}`;
}
