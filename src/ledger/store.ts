import { type Statement, statement } from "../core/database";
import { NEVER } from "../lib/time";
import { type Book, type Due, isChanged, type Lot, type Wallet } from "./book";
import { nextDue, UNKNOWN } from "./dues";
import { emptiedFromTheFront } from "./front";

/** Everything that changed in the book, as statements: lots, transfers, then wallets. */
export function bookWrites(shop: string, member: string, book: Book): Statement[] {
  const changed = [...book.lots.values()].filter(isChanged);
  const emptied = [...book.wallets.keys()].map((unit) => emptiedFromTheFront(book, unit));
  const atOnce = new Set(emptied.flat());
  const alone = changed.filter((l) => l.stored !== null && !atOnce.has(l));
  return [
    ...lotInserts(
      shop,
      member,
      changed.filter((l) => l.stored === null),
    ),
    ...emptied.flatMap((lots) => closeUpTo(shop, member, lots.at(-1))),
    ...alone.map((l) => lotUpdate(shop, member, l)),
    ...transferInserts(shop, member, book),
    ...changedWallets(book, changed).map((w) => walletWrite(shop, member, book, w)),
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
  ]);
  return [
    statement(
      `INSERT INTO lots SELECT ?1, ?2, ${jsonColumns(10)} FROM json_each(?3) j`,
      shop,
      member,
      JSON.stringify(rows),
    ),
  ];
}

const jsonColumns = (count: number): string =>
  Array.from({ length: count }, (_, i) => `j.value ->> ${i}`).join(", ");

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
  return [
    statement(
      `INSERT INTO transfers SELECT ?1, ?2, ${jsonColumns(14)}, ?4 FROM json_each(?3) j`,
      shop,
      member,
      JSON.stringify(rows),
      book.now,
    ),
  ];
}

function changedWallets(book: Book, changed: Lot[]): Wallet[] {
  const units = new Set([...changed, ...book.transfers].map((x) => x.unit));
  return [...book.wallets.values()].filter((w) => units.has(w.unit));
}

const WALLET_COLUMNS = [
  "available",
  "pending",
  "held",
  "owed",
  "earned",
  "spent",
  "next_expiry_at",
  "next_expiry_amount",
  "next_activation_at",
  "next_activation_amount",
];

/** The row is made first and then updated: an upsert checks constraints on the row to insert. */
function walletWrite(shop: string, member: string, book: Book, w: Wallet): Statement {
  const lots = [...book.lots.values()].filter((l) => l.unit === w.unit);
  const expiry = dueSql("available", nextDue(w.nextExpiry, lots, "available"), 10);
  const activation = dueSql("pending", nextDue(w.nextActivation, lots, "pending"), 12);
  const values = ["?4", "?5", "?6", "?7", "?8", "?9", ...expiry.sql, ...activation.sql];
  const params = [
    shop,
    member,
    w.unit,
    w.available,
    w.pending,
    w.held,
    w.owed,
    w.earned,
    w.spent,
    ...expiry.params,
    ...activation.params,
  ];
  if (w.isNew) {
    return statement(`INSERT INTO wallets VALUES (?1, ?2, ?3, ${values.join(", ")})`, ...params);
  }
  const set = WALLET_COLUMNS.map((column, i) => `${column} = ${values[i]}`).join(", ");
  return statement(
    `UPDATE wallets SET ${set} WHERE shop = ?1 AND member = ?2 AND unit = ?3`,
    ...params,
  );
}

interface DueSql {
  readonly sql: readonly [at: string, amount: string];
  readonly params: readonly (number | null)[];
}

function dueSql(state: string, due: Due | null | typeof UNKNOWN, first: number): DueSql {
  if (due !== UNKNOWN) {
    return { sql: [`?${first}`, `?${first + 1}`], params: [due?.at ?? null, due?.amount ?? null] };
  }
  const lots = `FROM lots WHERE shop = ?1 AND member = ?2 AND unit = ?3 AND state = '${state}'`;
  const at = `(SELECT due_at ${lots} AND due_at < ${NEVER} ORDER BY due_at LIMIT 1)`;
  // Both parameters are bound, so that the numbering stays the same for every wallet.
  return {
    sql: [
      `coalesce(?${first}, ${at})`,
      `coalesce(?${first + 1}, (SELECT sum(remaining) ${lots} AND due_at = ${at}))`,
    ],
    params: [null, null],
  };
}
