import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { type Database, rowsOf, type Statement, statement } from "../core/database";
import { read } from "../core/transact";
import { DAY, toIso } from "../lib/time";
import type { Mail, Sent } from "./rules";
import type { MailRow } from "./tables";

/** Keeps a mail where people can read it. Sent again, it shows how often it would have arrived. */
export async function keepMail(
  ctx: Context,
  mail: Mail,
  headers: Readonly<Record<string, string>>,
): Promise<Sent> {
  await ctx.db.batch([
    statement(
      `INSERT INTO mails (shop, key, recipient, subject, text, html, headers, deliveries, sent_at,
         recorded_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9)
       ON CONFLICT (shop, key) DO UPDATE SET deliveries = deliveries + 1`,
      ctx.shop.id,
      mail.key,
      mail.to,
      mail.subject,
      mail.text,
      mail.html ?? null,
      JSON.stringify(headers),
      ctx.now,
      Date.now(),
    ),
  ]);
  return { kind: "sent" };
}

export const mailView = (row: MailRow) => ({
  key: row.key,
  to: row.recipient,
  subject: row.subject,
  text: row.text,
  html: row.html,
  headers: JSON.parse(row.headers) as Record<string, string>,
  deliveries: row.deliveries,
  sentAt: toIso(row.sent_at),
});

export interface MailQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Only mail to this address. */
  readonly to?: string | undefined;
}

/** What would have been sent, the latest first. One round trip. */
export async function listMails(ctx: Context, { limit, cursor, to }: MailQuery) {
  const before = positionOf(cursor, ["number", "string"]) ?? [Number.MAX_SAFE_INTEGER, ""];
  const rows = await read(ctx, [
    statement(
      `SELECT * FROM mails WHERE shop = ?1 AND (recorded_at, key) < (?2, ?3)
         AND (?4 IS NULL OR lower(recipient) = lower(?4))
       ORDER BY recorded_at DESC, key DESC LIMIT ?5`,
      ctx.shop.id,
      ...before,
      to ?? null,
      limit + 1,
    ),
  ]);
  const position = (row: MailRow): Position => [row.recorded_at, row.key];
  return pageOf(rowsOf<MailRow>(rows, 0), limit, mailView, position);
}

/** The latest mails of several shops of one database. */
export const latestMails = (shops: readonly string[], limit: number): Statement =>
  statement(
    `SELECT m.* FROM json_each(?1) s CROSS JOIN mails m ON m.shop = s.value
     ORDER BY m.recorded_at DESC, m.key DESC LIMIT ?2`,
    JSON.stringify(shops),
    limit,
  );

export const mailOfKey = (shop: string, key: string): Statement =>
  statement("SELECT * FROM mails WHERE shop = ?1 AND key = ?2", shop, key);

/** How long a mail stays readable, in real time. */
const KEPT_MS = 30 * DAY;
/** Deleted at once at most; the next hour goes on. */
const AT_ONCE = 1_000;

/** Deletes old mails of some shops of one database, in one statement. */
export async function deleteOldMails(db: Database, shops: readonly string[]): Promise<void> {
  await db.batch([
    statement(
      `DELETE FROM mails WHERE rowid IN
         (SELECT m.rowid FROM json_each(?1) s CROSS JOIN mails m
            ON m.shop = s.value AND m.recorded_at < ?2 LIMIT ?3)`,
      JSON.stringify(shops),
      Date.now() - KEPT_MS,
      AT_ONCE,
    ),
  ]);
}

/**
 * Deletes the mails to a member who is erased. The member's row still has the profile when this
 * statement runs, as a commit writes it last.
 */
export const eraseMails = (shop: string, member: string): Statement[] => [
  statement(
    `DELETE FROM mails WHERE shop = ?1 AND lower(recipient) IN
       (SELECT i.value ->> 'value' FROM members m, json_each(m.profile, '$.identifiers') i
        WHERE m.shop = ?1 AND m.id = ?2 AND i.value ->> 'kind' = 'email')`,
    shop,
    member,
  ),
];
