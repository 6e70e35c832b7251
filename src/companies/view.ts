import { toIso } from "../lib/time";
import {
  balancesOf,
  type Identifier,
  memberBrief,
  type OpenMember,
  profileFrom,
  rowAfter,
} from "../members";
import { identifiersIn } from "./store";
import type { CompanyRow, ContactRow } from "./tables";

const ofKind = (identifiers: readonly Identifier[], kind: Identifier["kind"]): string | null =>
  identifiers.find((i) => i.kind === kind)?.value ?? null;

export function contactView(row: ContactRow) {
  const identifiers = identifiersIn(row);
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    externalId: ofKind(identifiers, "ext"),
    email: ofKind(identifiers, "email"),
    phone: ofKind(identifiers, "phone"),
    card: ofKind(identifiers, "card"),
    createdAt: toIso(row.created_at),
    erasedAt: toIso(row.erased_at),
  };
}

/** A company with those contacts that are not erased. */
export function companyView(
  company: CompanyRow,
  member: OpenMember,
  contacts: readonly ContactRow[],
) {
  const row = rowAfter(member);
  const { name, identifiers } = profileFrom(row.profile);
  return {
    ...memberBrief(member.program, member),
    name,
    externalId: ofKind(identifiers, "ext"),
    vatId: company.vat_id,
    contacts: contacts.filter((c) => c.erased_at === null).map(contactView),
    orders: { kept: row.kept_orders, total: row.kept_total },
    wallet: balancesOf(member.program, member.book),
    createdAt: toIso(row.created_at),
    erasedAt: toIso(row.erased_at),
  };
}
