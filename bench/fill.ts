import type { DatabaseSync } from "node:sqlite";

const DAY_MS = 86_400_000;

/** What each member has to spend: more than a run can. */
const POINTS = 10_000_000;
const UNTIL_EXPIRY_MS = 300 * DAY_MS;
/** How long before an expiry the first notice is due. */
const NOTICE_MS = 30 * DAY_MS;
/** How long ago each member bought; the program wins back after as long a silence. */
export const SILENT_DAYS = 60;

/** How the bench names the `i`th member of a shop, from 1. */
export const customerNumbered = (i: number): string => `g-${String(i).padStart(9, "0")}`;
export const memberIdNumbered = (i: number): string => `mem_${String(i).padStart(26, "0")}`;

/*
 * Each member has an external id, an address, a name, a wallet with one lot that is available, the
 * paid order that brought it with its two transfers, a fact, a timer for when the lot expires, and
 * one for when that is to be told.
 * Keys ascend with the number, so that every tree is filled in its order.
 */
const MEMBER = `printf('mem_%026d', i)`;
const ORDER = `printf('o-%09d', i)`;
const CAUSE = `'order:bench:' || ${ORDER}`;

const TABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  members: {
    shop: ":shop",
    id: MEMBER,
    version: "1",
    next_seq: "3",
    wakes_at: ":expires",
    kept_orders: "1",
    kept_total: "2490",
    first_order_at: ":placed",
    order_dates: "'[' || :placed || ']'",
    profile: `printf('{"name":"Anna %09d","locale":"de","identifiers":[{"kind":"ext","value":"g-%09d"},{"kind":"email","value":"g-%09d@example.com"}]}', i, i, i)`,
    created_at: ":placed",
  },
  names: { shop: ":shop", word: `printf('anna %09d', i)`, member: MEMBER },
  wallets: {
    shop: ":shop",
    member: MEMBER,
    unit: "'points'",
    available: ":points",
    pending: "0",
    held: "0",
    owed: "0",
    earned: ":points",
    spent: "0",
    next_expiry_at: ":expires",
    next_expiry_amount: ":points",
  },
  lots: {
    shop: ":shop",
    member: MEMBER,
    unit: "'points'",
    state: "'available'",
    due_at: ":expires",
    lot: "1",
    amount: ":points",
    remaining: ":points",
    expired: "0",
    waived: "0",
    expires_at: ":expires",
    cause: CAUSE,
  },
  orders: {
    shop: ":shop",
    id: ORDER,
    source: "'bench'",
    version: "1",
    member: MEMBER,
    status: "'paid'",
    is_kept: "1",
    placed_at: ":placed",
    channel: "'store'",
    currency: "'EUR'",
    total: "2490",
    refunded: "0",
    program: "1",
    activates_at: ":placed",
    content: `'{"l":[["1",2,2490,"BEAN-1KG","Espresso 1 kg",["coffee"]]],"t":2490}'`,
    ledger: `'{"entries":[["1","base","points",' || :points || ',0,1,1]],"lots":[[1,"points",' || :placed || ',' || :expires || ']]}'`,
    answer: `'{}'`,
    request_hash: `printf('%043d', i)`,
    recorded_at: ":placed",
  },
  facts: {
    shop: ":shop",
    local_day: "date(:placed / 1000, 'unixepoch')",
    id: `printf('fct_%026d', i)`,
    member: MEMBER,
    member_version: "1",
    caller: "'system'",
    facts: `'[{"type":"order_paid","order":"' || ${ORDER} || '","channel":"store","total":2490},{"type":"points_earned","unit":"points","amount":' || :points || '}]'`,
    happened_at: ":placed",
    recorded_at: ":placed",
  },
  nudge_plans: { shop: ":shop", member: MEMBER, looks_at: ":told", planned: "'{}'" },
};

const timer = (kind: string, dueAt: string) => ({
  realm: "'live'",
  due_at: dueAt,
  shop: ":shop",
  subject: MEMBER,
  kind: `'${kind}'`,
});

const TRANSFERS = [
  { seq: "1", from_account: "'issued'", to_account: "'pending'", reason: "'earn'" },
  { seq: "2", from_account: "'pending'", to_account: "'available'", reason: "'activate'" },
];

const transfer = (step: Readonly<Record<string, string>>) => ({
  shop: ":shop",
  member: MEMBER,
  unit: "'points'",
  amount: ":points",
  cause: CAUSE,
  program: "1",
  lot: "1",
  happened_at: ":placed",
  recorded_at: ":placed",
  ...step,
});

const identifier = (kind: string, value: string) => ({
  shop: ":shop",
  kind: `'${kind}'`,
  value,
  member: MEMBER,
});

/** Puts members 1 to `count` into a shop. Other rows of the shop stay as they are. */
export function fill(database: DatabaseSync, shop: string, count: number): void {
  const placed = Date.now() - SILENT_DAYS * DAY_MS;
  const expires = Date.now() + UNTIL_EXPIRY_MS;
  const values = { shop, count, placed, expires, told: expires - NOTICE_MS, points: POINTS };
  const insert = (table: string, columns: Readonly<Record<string, string>>) => {
    const sql = `WITH RECURSIVE numbers (i) AS (
        SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :count
      ) INSERT INTO ${table} (${Object.keys(columns).join(", ")})
      SELECT ${Object.values(columns).join(", ")} FROM numbers`;
    const used = Object.entries(values).filter(([name]) => new RegExp(`:${name}\\b`).test(sql));
    database.prepare(sql).run(Object.fromEntries(used));
  };
  database.exec("BEGIN");
  for (const [table, columns] of Object.entries(TABLES)) insert(table, columns);
  insert("identifiers", identifier("email", `printf('g-%09d@example.com', i)`));
  insert("identifiers", identifier("ext", `printf('g-%09d', i)`));
  insert("timers", timer("nudge", ":told"));
  insert("timers", timer("wake", ":expires"));
  // In the order of the key, a member's two after one another.
  for (const step of TRANSFERS) insert("transfers", transfer(step));
  database.exec("COMMIT");
}
