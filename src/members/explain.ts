import type { Context } from "../core/context";
import { firstOf, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { formatDate, say, type Text } from "../core/i18n";
import { read } from "../core/transact";
import { amountOf, type TransferRow, transferKey } from "../ledger";
import { type Program, programOf, programStatement, voiceOf } from "../program";
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
    statement(
      "SELECT * FROM transfers WHERE shop = ?1 AND member = ?2 AND seq = ?3",
      ctx.shop.id,
      key.member,
      key.seq,
    ),
  ]);
  const row = firstOf<TransferRow>(rows, 1);
  if (!row) throw unknown;
  const program = await programOf(ctx, rows, 0);
  const { id: _, ...facts } = transferView(row);
  return {
    id,
    kind: "transfer",
    member: key.member,
    text: transferText(ctx, program, row),
    facts,
  };
}

/** Transfers that are told as one, on average at most: lines of an order, and their activation. */
const ENTRIES_EACH = 4;

/** A member's latest transfers in words, the latest first. One round trip. */
export async function tellTransfers(ctx: Context, ref: string, limit: number): Promise<string[]> {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    statement(
      `SELECT * FROM transfers WHERE shop = ?1 AND member = ${who.sql}
       ORDER BY seq DESC LIMIT ?${who.params.length + 1}`,
      ...who.params,
      ENTRIES_EACH * limit,
    ),
  ]);
  const program = await programOf(ctx, rows, 0);
  return told(rowsOf<TransferRow>(rows, 1))
    .slice(0, limit)
    .map((row) => transferText(ctx, program, row));
}

/**
 * Transfers as people count them: what an order's lines gave is one thing, and what is available
 * the moment it is earned is told once.
 */
function told(rows: readonly TransferRow[]): TransferRow[] {
  const isEarnedSo = (row: TransferRow) =>
    rows.some((r) => r.reason === "earn" && r.lot === row.lot && r.happened_at === row.happened_at);
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
    ...VERBS[voice.locale][row.amount === 1 ? "one" : "other"],
    amount: amountOf(program.parts, row.unit, row.amount, voice),
    date: formatDate(row.happened_at, ctx.shop.timeZone, voice.locale),
    order: orderIn(row.cause) ?? "",
  });
}

function textOf({ reason, from_account: from, cause }: TransferRow): Text {
  const kind = cause.split(":", 1)[0];
  return (
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
