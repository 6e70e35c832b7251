import { insertRow, type Statement, statement } from "../core/database";
import { eraseAnswers } from "../core/idempotency";
import type { Who } from "../ledger";
import type { Identifier } from "../members";
import type { BonusRow, CompanyRow, ContactRow } from "./tables";

export const companyStatement = (who: Who): Statement =>
  statement(`SELECT * FROM companies WHERE shop = ?1 AND id = ${who.sql}`, ...who.params);

/** A company's contacts, the longest known first. */
export const contactsStatement = (who: Who): Statement =>
  statement(
    `SELECT * FROM contacts WHERE shop = ?1 AND company = ${who.sql} ORDER BY created_at, id`,
    ...who.params,
  );

export const bonusesStatement = (who: Who): Statement =>
  statement(
    `SELECT * FROM volume_bonuses WHERE shop = ?1 AND company = ${who.sql} ORDER BY year DESC`,
    ...who.params,
  );

export const insertCompany = (row: CompanyRow): Statement => insertRow("companies", row);
export const insertContact = (row: ContactRow): Statement => insertRow("contacts", row);
export const insertBonus = (row: BonusRow): Statement => insertRow("volume_bonuses", row);

export const updateCompany = (row: CompanyRow): Statement =>
  statement(
    "UPDATE companies SET vat_id = ?3 WHERE shop = ?1 AND id = ?2",
    row.shop,
    row.id,
    row.vat_id,
  );

export const updateContact = (row: ContactRow): Statement =>
  statement(
    `UPDATE contacts SET name = ?4, role = ?5, identifiers = ?6, erased_at = ?7
     WHERE shop = ?1 AND company = ?2 AND id = ?3`,
    row.shop,
    row.company,
    row.id,
    row.name,
    row.role,
    row.identifiers,
    row.erased_at,
  );

export const identifiersIn = (row: ContactRow): Identifier[] =>
  (JSON.parse(row.identifiers) as [Identifier["kind"], string][]).map(([kind, value]) => ({
    kind,
    value,
  }));

export const identifiersJson = (identifiers: readonly Identifier[]): string =>
  JSON.stringify(identifiers.map(({ kind, value }) => [kind, value]));

/** Makes a contact's identifiers lead to the company, and those it had no longer. */
export function identifierWrites(
  { shop, company }: Pick<ContactRow, "shop" | "company">,
  before: readonly Identifier[],
  after: readonly Identifier[],
): Statement[] {
  const isIn = (list: readonly Identifier[], { kind, value }: Identifier) =>
    list.some((i) => i.kind === kind && i.value === value);
  const gone = before.filter((i) => !isIn(after, i));
  const fresh = after.filter((i) => !isIn(before, i));
  return [
    ...gone.map(({ kind, value }) =>
      statement(
        "DELETE FROM identifiers WHERE shop = ?1 AND kind = ?2 AND value = ?3 AND member = ?4",
        shop,
        kind,
        value,
        company,
      ),
    ),
    ...fresh.map(({ kind, value }) =>
      insertRow("identifiers", { shop, kind, value, member: company }),
    ),
  ];
}

/** What was answered about a contact, or about the company with all of them. */
export const eraseContactAnswers = ({ shop, company, id }: ContactRow): Statement =>
  eraseAnswers(
    "?2",
    "(body ->> '$.contact.id' = ?3 OR body ->> '$.company.id' = ?2)",
    shop,
    company,
    id,
  );

/** A company that is erased takes its contacts along. */
export const eraseContacts = (shop: string, company: string): Statement[] => [
  statement(
    `DELETE FROM identifiers WHERE shop = ?1 AND member = ?2 AND (kind, value) IN
       (SELECT j.value ->> 0, j.value ->> 1 FROM contacts c, json_each(c.identifiers) j
        WHERE c.shop = ?1 AND c.company = ?2)`,
    shop,
    company,
  ),
  statement(
    `UPDATE contacts SET name = NULL, identifiers = '[]',
       erased_at = coalesce(erased_at, (SELECT erased_at FROM members WHERE shop = ?1 AND id = ?2), created_at)
     WHERE shop = ?1 AND company = ?2`,
    shop,
    company,
  ),
  statement("UPDATE companies SET vat_id = NULL WHERE shop = ?1 AND id = ?2", shop, company),
];
