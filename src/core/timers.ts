import { SECOND } from "../lib/time";
import { type Context, realmOf } from "./context";
import { openDatabase, rowsOf, type Statement, statement } from "./database";
import { type Env, type Message, shardNamed } from "./env";
import { sendAll } from "./queue";
import type { TimerRow } from "./tables";

export type TimerMessage = Extract<Message, { type: "timer" }>;

/** Timers read at once, in the order in which they are due. */
const PAGE = 250;

/** A page of a realm's timers that are due, from after a timer on. */
function dueStatement(
  realm: string,
  until: number,
  after: Place | undefined,
  limit: number,
): Statement {
  return statement(
    `SELECT * FROM timers WHERE realm = ?1 AND due_at <= ?2
       AND (due_at, shop, subject, kind) > (?3, ?4, ?5, ?6)
     ORDER BY due_at, shop, subject, kind LIMIT ?7`,
    realm,
    until,
    after?.dueAt ?? 0,
    after?.shop ?? "",
    after?.subject ?? "",
    after?.kind ?? "",
    limit,
  );
}

type Place = Pick<TimerMessage, "dueAt"> & Partial<TimerMessage>;

/** A page of what is due in a realm, in the order of time, from after a place on. */
export async function dueTimers(
  env: Env,
  { shard, realm, until }: { shard: string; realm: string; until: number },
  after: Place | undefined,
  limit = PAGE,
): Promise<TimerMessage[]> {
  const db = openDatabase(shardNamed(env, shard), "first-primary");
  const rows = rowsOf<TimerRow>(await db.batch([dueStatement(realm, until, after, limit)]), 0);
  return rows.map((row) => messageOf(shard, row));
}

/** Handed over at once at most: a long queue is not made longer by what waits in it already. */
const AT_MOST = 5_000;

/**
 * Hands what is due in a realm to the Queue, the oldest first. The rows stay until they have
 * fired, so that what the Queue loses is sent again; what is sent twice changes nothing.
 *
 * @returns how many were sent
 */
export async function sendDueTimers(env: Env, shard: string, realm: string, until: number) {
  let sent = 0;
  let last: TimerMessage | undefined;
  do {
    const page = await dueTimers(env, { shard, realm, until }, last);
    await sendAll(env, page);
    sent += page.length;
    last = page.length === PAGE && sent < AT_MOST ? page.at(-1) : undefined;
  } while (last);
  return sent;
}

const messageOf = (shard: string, row: TimerRow): TimerMessage => ({
  type: "timer",
  shard,
  realm: row.realm,
  dueAt: row.due_at,
  shop: row.shop,
  subject: row.subject,
  kind: row.kind,
});

export interface NewTimer {
  readonly dueAt: number;
  /** What the timer is about: a member, or whatever the kind's verb looks up by it. */
  readonly subject: string;
  /** Which verb it calls; `src/jobs.ts` lists them. */
  readonly kind: string;
}

/** Sets a timer; one that is set already stays. */
export const insertTimer = (ctx: Context, timer: NewTimer): Statement =>
  statement(
    `INSERT INTO timers (realm, due_at, shop, subject, kind) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT DO NOTHING`,
    realmOf(ctx.shop),
    timer.dueAt,
    ctx.shop.id,
    timer.subject,
    timer.kind,
  );

/**
 * Hands timers that are due already, or within hours, to the Queue after the answer, so that they
 * need not wait for the tick. The rows stay until they have fired: should this fail, the tick
 * sends them.
 */
export function fireSoon(ctx: Context, ...timers: readonly NewTimer[]): void {
  const { id: shop, shard } = ctx.shop;
  const realm = realmOf(ctx.shop);
  const messages = timers.map(
    (timer): TimerMessage => ({ type: "timer", shard, realm, shop, ...timer }),
  );
  const delayOf = ({ dueAt }: TimerMessage) => Math.ceil(Math.max(0, dueAt - ctx.now) / SECOND);
  ctx.later(sendAll(ctx.env, messages, delayOf).catch(() => undefined));
}

/** Removes exactly the timer that fired, never one that was set meanwhile. */
export const deleteTimer = (timer: TimerMessage): Statement =>
  statement(
    `DELETE FROM timers WHERE realm = ?1 AND due_at = ?2 AND shop = ?3 AND subject = ?4
       AND kind = ?5`,
    timer.realm,
    timer.dueAt,
    timer.shop,
    timer.subject,
    timer.kind,
  );

/**
 * Takes a timer for one of the deliveries of its message, of which there may be several at once.
 * It is put off and not deleted, so that it fires again should whoever took it be stopped; who is
 * done deletes it. No row: another delivery has it, or it has fired.
 */
export const takeTimer = (timer: TimerMessage, until: number): Statement =>
  statement(
    `UPDATE OR REPLACE timers SET due_at = ?6
     WHERE realm = ?1 AND due_at = ?2 AND shop = ?3 AND subject = ?4 AND kind = ?5
     RETURNING due_at`,
    timer.realm,
    timer.dueAt,
    timer.shop,
    timer.subject,
    timer.kind,
    until,
  );

/** Those of the realms in which something is due; one index look-up each. */
export const realmsWithDue = (realms: readonly string[], until: number): Statement =>
  statement(
    `SELECT r.value AS realm FROM json_each(?1) r WHERE EXISTS
       (SELECT 1 FROM timers t WHERE t.realm = r.value AND t.due_at <= ?2)`,
    JSON.stringify(realms),
    until,
  );
