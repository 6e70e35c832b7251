import type { Context, Locale } from "../core/context";
import { type Batch, insertRow, type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import { sha256 } from "../lib/hash";
import { type MemberRow, profileFrom } from "../members";
import { type Email, latestOf, PURPOSES, type Purpose, type Reason } from "./rules";
import type { ConsentRow } from "./tables";

/**
 * An address as consents and suppressions keep it: of use only to whoever knows it already, and
 * in this shop only.
 *
 * @param normalisedEmail as `identifiers` has it
 */
export const addressHash = (shop: string, normalisedEmail: string): Promise<string> =>
  sha256(`${shop} ${normalisedEmail}`);

type Addressed = Pick<MemberRow, "shop" | "profile">;

/** Every address of a member, the one that the API shows first. */
const emailsOf = (row: Addressed): Promise<Email[]> =>
  Promise.all(
    profileFrom(row.profile)
      .identifiers.filter((i) => i.kind === "email")
      .map(async (i) => ({ address: i.value, hash: await addressHash(row.shop, i.value) })),
  );

/** A member's address: the one that the API shows as theirs. */
export const emailOf = async (row: Addressed): Promise<Email | null> =>
  (await emailsOf(row))[0] ?? null;

/**
 * Where a member is written to for a purpose: the address that the permission was given for, as
 * long as it is theirs; else the one that the API shows.
 *
 * @param rows those of {@link consentStatements}
 */
export async function emailFor(
  row: Addressed,
  rows: Batch,
  purpose: Purpose,
): Promise<Email | null> {
  const emails = await emailsOf(row);
  const agreed = latestOf(rows, purpose)?.address;
  return emails.find((email) => email.hash === agreed) ?? emails[0] ?? null;
}

/** How many statements {@link consentStatements} makes. */
export const CONSENT_STATEMENTS = 1;

/**
 * Reads what counts of a member's consents: one row a purpose, each with why its address is
 * suppressed. A suppression matters only where a consent of that address exists, so it is found by
 * the consent's address, and the member's own need not be known before the load.
 */
export const consentStatements = (ctx: Context, who: Who): Statement[] => [
  statement(
    `SELECT c.*, s.reason AS suppressed
     FROM json_each('${JSON.stringify(PURPOSES)}') p
     CROSS JOIN consents c ON c.shop = ?1 AND c.id =
       (SELECT l.id FROM consents l WHERE l.shop = ?1 AND l.member = ${who.sql}
          AND l.channel = 'email' AND l.purpose = p.value
        ORDER BY l.happened_at DESC, l.id DESC LIMIT 1)
     LEFT JOIN suppressions s ON s.shop = c.shop AND s.address = c.address`,
    ...(who.params.length > 0 ? who.params : [ctx.shop.id]),
  ),
];

export const insertConsent = (row: ConsentRow): Statement => insertRow("consents", row);

/** Keeps a sentence at its first use. */
export const keepWording = (
  ctx: Context,
  id: string,
  wording: { readonly locale: Locale; readonly text: string },
): Statement =>
  statement(
    `INSERT INTO wordings (shop, id, locale, text, first_used_at) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT DO NOTHING`,
    ctx.shop.id,
    id,
    wording.locale,
    wording.text,
    ctx.now,
  );

export const findSuppression = (ctx: Context, address: string): Statement =>
  statement("SELECT * FROM suppressions WHERE shop = ?1 AND address = ?2", ctx.shop.id, address);

/** Nothing is sent to an address any more. @param address its hash */
export const suppression = (ctx: Context, address: string, reason: Reason): Statement =>
  statement(
    `INSERT INTO suppressions (shop, address, reason, suppressed_at) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (shop, address) DO UPDATE
     SET reason = excluded.reason, suppressed_at = excluded.suppressed_at`,
    ctx.shop.id,
    address,
    reason,
    ctx.now,
  );
