import { type Statement, statement } from "../core/database";
import { NEVER, UNDATED } from "../lib/time";
import { type Book, type Due, isChanged, type Lot, type Wallet } from "./book";
import { type DueKind, nextDue, UNKNOWN } from "./dues";
import { emptiedFromTheFront } from "./front";
import { lapsingOf } from "./lapse";

/** Everything that changed in the book, as statements: lots, transfers, then wallets. */
export function bookWrites(shop: string, member: string, book: Book): Statement[] {
  const changed = [...book.lots.values()].filter(isChanged);
  const lapsed = [...book.wallets.values()].filter(({ lapse }) => lapse.hasLapsed);
  const emptied = [...book.wallets.keys()].map((unit) => emptiedFromTheFront(book, unit));
  const atOnce = new Set(emptied.flat());
  const alone = changed.filter((l) => l.stored !== null && !atOnce.has(l));
  return [
    // First, as the lots of the book are written as changes of what this leaves.
    ...lapsed.map(({ unit }) => closeLapsing(shop, member, unit)),
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
  return [
    statement(
      `INSERT INTO transfers (shop, member, seq, unit, from_account, to_account, amount, reason,
         cause, line, rule, program, lot, takes, reverses, happened_at, recorded_at)
       SELECT ?1, ?2, ${jsonColumns(14)}, ?4 FROM json_each(?3) j`,
      shop,
      member,
      JSON.stringify(rows),
      book.now,
    ),
  ];
}

function changedWallets(book: Book, changed: Lot[]): Wallet[] {
  const units = new Set([...changed, ...book.transfers].map((x) => x.unit));
  return [...book.wallets.values()].filter((w) => units.has(w.unit) || w.lapse.isRenewed);
}

const WALLET_COLUMNS = [
  "available",
  "pending",
  "held",
  "owed",
  "earned",
  "spent",
  "lapses_at",
  "lapses_after",
  "lapsing",
  "next_expiry_at",
  "next_expiry_amount",
  "next_activation_at",
  "next_activation_amount",
  "next_deadline_at",
  "next_deadline_amount",
];

/** The row is made first and then updated: an upsert checks constraints on the row to insert. */
function walletWrite(shop: string, member: string, book: Book, w: Wallet): Statement {
  const lots = [...book.lots.values()].filter((l) => l.unit === w.unit);
  const dues = [
    dueSql("available", nextDue(w.nextExpiry, lots, "available"), 13),
    dueSql("pending", nextDue(w.nextActivation, lots, "pending"), 15),
    dueSql("awaiting", nextDue(w.nextDeadline, lots, "awaiting"), 17),
  ];
  const own = Array.from({ length: 9 }, (_, i) => `?${i + 4}`);
  const values = [...own, ...dues.flatMap((due) => due.sql)];
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
    w.lapse.at,
    w.lapse.after,
    lapsingOf(book, w),
    ...dues.flatMap((due) => due.params),
  ];
  if (w.isNew) {
    return statement(
      `INSERT INTO wallets (shop, member, unit, ${WALLET_COLUMNS.join(", ")})
       VALUES (?1, ?2, ?3, ${values.join(", ")})`,
      ...params,
    );
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

const LOTS_OF: Record<DueKind, string> = {
  available: "state = 'available'",
  pending: "state = 'pending' AND awaits IS NULL",
  awaiting: "state = 'pending' AND awaits IS NOT NULL",
};

function dueSql(kind: DueKind, due: Due | null | typeof UNKNOWN, first: number): DueSql {
  if (due !== UNKNOWN) {
    return { sql: [`?${first}`, `?${first + 1}`], params: [due?.at ?? null, due?.amount ?? null] };
  }
  const lots = `FROM lots WHERE shop = ?1 AND member = ?2 AND unit = ?3 AND ${LOTS_OF[kind]}`;
  const at = `(SELECT due_at ${lots} AND due_at < ${UNDATED} ORDER BY due_at LIMIT 1)`;
  // Both parameters are bound, so that the numbering stays the same for every wallet.
  return {
    sql: [
      `coalesce(?${first}, ${at})`,
      `coalesce(?${first + 1}, (SELECT sum(remaining) ${lots} AND due_at = ${at}))`,
    ],
    params: [null, null],
  };
}
