import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { read, transact } from "../core/transact";
import type { Who } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  EMPTY_PROFILE,
  factOf,
  type Identifier,
  type IdentifierRow,
  identifiersOf,
  memberStatements,
  type Named,
  newMember,
  type OpenMember,
  openMember,
  ownersStatement,
  parseRef,
  profileFrom,
  setProfile,
  turnOf,
  whoIs,
} from "../members";
import { programOf, programStatement } from "../program";
import { companyStatement, contactsStatement, insertCompany, updateCompany } from "./store";
import type { CompanyRow, ContactRow } from "./tables";
import { companyView } from "./view";

/** A company opened for one commit. */
export interface Company {
  readonly row: CompanyRow;
  /** Erased ones too. */
  readonly contacts: readonly ContactRow[];
  readonly member: OpenMember;
}

/** Statements that load a company; {@link openCompany} takes their rows in this order. */
export const companyStatements = (ctx: Context, who: Who): Statement[] => [
  companyStatement(who),
  contactsStatement(who),
  ...memberStatements(ctx, { who, spendable: 0 }),
];

/** @throws {DomainError} not_found, also for a member who is no company */
export async function openCompany(ctx: Context, rows: Batch): Promise<Company> {
  const row = firstOf<CompanyRow>(rows, 0);
  const member = row ? await openMember(ctx, rows.slice(2), 0) : null;
  if (!row || !member) throw new DomainError("not_found", "The shop has no such company.");
  return { row, contacts: rowsOf<ContactRow>(rows, 1), member };
}

export interface CompanyFields {
  readonly name: string;
  readonly vatId?: string | null | undefined;
}

/**
 * Makes a company.
 *
 * @throws {DomainError} identifier_taken, invalid_body
 */
export function createCompany(ctx: Context, fields: CompanyFields & Named) {
  const identifiers = usable(fields);
  const ids = { member: newId("mem"), fact: newId("fct") };
  return transact(ctx, {
    load: () => [ownersStatement(ctx.shop.id, identifiers), programStatement(ctx, ctx.now)],
    decide: async (rows) => {
      const program = await programOf(ctx, rows, 1);
      checkFree(identifiers, rowsOf<IdentifierRow>(rows, 0));
      const member = newMember(ctx, program, ids.member);
      member.changes.kind = "company";
      setProfile(member, EMPTY_PROFILE, { ...EMPTY_PROFILE, name: fields.name, identifiers });
      const row = {
        shop: ctx.shop.id,
        id: ids.member,
        vat_id: fields.vatId ?? null,
        created_at: ctx.now,
      };
      member.writes.push(insertCompany(row));
      const told = { type: "company_opened", member: ids.member };
      return {
        status: 201,
        body: { committed: true, company: companyView(row, member, []) },
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, ids.fact, ctx.now, [told]),
        member: ids.member,
      };
    },
  });
}

export interface CompanyChange {
  readonly name?: string | undefined;
  readonly vatId?: string | null | undefined;
}

/** @throws {DomainError} not_found, member_erased */
export function changeCompany(ctx: Context, ref: string, fields: CompanyChange) {
  const parsed = parseRef(ref);
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, parsed),
    load: () => companyStatements(ctx, whoIs(ctx.shop.id, parsed)),
    decide: async (rows) => {
      const { row, contacts, member } = await openCompany(ctx, rows);
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const before = profileFrom(member.row.profile);
      setProfile(member, before, { ...before, name: fields.name ?? before.name });
      const after = { ...row, vat_id: fields.vatId === undefined ? row.vat_id : fields.vatId };
      member.writes.push(updateCompany(after));
      const told = { type: "company_changed", member: row.id };
      return {
        status: 200,
        body: { committed: true, company: companyView(after, member, contacts) },
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, factId, ctx.now, [told]),
        member: row.id,
      };
    },
  });
}

/** A company as of now. One round trip. @throws {DomainError} not_found */
export async function readCompany(ctx: Context, ref: string) {
  const reading = { ...ctx, isDryRun: true };
  const rows = await read(reading, companyStatements(reading, whoIs(ctx.shop.id, parseRef(ref))));
  const { row, contacts, member } = await openCompany(reading, rows);
  return companyView(row, member, contacts);
}

/** @throws {DomainError} invalid_body, where something can identify nobody */
export function usable(named: Named): Identifier[] {
  const { identifiers, unusable } = identifiersOf(named);
  const [field] = unusable;
  if (field) throw refuse("invalid_body", `/${field}`, `This is no usable ${field}.`);
  return identifiers;
}

/** @throws {DomainError} identifier_taken, also by another contact of the same company */
export function checkFree(identifiers: readonly Identifier[], owners: readonly IdentifierRow[]) {
  const taken = identifiers.find((i) =>
    owners.some(({ kind, value }) => kind === i.kind && value === i.value),
  );
  if (!taken) return;
  const pointer = `/${taken.kind === "ext" ? "externalId" : taken.kind}`;
  throw refuse("identifier_taken", pointer, "Somebody else has this identifier.");
}
