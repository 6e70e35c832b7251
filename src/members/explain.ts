import type { Context, Locale } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError } from "../core/errors";
import { formatDate, formatNumber, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { read } from "../core/transact";
import { amountOf, type TransferRow, transferKey, unitParts } from "../ledger";
import { NEVER } from "../lib/time";
import {
  type Program,
  programNumbered,
  programOf,
  programStatement,
  sentencesOf,
  voiceOf,
} from "../program";
import { ACTIVITY_TEXTS } from "./activity-texts";
import { toldIn, transferAt, transfersBefore } from "./aliases";
import { transferView } from "./history";
import { parseRef, whoIs } from "./refs";
import { OTHER_TRANSFER, TRANSFER_TEXTS, VERBS } from "./texts";

/** Why something is as it is, in the language of the request. */
export interface Explanation {
  readonly id: string;
  readonly kind: string;
  /** One or two sentences. */
  readonly text: string;
  readonly [detail: string]: unknown;
}

/** What a slice explains: things whose ids begin with its prefix; see `src/registry.ts`. */
export interface Explainer {
  /** `trf`, `ord`, … */
  readonly prefix: string;
  /** @throws {DomainError} not_found */
  explain(ctx: Context, id: string): Promise<Explanation>;
}

declare module "../core/registry" {
  interface Registry {
    readonly explainers: readonly Explainer[];
  }
}

/** @throws {DomainError} not_found */
export async function explain(ctx: Context, id: string): Promise<Explanation> {
  const prefix = id.slice(0, Math.max(0, id.indexOf("_")));
  const explainer = ctx.registry.explainers.find((e) => e.prefix === prefix);
  if (!explainer) throw new DomainError("not_found", "Nothing with this id can be explained.");
  return explainer.explain(ctx, id);
}

export const transferExplainer: Explainer = { prefix: "trf", explain: explainTransfer };

/** Why points moved. One round trip. */
async function explainTransfer(ctx: Context, id: string): Promise<Explanation> {
  const unknown = new DomainError("not_found", "The shop has no such transfer.");
  const key = transferKey(id);
  if (!key) throw unknown;
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    transferAt(ctx.shop.id, key.member, key.seq),
  ]);
  const row = firstOf<TransferRow>(rows, 1);
  if (!row) throw unknown;
  // As it was decided; names of units are those of today.
  const program = await programOf(ctx, rows, 0);
  const decided = row.program === null ? program : await programNumbered(ctx, row.program);
  const { id: _, ...facts } = transferView(row);
  return {
    id,
    kind: "transfer",
    member: key.member,
    text: transferText(ctx, program, row),
    programVersion: row.program,
    sentence: row.rule === null ? null : sentenceOf(ctx, decided, row.rule),
    facts,
  };
}

/** What a program says of a rule, which transfers name without the part that it stands in. */
function sentenceOf(ctx: Context, { parts }: Program, rule: string): string | null {
  const said = sentencesOf(ctx, parts, voiceOf(ctx));
  const isIt = (id: string) => id === rule || id === `earning.${rule}`;
  return said.find(({ ruleId }) => isIt(ruleId))?.text ?? null;
}

/** Transfers that are told as one, on average at most: lines of an order, and their activation. */
const ENTRIES_EACH = 4;

/** A member's latest transfers in words, the latest first. One round trip. */
export async function tellTransfers(ctx: Context, ref: string, limit: number): Promise<string[]> {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    ...transfersBefore(who, NEVER, ENTRIES_EACH * limit),
  ]);
  const program = await programOf(ctx, rows, 0);
  return told(toldIn(rows, 1, ENTRIES_EACH * limit))
    .slice(0, limit)
    .map((row) => transferText(ctx, program, row));
}

/**
 * Transfers as people count them: what an order's lines gave is one thing, and what is available
 * the moment it is earned is told once.
 */
function told(rows: readonly TransferRow[]): TransferRow[] {
  const isEarnedSo = (row: TransferRow) =>
    rows.some(
      (r) =>
        ["earn", "gift", "adjust", "gift_received", "household_draw", "volume_bonus"].includes(
          r.reason,
        ) &&
        r.lot === row.lot &&
        r.happened_at === row.happened_at,
    );
  const groups = Map.groupBy(
    rows.filter((row) => row.reason !== "activate" || !isEarnedSo(row)),
    (row) => JSON.stringify([row.unit, row.reason, row.cause, row.from_account, row.happened_at]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, amount: group.reduce((sum, { amount }) => sum + amount, 0) }] : [];
  });
}

/** A transfer in a sentence or two. */
export function transferText(ctx: Context, program: Program, row: TransferRow): string {
  const voice = voiceOf(ctx);
  return say(textOf(row), voice, {
    ...VERBS[voice.locale][isSingular(row) ? "one" : "other"],
    ...amountsOf(program.parts, row, voice),
    date: formatDate(row.happened_at, ctx.shop.timeZone, voice.locale),
    order: orderIn(row.cause) ?? "",
    activity: activityIn(program, row.cause, voice.locale),
  });
}

/** Store credit is one sum, however much money. */
const isSingular = ({ unit, amount }: TransferRow): boolean =>
  amount === 1 || unitParts(unit).kind === "credit";

/** How much of what: `3 stamps on “Coffee card”`, `2 × “Free refill”`, `€4.90`. */
function amountsOf(parts: ProgramParts, { unit, amount }: TransferRow, voice: Voice) {
  const plain = amountOf(parts, unit, amount, voice);
  const { kind, key } = unitParts(unit);
  if (kind === "credit") return { plain, name: "", amount: say(OF_CREDIT, voice, { plain }) };
  const things = { points: [], stamp: parts.stamps, perk: parts.perks, donation: parts.causes };
  const thing = things[kind].find((t) => t.key === key);
  const name = quoted(thing?.name[voice.locale] ?? key, voice.locale);
  if (kind === "stamp") return { plain, name, amount: say(ON_CARD, voice, { plain, name }) };
  if (kind !== "perk") return { plain, name, amount: plain };
  const times = amount === 1 ? name : `${formatNumber(amount, voice.locale)} × ${name}`;
  return { plain: times, name, amount: times };
}

const OF_CREDIT: Text = { en: "{plain} of store credit", de: "{plain} Guthaben" };
const ON_CARD: Text = { en: "{plain} on {name}", de: "{plain} auf {name}" };

function textOf({ unit, reason, from_account: from, cause }: TransferRow): Text {
  const kind = cause.split(":", 1)[0];
  return (
    ACTIVITY_TEXTS[`${reason}:${from}:${kind}`] ??
    ACTIVITY_TEXTS[`${reason}:${kind}`] ??
    TRANSFER_TEXTS[`${reason}:${unitParts(unit).kind}`] ??
    TRANSFER_TEXTS[`${reason}:${from}`] ??
    TRANSFER_TEXTS[`${reason}:${kind}`] ??
    TRANSFER_TEXTS[reason] ??
    OTHER_TRANSFER
  );
}

/**
 * The shop's own number of the order in `order:<source>:<id>`, so too `amend` and `cancel`, or in
 * `refund:<source>:<id>:<refund>`, whose last part has no colon.
 */
function orderIn(cause: string): string | null {
  const [kind = "", , ...rest] = cause.split(":");
  if (["order", "amend", "cancel"].includes(kind)) return rest.join(":");
  return kind === "refund" ? rest.slice(0, -1).join(":") : null;
}

/** What the program calls the activity in `activity:<type>:<id>`; it may know it no longer. */
function activityIn({ parts }: Program, cause: string, locale: Locale): string {
  const [, type = ""] = cause.split(":");
  return parts.activities.find((a) => a.type === type)?.name[locale] ?? type;
}
