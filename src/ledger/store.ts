import { type Statement, statement } from "../core/database";
import { NEVER, UNDATED } from "../lib/time";
import { type Book, isChanged, type Lot, type Wallet } from "./book";
import { emptiedFromTheFront } from "./front";
import { jsonColumns, walletWrites } from "./wallet-store";

/** Everything that changed in the book, as statements: lots, transfers, then wallets. */
export function bookWrites(shop: string, member: string, book: Book): Statement[] {
  const changed = [...book.lots.values()].filter(isChanged);
  const lapsed = [...book.wallets.values()].filter(({ lapse }) => lapse.hasLapsed);
  const emptied = [...book.wallets.keys()].map((unit) => emptiedFromTheFront(book, unit));
  const atOnce = new Set(emptied.flat());
  const alone = changed.filter((l) => l.stored !== null && !atOnce.has(l));
  return [
    // First what closes many at once: lots that are new, or open again, must not be among them.
    ...lapsed.map(({ unit }) => closeLapsing(shop, member, unit)),
    ...emptied.flatMap((lots) => closeUpTo(shop, member, lots.at(-1))),
    ...lotInserts(
      shop,
      member,
      changed.filter((l) => l.stored === null),
    ),
    ...alone.map((l) => lotUpdate(shop, member, l)),
    ...transferInserts(shop, member, book),
    ...walletWrites(shop, member, book, changedWallets(book, changed)),
  ];
}

function lotInserts(shop: string, member: string, lots: Lot[]): Statement[] {
  if (lots.length === 0) return [];
  const rows = lots.map((l) => [
    l.unit,
    l.state,
    l.dueAt,
    l.lot,
    l.amount,
    l.remaining,
    l.expired,
    l.waived,
    l.expiresAt,
    l.cause,
    l.awaits,
  ]);
  return [
    statement(
      `INSERT INTO lots (shop, member, unit, state, due_at, lot, amount, remaining, expired,
         waived, expires_at, cause, awaits)
       SELECT ?1, ?2, ${jsonColumns(11)} FROM json_each(?3) j`,
      shop,
      member,
      JSON.stringify(rows),
    ),
  ];
}

/**
 * Lots that a spend emptied are the first of their wallet: one statement closes them all, however
 * many, as the key is the order in which they are spent.
 */
const closeUpTo = (shop: string, member: string, last: Lot | undefined): Statement[] =>
  last === undefined
    ? []
    : [
        statement(
          `UPDATE lots SET state = 'closed', remaining = 0
           WHERE shop = ?1 AND member = ?2 AND unit = ?3 AND state = 'available'
             AND (due_at, lot) <= (?4, ?5)`,
          shop,
          member,
          last.unit,
          last.dueAt,
          last.lot,
        ),
      ];

/** All points of a unit without a date of their own lapse, in however many lots they are. */
const closeLapsing = (shop: string, member: string, unit: string): Statement =>
  statement(
    `UPDATE lots SET state = 'closed', expired = expired + remaining, remaining = 0
     WHERE shop = ?1 AND member = ?2 AND unit = ?3 AND state = 'available'
       AND due_at >= ${UNDATED} AND due_at < ${NEVER}`,
    shop,
    member,
    unit,
  );

/** By the full old key: `UPDATE … FROM json_each` would scan every lot of the member. */
const lotUpdate = (shop: string, member: string, lot: Lot): Statement =>
  statement(
    `UPDATE lots SET state = ?7, due_at = ?8, amount = ?9, remaining = ?10, expired = ?11,
       waived = ?12
     WHERE shop = ?1 AND member = ?2 AND unit = ?3 AND state = ?4 AND due_at = ?5 AND lot = ?6`,
    shop,
    member,
    lot.unit,
    lot.stored?.state ?? null,
    lot.stored?.dueAt ?? null,
    lot.lot,
    lot.state,
    lot.dueAt,
    lot.amount,
    lot.remaining,
    lot.expired,
    lot.waived,
  );

function transferInserts(shop: string, member: string, book: Book): Statement[] {
  if (book.transfers.length === 0) return [];
  const rows = book.transfers.map((t) => [
    t.seq,
    t.unit,
    t.from,
    t.to,
    t.amount,
    t.reason,
    t.cause,
    t.line,
    t.rule,
    t.program,
    t.lot,
    t.takes ? JSON.stringify(t.takes) : null,
    t.reverses,
    t.happenedAt,
  ]);
  return chunked(rows).map((json) =>
    statement(
      `INSERT INTO transfers (shop, member, seq, unit, from_account, to_account, amount, reason,
         cause, line, rule, program, lot, takes, reverses, happened_at, recorded_at)
       SELECT ?1, ?2, ${jsonColumns(14)}, ?4 FROM json_each(?3) j`,
      shop,
      member,
      json,
      book.now,
    ),
  );
}

/** A value may have 2,000,000 bytes, of which a character can be three. */
const MAX_CHARACTERS = 500_000;

/** Rows as JSON lists that each fit into one parameter. */
function chunked(rows: readonly unknown[]): string[] {
  const chunks: string[][] = [];
  let room = 0;
  for (const row of rows) {
    const json = JSON.stringify(row);
    if (json.length > room) {
      chunks.push([]);
      room = MAX_CHARACTERS;
    }
    chunks.at(-1)?.push(json);
    room -= json.length + 1;
  }
  return chunks.map((list) => `[${list.join(",")}]`);
}

function changedWallets(book: Book, changed: Lot[]): Wallet[] {
  const units = new Set([...changed, ...book.transfers].map((x) => x.unit));
  return [...book.wallets.values()].filter((w) => units.has(w.unit) || w.lapse.isRenewed);
}
