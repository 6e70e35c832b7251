import { type LotKey, standingText } from "../awards";
import type { Context } from "../core/context";
import { formatDate, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { type EarningLine, ruleName } from "../earning";
import { amountOf, unitParts } from "../ledger";
import { sum } from "../lib/numbers";
import { toIso, UNDATED } from "../lib/time";
import { type Program, programNumbered, voiceOf } from "../program";
import { orderFrom } from "./codec";
import { lineName } from "./effects";
import { nothingText } from "./explain-nothing";
import { rulesTold } from "./explain-rules";
import { orderId, parseOrderRef } from "./key";
import { allLines, type Order, statusOf } from "./order";
import { loadOrder } from "./read";

const GAVE: Text = { en: "{line}: {amounts}.", de: "{line}: {amounts}." };
const BY: Text = { en: "{amount} ({rule})", de: "{amount} ({rule})" };
const REVERSED: Text = { en: "Taken back: {amounts}.", de: "Davon wieder abgezogen: {amounts}." };
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
    lines: allLines(order.content).map((line) => lineTold(program, order, line, voice)),
    rules: whole === null ? rulesTold(program, order, voice) : [],
    inputs: {
      placedAt: toIso(order.placedAt),
      channel: order.channel,
      storeId: order.store,
      ...(order.ledger.earner ?? {}),
    },
  };
}

function whyWhole(order: Order): keyof typeof WHOLE | null {
  if (order.status === "cancelled") return "cancelled";
  if (order.member === null) return "guest";
  if (order.status === "placed") return "placed";
  return order.content.earns ? null : "history";
}

/** Why the order as a whole gave nothing; null where it may have given something. */
function wholeText(order: Order, voice: Voice): string | null {
  const whole = whyWhole(order);
  return whole && say(WHOLE[whole], voice);
}

function lineTold(program: Program, order: Order, line: EarningLine, voice: Voice) {
  const entries = order.ledger.entries.filter((e) => e.line === line.id);
  return {
    itemId: line.id,
    earned: sum(entries.filter(isPoints).map((e) => e.amount)),
    reversed: sum(entries.filter(isPoints).map((e) => e.reversed)),
    ruleId: entries[0]?.rule ?? null,
    text:
      entries.length > 0
        ? gaveText(program, order, line.id, voice)
        : (wholeText(order, voice) ?? nothingText(program, order, line, voice)),
  };
}

const isPoints = ({ unit }: { readonly unit: string }): boolean =>
  unitParts(unit).kind === "points";

/** What each rule gave for a line, and what of it was taken back. */
function gaveText({ parts }: Program, order: Order, line: string, voice: Voice): string {
  const entries = order.ledger.entries.filter((e) => e.line === line);
  const kinds = Map.groupBy(entries, ({ rule, unit }) => JSON.stringify([rule, unit]));
  const amounts = (of: "amount" | "reversed", text: Text) =>
    [...kinds.values()].flatMap((same) => {
      const [first] = same;
      const total = sum(same.map((e) => e[of]));
      if (!first || total === 0) return [];
      const amount = amountOf(parts, first.unit, total, voice);
      return [say(text, voice, { amount, rule: ruleName(parts, first.rule, voice) })];
    });
  const name = lineName(order.content.lines, line, voice);
  const gave = say(GAVE, voice, { line: name, amounts: amounts("amount", BY).join(", ") });
  const back = amounts("reversed", AMOUNT).join(", ");
  return back === "" ? gave : `${gave} ${say(REVERSED, voice, { amounts: back })}`;
}

const AMOUNT: Text = { en: "{amount}", de: "{amount}" };

/** What stands of the order, and from when to when its points can be spent. */
function summary(ctx: Context, { parts }: Program, order: Order, voice: Voice): string {
  const { entries, lots, vouchers } = order.ledger;
  if (entries.length + vouchers.length === 0) return say(BROUGHT_NOTHING, voice);
  const amount = standingText(parts, order.ledger, voice);
  if (amount === "") return say(ALL_BACK, voice);
  const brought = say(BROUGHT, voice, { amount });
  const points = lots.find(isPoints);
  return [brought, ...(points ? datesTold(ctx, points, voice) : [])].join(" ");
}

function datesTold(ctx: Context, lot: LotKey, voice: Voice): string[] {
  const date = (at: number) => ({ date: formatDate(at, ctx.shop.timeZone, voice.locale) });
  // The instant of expiry is the first on which the points are gone: the day before is the last.
  const lastDay = lot.expiresAt < UNDATED ? date(lot.expiresAt - 1) : {};
  if (lot.expiresAt <= ctx.now) return [say(WAS_VALID, voice, lastDay)];
  const isFree = lot.activatesAt <= ctx.now;
  return [
    say(isFree ? FREE_SINCE : FREE_FROM, voice, date(lot.activatesAt)),
    ...(lot.expiresAt < UNDATED ? [say(VALID, voice, lastDay)] : []),
  ];
}
