import type { Context } from "../core/context";
import { type Batch, rowsOf } from "../core/database";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import { type Decision, transact } from "../core/transact";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  type Identifier,
  type IdentifierRow,
  type Named,
  ownersStatement,
  parseRef,
  turnOf,
  whoIs,
} from "../members";
import { type Company, checkFree, companyStatements, openCompany, usable } from "./company";
import type { Role } from "./roles";
import {
  eraseContactAnswers,
  identifiersIn,
  identifiersJson,
  identifierWrites,
  insertContact,
  updateContact,
} from "./store";
import type { ContactRow } from "./tables";
import { contactView } from "./view";

export interface ContactFields extends Named {
  readonly id?: string | undefined;
  readonly name: string;
  readonly role: Role;
}

/** All of them are loaded whenever the company is. */
const MOST_CONTACTS = 100;

/**
 * Adds somebody who orders for a company, once for each id; their identifiers lead to the company.
 *
 * @throws {DomainError} not_found, member_erased, contact_differs, identifier_taken, invalid_body,
 *   too_many_contacts
 */
export async function addContact(ctx: Context, ref: string, fields: ContactFields) {
  const identifiers = usable(fields);
  const id = fields.id ?? newId("ctc");
  const hash = await sha256(canonicalJson({ ...fields, id: undefined }));
  return onCompany(ctx, ref, identifiers, (company, owners) => {
    const { row, contacts } = company;
    const earlier = contacts.find((c) => c.id === id);
    if (earlier) return replay(earlier, hash);
    checkFree(identifiers, owners);
    if (contacts.filter((c) => c.erased_at === null).length >= MOST_CONTACTS) {
      throw new DomainError("too_many_contacts", `A company has at most ${MOST_CONTACTS}.`);
    }
    const contact: ContactRow = {
      shop: ctx.shop.id,
      company: row.id,
      id,
      name: fields.name,
      role: fields.role,
      identifiers: identifiersJson(identifiers),
      request_hash: hash,
      created_at: ctx.now,
      erased_at: null,
    };
    company.member.writes.push(
      insertContact(contact),
      ...identifierWrites(contact, [], identifiers),
    );
    return { status: 201, contact, type: "contact_added" };
  });
}

function replay(earlier: ContactRow, hash: string): Changed {
  if (earlier.request_hash !== hash) {
    throw new DomainError("contact_differs", "Use a new id for another contact.");
  }
  return { status: 200, contact: earlier, type: null };
}

export type ContactChange = {
  readonly [field in keyof Named]?: string | null | undefined;
} & { readonly name?: string | undefined; readonly role?: Role | undefined };

/**
 * Changes a contact; an identifier takes the place of the one of its kind, null removes it.
 *
 * @throws {DomainError} not_found, member_erased, identifier_taken, invalid_body
 */
export function changeContact(ctx: Context, ref: string, id: string, fields: ContactChange) {
  const { name, role, ...named } = fields;
  const set = Object.entries(named).filter(([, value]) => value !== undefined);
  const given = usable(Object.fromEntries(set.filter(([, value]) => value !== null)));
  const kinds = set.map(([field]) => (field === "externalId" ? "ext" : field));
  return onCompany(ctx, ref, given, (company, owners) => {
    const row = contactOf(company, id);
    const before = identifiersIn(row);
    const isOwn = (i: Identifier) => before.some((b) => b.kind === i.kind && b.value === i.value);
    checkFree(
      given.filter((i) => !isOwn(i)),
      owners,
    );
    const after = [...before.filter(({ kind }) => !kinds.includes(kind)), ...given];
    const contact = {
      ...row,
      name: name ?? row.name,
      role: role ?? row.role,
      identifiers: identifiersJson(after),
    };
    company.member.writes.push(updateContact(contact), ...identifierWrites(row, before, after));
    return { status: 200, contact, type: "contact_changed" };
  });
}

/** Erases a contact: who they are is gone, from kept answers too; their identifiers lead nowhere. */
export function eraseContact(ctx: Context, ref: string, id: string) {
  return onCompany(ctx, ref, [], (company) => {
    const row = company.contacts.find((c) => c.id === id);
    if (!row) throw unknown();
    if (row.erased_at !== null) return { status: 200, contact: row, type: null };
    const contact = { ...row, name: null, identifiers: "[]", erased_at: ctx.now };
    company.member.writes.push(
      updateContact(contact),
      ...identifierWrites(row, identifiersIn(row), []),
      eraseContactAnswers(row),
    );
    return { status: 200, contact, type: "contact_erased" };
  });
}

const unknown = () => new DomainError("not_found", "The company has no such contact.");

function contactOf({ contacts }: Company, id: string): ContactRow {
  const row = contacts.find((c) => c.id === id && c.erased_at === null);
  if (!row) throw unknown();
  return row;
}

interface Changed {
  readonly status: number;
  readonly contact: ContactRow;
  /** Of the fact; null where nothing changed. */
  readonly type: string | null;
}

function onCompany(
  ctx: Context,
  ref: string,
  identifiers: readonly Identifier[],
  change: (company: Company, owners: readonly IdentifierRow[]) => Changed,
) {
  const parsed = parseRef(ref);
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, parsed),
    load: () => [
      ownersStatement(ctx.shop.id, identifiers),
      ...companyStatements(ctx, whoIs(ctx.shop.id, parsed)),
    ],
    decide: async (rows: Batch): Promise<Decision> => {
      const company = await openCompany(ctx, rows.slice(1));
      const { member } = company;
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const { status, contact, type } = change(company, rowsOf<IdentifierRow>(rows, 0));
      const body = { committed: true, contact: contactView(contact) };
      if (type === null) return { status, body, writes: [], fact: null, isReplay: true };
      const told: Fact = { type, contact: contact.id, role: contact.role };
      return {
        status,
        body,
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, factId, ctx.now, [told]),
        member: member.row.id,
      };
    },
  });
}
