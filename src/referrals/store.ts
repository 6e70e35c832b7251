import { insertRow, type Param, type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import { DAY } from "../lib/time";
import { type Belonging, rootOf } from "../members";
import { MAX_COUNTED } from "./program";
import type { Identity } from "./rules";
import { mailbox } from "./rules";
import type { ReferralRow } from "./tables";

/** Who a claim's friend may be: a member, and everybody whom the identifiers name. */
export interface FriendRef {
  readonly member: string | null;
  readonly identifiers: readonly Identity[];
}

export const referralStatement = (shop: string, id: string): Statement =>
  statement("SELECT * FROM referrals WHERE shop = ?1 AND id = ?2", shop, id);

/** What one member was referred by, the latest first; more than a few are nonsense. */
export const referralsOfFriend = (who: Who): Statement =>
  statement(
    `SELECT * FROM referrals WHERE shop = ?1 AND friend = ${who.sql}
     ORDER BY created_at DESC LIMIT 50`,
    ...who.params,
  );

export interface AdvocateRow {
  readonly member: string;
  readonly version: number;
  readonly profile: string | null;
  readonly erased_at: number | null;
  readonly claims_today: number;
  readonly claims_this_year: number;
}

/** Claims that were accepted, or may be. */
const COUNTED = "('claimed', 'in_review', 'qualified', 'rewarded')";

/** The member who has a code, and how many came through them lately. */
export const advocateStatement = (
  shop: string,
  code: string,
  at: { readonly now: number },
): Statement =>
  statement(
    `SELECT m.id AS member, m.version, m.profile, m.erased_at,
       (SELECT count(*) FROM (SELECT 1 FROM referrals r WHERE r.shop = c.shop
          AND r.advocate = m.id AND r.created_at > ?3 AND r.status <> 'refused'
          LIMIT ${MAX_COUNTED})) AS claims_today,
       (SELECT count(*) FROM (SELECT 1 FROM referrals r WHERE r.shop = c.shop
          AND r.advocate = m.id AND r.created_at > ?4 AND r.status IN ${COUNTED}
          LIMIT ${MAX_COUNTED})) AS claims_this_year
     FROM referral_codes c CROSS JOIN members a ON a.shop = c.shop AND a.id = c.member
     CROSS JOIN members m ON m.shop = c.shop AND m.id = coalesce(a.merged_into, a.id)
     WHERE c.shop = ?1 AND c.code = ?2`,
    shop,
    code,
    at.now - DAY,
    yearBefore(at.now),
  );

const yearBefore = (now: number): number => now - 365 * DAY;

/** How far up it is looked whether two members refer each other in a circle. */
const CHAIN = 10;

/** Who referred the member that has a code, who referred those, and so on; one `member` a row. */
export const chainStatement = (shop: string, code: string): Statement =>
  statement(
    `WITH RECURSIVE up (member, depth) AS (
       SELECT ${rootOf("member")}, 0 FROM referral_codes WHERE shop = ?1 AND code = ?2
       UNION ALL
       SELECT r.advocate, up.depth + 1 FROM up CROSS JOIN referrals r
         ON r.shop = ?1 AND r.friend = up.member
       WHERE up.depth < ${CHAIN} AND r.status <> 'refused' AND r.advocate IS NOT NULL)
     SELECT DISTINCT member FROM up WHERE depth > 0 LIMIT 100`,
    shop,
    code,
  );

/**
 * Whether a friend has ordered before: the member, and whoever else has one of the identifiers, or
 * the plain form of a mail address. The order that carries the code is left out.
 */
export const orderedStatement = (
  shop: string,
  { member, identifiers }: FriendRef,
  except: string | null,
): Statement =>
  statement(
    `SELECT 1 FROM (
       SELECT ?3 AS member
       UNION SELECT i.member FROM json_each(?2) g CROSS JOIN identifiers i
         ON i.shop = ?1 AND i.kind = g.value ->> 0 AND i.value = g.value ->> 1) w
     CROSS JOIN orders o INDEXED BY orders_by_member ON o.shop = ?1 AND o.member = w.member
     WHERE ?4 IS NULL OR o.source || ':' || o.id <> ?4 LIMIT 1`,
    shop,
    JSON.stringify(alsoKnownAs(identifiers).map(({ kind, value }) => [kind, value])),
    member,
    except,
  );

/** The identifiers, and the plain forms of the mail addresses among them. */
function alsoKnownAs(identifiers: readonly Identity[]): Identity[] {
  const plain = identifiers
    .filter(({ kind }) => kind === "email")
    .map(({ value }) => mailbox(value));
  const spelled = plain.flatMap((value) => [
    value,
    value.replace(/@gmail\.com$/, "@googlemail.com"),
  ]);
  return [...identifiers, ...spelled.map((value) => ({ kind: "email", value }))];
}

export const insertReferral = (row: ReferralRow): Statement => insertRow("referrals", row);

/** Changes a referral, unless somebody else has since it was read: then CHECK stale_read refuses. */
export function updateReferral(
  row: ReferralRow,
  changes: Partial<Omit<ReferralRow, "shop" | "id" | "version">>,
): Statement {
  const set = Object.entries(changes) as [string, Param][];
  const columns = set.map(([column], i) => `, ${column} = ?${i + 4}`).join("");
  return statement(
    `UPDATE referrals SET version = CASE WHEN version = ?3 THEN version + 1 ELSE -1 END${columns}
     WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
    row.version,
    ...set.map(([, value]) => value),
  );
}

/** Fails the commit where a member changed since they were read, and changes nothing itself. */
export const guardMember = (shop: string, member: string, version: number): Statement =>
  statement(
    `UPDATE members SET version = CASE WHEN version = ?3 THEN version ELSE -1 END
     WHERE shop = ?1 AND id = ?2`,
    shop,
    member,
    version,
  );

/**
 * A claim counts against its advocate's limits: of two at once the second is decided again, so
 * that no burst gets past a limit or a review.
 */
export const countAgainst = (shop: string, { member, version }: AdvocateRow): Statement =>
  statement(
    `UPDATE members SET version = CASE WHEN version = ?3 THEN version + 1 ELSE -1 END
     WHERE shop = ?1 AND id = ?2`,
    shop,
    member,
    version,
  );

/** What a referral gave to either side, the latest first. */
export const vouchersOfReferral = (shop: string, id: string): Statement =>
  statement(
    `SELECT v.* FROM referrals r CROSS JOIN vouchers v
       ON v.shop = r.shop AND v.member IN (r.friend, r.advocate)
     WHERE r.shop = ?1 AND r.id = ?2 AND v.cause = 'referral:' || r.id
     ORDER BY v.issued_at DESC, v.code DESC`,
    shop,
    id,
  );

export const whoIsAdvocate = (shop: string, id: string): Who => ({
  sql: "(SELECT advocate FROM referrals WHERE shop = ?1 AND id = ?2)",
  params: [shop, id],
});

export const whoIsFriend = (shop: string, id: string): Who => ({
  sql: "(SELECT friend FROM referrals WHERE shop = ?1 AND id = ?2)",
  params: [shop, id],
});

/** Whom a member brought, who brought them, and the code, unless the other has one: both lead on. */
export const referralsOfMember: readonly Belonging[] = [
  {
    table: "referrals",
    column: "advocate",
    key: ["id"],
    renumber: ({ by }) => ({
      reward: `json_replace(reward, '$.lot', (reward ->> 'lot') + ${by})`,
    }),
    lots: "SELECT x.reward ->> 'lot' AS lot WHERE x.reward ->> 'lot' IS NOT NULL",
  },
  { table: "referrals", column: "friend", key: ["id"] },
  { table: "referral_codes", column: "member", key: ["code"] },
];
