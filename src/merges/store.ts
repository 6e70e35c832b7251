import { insertRow, type Statement, statement } from "../core/database";
import type { Take, TransferRow } from "../ledger";
import { nameKeys, type Profile } from "../members";
import type { MergeRow } from "./tables";

export const findMerge = (shop: string, key: string): Statement =>
  statement("SELECT * FROM merges WHERE shop = ?1 AND id = ?2", shop, key);

export const insertMerge = (row: MergeRow): Statement => insertRow("merges", row);

/** It is undone, under the guards of both members. */
export const undoneMerge = ({ shop, id, undoing, undone_at }: MergeRow): Statement =>
  statement(
    "UPDATE merges SET undoing = ?3, undone_at = ?4 WHERE shop = ?1 AND id = ?2",
    shop,
    id,
    undoing,
    undone_at,
  );

/** Reads whether something was merged into the same member since. */
export const laterStatement = (shop: string, key: string): Statement =>
  statement(
    `SELECT 1 FROM merges g CROSS JOIN merges l INDEXED BY merges_by_target
       ON l.shop = g.shop AND l.target = g.target AND l.shift > g.shift
     WHERE g.shop = ?1 AND g.id = ?2 AND l.undone_at IS NULL LIMIT 1`,
    shop,
    key,
  );

/** Every open lot of the member who stays. */
export const openLots = (shop: string, key: string): Statement =>
  statement(
    `SELECT l.* FROM merges g CROSS JOIN wallets w ON w.shop = g.shop AND w.member = g.target
     CROSS JOIN json_each('["pending","available"]') s
     CROSS JOIN lots l ON l.shop = w.shop AND l.member = w.member AND l.unit = w.unit
       AND l.state = s.value
     WHERE g.shop = ?1 AND g.id = ?2`,
    shop,
    key,
  );

/** A transfer since the merge, and whether the source began what it goes on with. */
export type TransferSince = Pick<
  TransferRow,
  "unit" | "from_account" | "to_account" | "amount" | "lot" | "reverses" | "takes"
> & { readonly is_theirs: number };

export const transfersSince = (shop: string, key: string): Statement =>
  statement(
    `SELECT t.unit, t.from_account, t.to_account, t.amount, t.lot, t.reverses, t.takes,
       t.cause IN (SELECT o.cause FROM transfers o WHERE o.shop = g.shop AND o.member = g.source)
         AS is_theirs
     FROM merges g CROSS JOIN transfers t ON t.shop = g.shop AND t.member = g.target
       AND t.seq > g.shift + g.last_seq
     WHERE g.shop = ?1 AND g.id = ?2`,
    shop,
    key,
  );

export const takesIn = (json: string | null): Take[] => JSON.parse(json ?? "[]") as Take[];

/** Identifiers lead to another member from now on. */
export const passIdentifiers = (
  shop: string,
  from: string,
  to: string,
  { identifiers }: Profile,
): Statement =>
  statement(
    `UPDATE identifiers SET member = ?3 WHERE shop = ?1 AND member = ?2
       AND (kind, value) IN (SELECT j.value ->> 0, j.value ->> 1 FROM json_each(?4) j)`,
    shop,
    from,
    to,
    JSON.stringify(identifiers.map(({ kind, value }) => [kind, value])),
  );

/** The search finds a member by a name no longer. */
export const forgetName = (shop: string, member: string, name: string | null): Statement =>
  statement(
    `DELETE FROM names WHERE shop = ?1 AND member = ?2
       AND word IN (SELECT value FROM json_each(?3))`,
    shop,
    member,
    JSON.stringify(nameKeys(name)),
  );

export const learnName = (shop: string, member: string, name: string | null): Statement =>
  statement(
    `INSERT INTO names (shop, word, member) SELECT ?1, value, ?2 FROM json_each(?3) WHERE true
     ON CONFLICT DO NOTHING`,
    shop,
    member,
    JSON.stringify(nameKeys(name)),
  );
