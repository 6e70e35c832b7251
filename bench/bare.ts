/*
 * The floor: a Worker that does nothing but the I/O that cannot be avoided. For a link one read of KV
 * and a redirect, no click counted; for a read of a wallet one select by key; for a write one batch that reads and one that writes as many rows as Regulars does for the
 * same thing (`rows`), in the same tables. No keys, no validation, no rules, no answer to speak of.
 */

interface Env {
  readonly DB: D1Database;
  readonly KV: KVNamespace;
  /** Whose members these are. */
  readonly SHOP: string;
  readonly rows: Readonly<Record<What, Rows>>;
}

type What = "order" | "redemption";

interface Rows {
  readonly read: number;
  readonly written: number;
}

/** Sequences beyond those of the generated transfers. */
const sequence = { next: 1_000 };
const TEXT = "x".repeat(120);

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const [, what = "", member = ""] = new URL(request.url).pathname.split("/");
    const id = request.headers.get("idempotency-key") ?? "";
    switch (what) {
      case "hello":
        return new Response("hello");
      case "r":
        return redirect(env, member);
      case "wallet":
        return Response.json(await walletOf(env, member));
      case "order":
      case "redemption":
        return Response.json(await write(env, what, member, id));
      default:
        return new Response(null, { status: 404 });
    }
  },
};

async function redirect(env: Env, code: string): Promise<Response> {
  const location = (await env.KV.get(`r:${code}`)) ?? "/";
  return new Response(null, { status: 302, headers: { location } });
}

const walletOf = (env: Env, member: string) =>
  env.DB.prepare("SELECT * FROM wallets WHERE shop = ?1 AND member = ?2 AND unit = 'points'")
    .bind(env.SHOP, member)
    .first();

/** How many rows it read and wrote, for the bench to compare. */
async function write(env: Env, what: What, member: string, id: string) {
  const rows = env.rows[what];
  const read = await env.DB.batch(reads(env, member, rows.read));
  const written = await env.DB.batch(writes(env, what, member, id));
  return {
    read: read.reduce((sum, r) => sum + r.meta.rows_read, 0),
    written: written.reduce((sum, r) => sum + r.meta.rows_written, 0),
  };
}

/** Member, wallet, and other rows until there are as many as Regulars reads. */
function reads({ DB, SHOP }: Env, member: string, rows: number): D1PreparedStatement[] {
  return [
    DB.prepare("SELECT * FROM members WHERE shop = ?1 AND id = ?2").bind(SHOP, member),
    DB.prepare("SELECT * FROM wallets WHERE shop = ?1 AND member = ?2 AND unit = 'points'").bind(
      SHOP,
      member,
    ),
    DB.prepare("SELECT * FROM lots WHERE shop = ?1 LIMIT ?2").bind(SHOP, rows - 2),
  ];
}

function writes(env: Env, what: What, member: string, id: string): D1PreparedStatement[] {
  const own = OWN[what];
  const count = env.rows[what].written - own.rows - SHARED_ROWS;
  const first = sequence.next;
  sequence.next += count;
  const seqs = Array.from({ length: count }, (_, i) => first + i);
  const values = [env.SHOP, member, id, TEXT, first, JSON.stringify(seqs)];
  return [...own.statements, ...SHARED, TRANSFERS].map((sql) => {
    const used = Math.max(...[...sql.matchAll(/\?(\d)/g)].map(([, n]) => Number(n)));
    return env.DB.prepare(sql).bind(...values.slice(0, used));
  });
}

/** ?1 shop, ?2 member, ?3 a new id, ?4 a text of the usual length, ?5 a new number. */
const SHARED = [
  "UPDATE wallets SET pending = pending + 1 WHERE shop = ?1 AND member = ?2 AND unit = 'points'",
  "UPDATE members SET version = version + 1 WHERE shop = ?1 AND id = ?2",
  `INSERT INTO facts (shop, local_day, id, member, member_version, caller, facts, happened_at,
     recorded_at) VALUES (?1, '2026-01-01', ?3, ?2, 1, 'system', ?4, 1, 1)`,
  "INSERT INTO outbox (shop, local_day, fact, recorded_at) VALUES (?1, '2026-01-01', ?3, 1)",
];
/** A fact has an index. */
const SHARED_ROWS = 5;

const OWN = {
  order: {
    /** An order has an index. */
    rows: 4,
    statements: [
      `INSERT INTO orders (shop, id, source, version, member, status, is_kept, placed_at, channel,
       currency, total, refunded, content, ledger, answer, request_hash, recorded_at)
     VALUES (?1, ?3, 'bench', 1, ?2, 'paid', 1, 1, 'online', 'EUR', 3000, 0, ?4, ?4, ?4, ?3, 1)`,
      `INSERT INTO lots (shop, member, unit, state, due_at, lot, amount, remaining, expired,
       waived, expires_at, cause) VALUES (?1, ?2, 'points', 'pending', 1, ?5, 30, 30, 0, 0, 2, ?3)`,
      `INSERT INTO answers (shop, credential, key, request_hash, status, created_at)
     VALUES (?1, 'bench', ?3, ?3, 201, 1)`,
    ],
  },
  redemption: {
    /** Redemptions, vouchers and answers with a body have an index each. */
    rows: 8,
    statements: [
      `INSERT INTO redemptions (shop, id, member, reward, status, unit, cost, takes, is_counted,
       program, request_hash, answer, created_at)
     VALUES (?1, ?3, ?2, 'espresso', 'captured', 'points', 1, '[]', 1, 1, ?3, ?4, 1)`,
      `INSERT INTO vouchers (shop, code, member, status, cause, reward, effect, program, issued_at)
     VALUES (?1, ?3, ?2, 'issued', ?3, 'espresso', ?4, 1, 1)`,
      `INSERT INTO answers (shop, credential, key, request_hash, status, body, member, created_at)
     VALUES (?1, 'bench', ?3, ?3, 201, ?4, ?2, 1)`,
      `INSERT INTO rewards (shop, id, taken, stock) VALUES (?1, 'espresso', 1, 1000000000)
     ON CONFLICT (shop, id) DO UPDATE SET taken = taken + 1`,
      `UPDATE lots SET remaining = remaining - 1
     WHERE shop = ?1 AND member = ?2 AND unit = 'points' AND state = 'available'`,
    ],
  },
};

/** As many transfers as make up the number of rows. */
const TRANSFERS = `INSERT INTO transfers (shop, member, seq, unit, from_account, to_account, amount,
    reason, cause, happened_at, recorded_at)
  SELECT ?1, ?2, value, 'points', 'issued', 'pending', 10, 'earn', ?3, 1, 1 FROM json_each(?6)`;
