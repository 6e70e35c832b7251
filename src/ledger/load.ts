import type { Param } from "../core/database";
import { UNDATED } from "../lib/time";
import type { Book, Due, Wallet } from "./book";
import { noLapse } from "./lapse";
import { LOT, lotFrom, lotsColumn, lotsIn } from "./lots";
import type { LotRow } from "./tables";
import type { UnitKind } from "./units";

/** Most due lots that one commit settles, as each is a statement; more go page by page. */
export const DUE_LIMIT = 25;
/** Due lots that a read or dry run settles in memory, where nothing is written. */
export const DUE_LIMIT_OF_READS = 5_000;
/** Available lots loaded for a spend in one go. */
export const SPEND_WIDTH = 250;

/** How many available lots, in the order they are spent, a use case wants to see. */
export interface BookOptions {
  readonly now: number;
  /** Of the shop. */
  readonly timeZone: string;
  readonly spendable: number;
  readonly dueLimit: number;
  /** Whether to load the lots of the date after what is due: a read tells it, a commit stores it. */
  readonly showsNext: boolean;
  /** Kinds of units of which every open lot is loaded, as there are few. */
  readonly whole: readonly UnitKind[];
}

export interface Sql {
  readonly sql: string;
  readonly params: readonly Param[];
}

/** A wallet as a JSON list, so that it fits into a column of the member's row. */
const WALLET = `json_array(w.unit, w.available, w.pending, w.held, w.owed, w.earned, w.spent,
  w.next_expiry_at, w.next_expiry_amount, w.next_activation_at, w.next_activation_amount,
  w.next_deadline_at, w.next_deadline_amount, w.lapsing, w.lapses_at, w.lapses_after)`;

type DueTuple = [at: number | null, amount: number | null];
type WalletTuple = [
  ...[string, number, number, number, number, number, number],
  ...[...DueTuple, ...DueTuple, ...DueTuple],
  ...[lapsing: number, lapsesAt: number | null, lapsesAfter: string | null],
];

/** A wallet with its lots as {@link walletsColumn} loads them, each a JSON text. */
interface LoadedWallet {
  readonly wallet: string;
  readonly due_pending: string | null;
  readonly due_available: string | null;
  /** Only of the kinds that were asked for as a whole; null for a wallet of another kind. */
  readonly open_lots: string | null;
}

/**
 * SQL of one JSON text over the member's row `m`: each wallet and its lots that are due, up to the
 * date that follows where `showsNext`. So a member's whole balance is one row read a wallet, and
 * nothing more while nothing is due.
 *
 * @param first number of the first parameter that it uses.
 */
export function walletsColumn(options: BookOptions, first: number): Sql {
  const [now, limit] = [`?${first}`, `?${first + 1}`];
  const lots = (state: string) =>
    `FROM lots l WHERE l.shop = w.shop AND l.member = w.member AND l.unit = w.unit
       AND l.state = '${state}'`;
  const next = (state: string, kind = "") =>
    `coalesce((SELECT l.due_at ${lots(state)} ${kind} AND l.due_at > ${now}
       AND l.due_at < ${UNDATED} ORDER BY l.due_at LIMIT 1), ${now})`;
  const due = (state: string, isDue: string, until: string) => `
    CASE WHEN ${isDue} THEN (SELECT json_group_array(json(lot)) FROM (
      SELECT ${LOT} AS lot ${lots(state)} AND l.due_at <= ${options.showsNext ? until : now}
      ORDER BY l.due_at LIMIT ${limit})) END AS due_${state}`;
  // Few wallets have lots of both kinds on the way; only they are searched for each.
  const arrival = `CASE WHEN w.next_deadline_at IS NULL THEN ${next("pending")} ELSE
    max(${next("pending", "AND l.awaits IS NULL")},
        ${next("pending", "AND l.awaits IS NOT NULL")}) END`;
  const arrives = `w.next_activation_at <= ${now} OR w.next_deadline_at <= ${now}`;
  const whole = options.whole.map((kind) => `w.unit GLOB '${kind}:*'`).join(" OR ");
  const columns = [
    `${WALLET} AS wallet`,
    due("pending", arrives, arrival),
    due("available", `w.next_expiry_at <= ${now}`, next("available")),
    ...(whole === ""
      ? ["NULL AS open_lots"]
      : [
          `CASE WHEN ${whole} THEN ${lotsColumn(`lots l WHERE l.shop = w.shop
             AND l.member = w.member AND l.unit = w.unit AND l.state IN ('pending', 'available')
             AND l.due_at > ${now}`)} END AS open_lots`,
        ]),
  ];
  // As plain text, so that each is read by itself.
  const texts = ["wallet", "due_pending", "due_available", "open_lots"].map((n) => `x.${n} || ''`);
  const sql = `(SELECT json_group_array(json_array(${texts.join(", ")})) FROM (
    SELECT ${columns.join(", ")} FROM wallets w WHERE w.shop = m.shop AND w.member = m.id) x)`;
  return { sql, params: [options.now, options.dueLimit + 1] };
}

/** Wallets in a text of {@link walletsColumn}. */
function walletsIn(json: string): LoadedWallet[] {
  const all = JSON.parse(json) as [string, string | null, string | null, string | null][];
  return all.map(([wallet, due_pending, due_available, open_lots]) => ({
    wallet,
    due_pending,
    due_available,
    open_lots,
  }));
}

export interface Loaded {
  /** Of {@link walletsColumn}; null for somebody new. */
  readonly wallets: string | null;
  readonly spendable: readonly LotRow[];
}

/** The book of a member as loaded, nothing settled yet, and how many due lots were found. */
export function openBook(
  loaded: Loaded,
  nextSeq: number,
  options: BookOptions,
): { book: Book; dueLots: number } {
  const columns = walletsIn(loaded.wallets ?? "[]");
  const wallets = columns.map(({ wallet }) => walletFrom(wallet));
  const found = [
    ...columns.flatMap((w) => lotsIn(w.due_pending)),
    ...columns.flatMap((w) => lotsIn(w.due_available)),
  ];
  const due = found.filter((lot) => lot.dueAt <= options.now).slice(0, options.dueLimit + 1);
  const next = found.filter((lot) => lot.dueAt > options.now);
  const open = columns.flatMap((w) => lotsIn(w.open_lots));
  const lots = [...due, ...next, ...open, ...loaded.spendable.map(lotFrom)];
  const book: Book = {
    now: options.now,
    timeZone: options.timeZone,
    nextSeq,
    wallets: new Map(wallets.map((wallet) => [wallet.unit, wallet])),
    lots: new Map(lots.map((lot) => [lot.lot, lot])),
    horizon: new Map(),
    transfers: [],
    alsoDueAt: [],
  };
  setHorizon(book, loaded.spendable, options);
  for (const [i, { unit }] of wallets.entries()) {
    if (columns[i]?.open_lots) book.horizon.delete(unit);
  }
  return { book, dueLots: due.length };
}

function setHorizon(book: Book, spendable: readonly LotRow[], options: BookOptions): void {
  const last = spendable.at(-1);
  if (last && spendable.length >= options.spendable) {
    for (const unit of book.wallets.keys()) {
      if (unit > last.unit) book.horizon.set(unit, -1);
      if (unit === last.unit) book.horizon.set(unit, last.due_at);
    }
  }
  if (options.spendable === 0) for (const unit of book.wallets.keys()) book.horizon.set(unit, -1);
}

const dueFrom = (at: number | null, amount: number | null): Due | null =>
  at === null ? null : { at, amount: amount ?? 0 };

function walletFrom(json: string): Wallet {
  const [unit, available, pending, held, owed, earned, spent, ...rest] = JSON.parse(
    json,
  ) as WalletTuple;
  const [expiryAt, expiryAmount, activationAt, activationAmount, ...more] = rest;
  const [deadlineAt, deadlineAmount, lapsing, lapsesAt, lapsesAfter] = more;
  return {
    unit,
    available,
    pending,
    held,
    owed,
    earned,
    spent,
    nextExpiry: dueFrom(expiryAt, expiryAmount),
    nextActivation: dueFrom(activationAt, activationAmount),
    nextDeadline: dueFrom(deadlineAt, deadlineAmount),
    lapse: { ...noLapse(), at: lapsesAt, after: lapsesAfter, stored: lapsing },
    isNew: false,
  };
}
