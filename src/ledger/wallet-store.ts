import { type Param, type Statement, statement } from "../core/database";
import { UNDATED } from "../lib/time";
import type { Book, Due, Wallet } from "./book";
import { type DueKind, nextDue, UNKNOWN } from "./dues";
import { lapsingOf } from "./lapse";

/** Columns of the rows of a JSON list that a statement reads as `j`. */
export const jsonColumns = (count: number): string =>
  Array.from({ length: count }, (_, i) => `j.value ->> ${i}`).join(", ");

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

type Dues = readonly (readonly [DueKind, Due | null | typeof UNKNOWN])[];

/** Wallets as they now are: all at once, but for those of which a date has to be looked up. */
export function walletWrites(
  shop: string,
  member: string,
  book: Book,
  wallets: Wallet[],
): Statement[] {
  const all = wallets.map((w) => ({ w, dues: duesOf(book, w) }));
  const isKnown = ({ dues }: { dues: Dues }) => dues.every(([, due]) => due !== UNKNOWN);
  const [known, others] = [all.filter(isKnown), all.filter((one) => !isKnown(one))];
  return [
    ...(known.length === 0 ? [] : [walletUpserts(shop, member, book, known)]),
    ...others.map(({ w, dues }) => walletUpdate(shop, member, book, w, dues)),
  ];
}

function duesOf(book: Book, w: Wallet): Dues {
  const lots = [...book.lots.values()].filter((l) => l.unit === w.unit);
  return [
    ["available", nextDue(w.nextExpiry, lots, "available")],
    ["pending", nextDue(w.nextActivation, lots, "pending")],
    ["awaiting", nextDue(w.nextDeadline, lots, "awaiting")],
  ];
}

const balances = (book: Book, w: Wallet): Param[] => [
  w.available,
  w.pending,
  w.held,
  w.owed,
  w.earned,
  w.spent,
  w.lapse.at,
  w.lapse.after,
  lapsingOf(book, w),
];

/** The values are the whole row as it shall be, so the constraints may look at what is inserted. */
function walletUpserts(
  shop: string,
  member: string,
  book: Book,
  wallets: readonly { w: Wallet; dues: Dues }[],
): Statement {
  const rows = wallets.map(({ w, dues }) => [
    w.unit,
    ...balances(book, w),
    ...dues.flatMap(([, due]) =>
      due === null || due === UNKNOWN ? [null, null] : [due.at, due.amount],
    ),
  ]);
  return statement(
    `INSERT INTO wallets (shop, member, unit, ${WALLET_COLUMNS.join(", ")})
     SELECT ?1, ?2, ${jsonColumns(1 + WALLET_COLUMNS.length)} FROM json_each(?3) j WHERE true
     ON CONFLICT DO UPDATE SET ${WALLET_COLUMNS.map((name) => `${name} = excluded.${name}`).join(", ")}`,
    shop,
    member,
    JSON.stringify(rows),
  );
}

function walletUpdate(shop: string, member: string, book: Book, w: Wallet, all: Dues): Statement {
  const own = balances(book, w);
  const dues = all.map(([kind, due], i) => dueSql(kind, due, 4 + own.length + 2 * i));
  const values = [...own.map((_, i) => `?${4 + i}`), ...dues.flatMap((due) => due.sql)];
  const set = WALLET_COLUMNS.map((column, i) => `${column} = ${values[i]}`).join(", ");
  return statement(
    `UPDATE wallets SET ${set} WHERE shop = ?1 AND member = ?2 AND unit = ?3`,
    ...[shop, member, w.unit, ...own],
    ...dues.flatMap((due) => due.params),
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
