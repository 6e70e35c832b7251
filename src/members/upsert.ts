import type { Context, Locale } from "../core/context";
import { rowsOf, type Statement, statement } from "../core/database";
import { DomainError, type Fault, refuse } from "../core/errors";
import type { Fact } from "../core/facts";
import { transact } from "../core/transact";
import type { Who } from "../ledger";
import { newId } from "../lib/ids";
import { toIso } from "../lib/time";
import { type Program, programOf, programStatement } from "../program";
import { checkAttributes } from "./attributes";
import { birthdayLockedUntil, withBirthday } from "./birthday";
import { closeMember } from "./close";
import { factOf, memberStatements, newMember, type OpenMember, openMember } from "./open";
import {
  identifiersOf,
  MAX_IDENTIFIERS_PER_KIND,
  type Named,
  type Profile,
  profileFrom,
  setProfile,
} from "./profile";
import { type Identifier, parseRef, type Ref, whoIs, whoIsAnyOf } from "./refs";
import type { IdentifierRow } from "./tables";
import { memberView } from "./view";

export interface MemberFields extends Named {
  readonly name?: string | null | undefined;
  readonly birthday?: string | null | undefined;
  readonly locale?: Locale | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly attributes?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

/** Reads who owns each identifier, for {@link ownersOf}. */
export function ownersStatement(shop: string, identifiers: readonly Identifier[]): Statement {
  const one = (i: number) =>
    `SELECT kind, value, member FROM identifiers WHERE shop = ?1 AND kind = ?${2 * i + 2} AND value = ?${2 * i + 3}`;
  const sql = identifiers.map((_, i) => one(i)).join(" UNION ALL ");
  return statement(
    sql || "SELECT 1 WHERE 0 AND ?1",
    shop,
    ...identifiers.flatMap((i) => [i.kind, i.value]),
  );
}

export const ownerOf = (rows: readonly IdentifierRow[], i: Identifier): string | null =>
  rows.find((r) => r.kind === i.kind && r.value === i.value)?.member ?? null;

/**
 * PUT makes the member or changes what is given; PATCH changes only. An identifier that is given
 * is added; one of another member's is refused, as moving it would move their orders.
 *
 * @throws {DomainError} not_found, identifier_taken, birthday_locked, invalid_body, member_erased
 */
export function writeMember(ctx: Context, ref: string, fields: MemberFields, mayCreate: boolean) {
  const parsed = parseRef(ref);
  const identifiers = givenIdentifiers(parsed, fields);
  const who = "id" in parsed ? whoIs(ctx.shop.id, parsed) : whoForUpsert(ctx, parsed, identifiers);
  const ids = { member: newId("mem"), fact: newId("fct") };
  return transact(ctx, {
    load: () => [
      ownersStatement(ctx.shop.id, identifiers),
      programStatement(ctx, ctx.now),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => {
      const program = await programOf(ctx, rows, 1);
      const found = await openMember(ctx, rows.slice(2), 0);
      if (!found && !(mayCreate && "kind" in parsed)) {
        throw new DomainError("not_found", "The shop has no such member.");
      }
      const member = found ?? newMember(ctx, program, ids.member);
      applyFields(program, member, fields, identifiers, rowsOf<IdentifierRow>(rows, 0));
      return decision(ctx, program, member, ids.fact);
    },
  });
}

/** An upsert finds the member by the ref first, then by any identifier in the body. */
const whoForUpsert = (ctx: Context, ref: Ref, identifiers: readonly Identifier[]): Who =>
  "kind" in ref
    ? whoIsAnyOf(ctx.shop.id, [ref, ...identifiers.filter((i) => i !== ref)])
    : whoIs(ctx.shop.id, ref);

/** @throws {DomainError} invalid_body, with a pointer to each unusable field */
function givenIdentifiers(ref: Ref, fields: MemberFields): Identifier[] {
  const { identifiers, unusable } = identifiersOf(fields);
  if (unusable.length > 0) {
    const errors: Fault[] = unusable.map((field) => ({
      pointer: `/${field}`,
      code: "invalid_identifier",
      detail: `This is no usable ${field}.`,
    }));
    throw new DomainError("invalid_body", errors[0]?.detail, { errors });
  }
  const named = "kind" in ref ? [ref] : [];
  const others = identifiers.filter(
    (i) => !named.some((n) => n.kind === i.kind && n.value === i.value),
  );
  return [...named, ...others];
}

function applyFields(
  program: Program,
  member: OpenMember,
  fields: MemberFields,
  identifiers: readonly Identifier[],
  owners: readonly IdentifierRow[],
): void {
  if (member.row.erased_at !== null) throw new DomainError("member_erased");
  const before = profileFrom(member.row.profile);
  // One that leads here and is not the member's own is a contact's, of a company.
  const isOwn = (i: Identifier) =>
    before.identifiers.some((j) => j.kind === i.kind && j.value === i.value);
  const taken = identifiers.find((i) => ownerOf(owners, i) !== null && !isOwn(i));
  if (taken) {
    throw refuse(
      "identifier_taken",
      `/${taken.kind === "ext" ? "externalId" : taken.kind}`,
      "Another member has this identifier.",
    );
  }
  const after: Profile = {
    name: fields.name === undefined ? before.name : fields.name,
    ...bornAs(before, fields.birthday, member.book.now),
    locale: fields.locale === undefined ? before.locale : fields.locale,
    timeZone: fields.timeZone === undefined ? before.timeZone : fields.timeZone,
    identifiers: withIdentifiers(before, identifiers),
  };
  setProfile(member, before, after);
  if (fields.attributes) {
    const merged = checkAttributes(program, member.row.attributes, fields.attributes);
    member.changes.attributes = merged;
  }
}

/** @throws {DomainError} birthday_locked */
function bornAs(before: Profile, birthday: string | null | undefined, now: number) {
  const { birthdayChangedAt } = before;
  if (birthday === undefined) return { birthday: before.birthday, birthdayChangedAt };
  const opensAt = birthdayLockedUntil(before, birthday, now);
  if (opensAt !== null) {
    const detail = `It was changed within the last year; from ${toIso(opensAt)} it can be again.`;
    throw refuse("birthday_locked", "/birthday", detail);
  }
  return withBirthday(before, birthday, now);
}

function withIdentifiers(before: Profile, given: readonly Identifier[]): Identifier[] {
  const all = [...before.identifiers];
  for (const i of given) {
    if (all.some((j) => j.kind === i.kind && j.value === i.value)) continue;
    if (all.filter((j) => j.kind === i.kind).length >= MAX_IDENTIFIERS_PER_KIND) {
      throw refuse("invalid_body", `/${i.kind}`, `At most ${MAX_IDENTIFIERS_PER_KIND} of a kind.`);
    }
    all.push(i);
  }
  return all;
}

function decision(ctx: Context, program: Program, member: OpenMember, factId: string) {
  const type = member.isNew ? "member_enrolled" : "member_changed";
  const facts: Fact[] = [{ type, member: member.row.id }];
  return {
    status: member.isNew ? 201 : 200,
    body: { committed: true, member: memberView(program, member, ctx.now) },
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, factId, ctx.now, facts),
    member: member.row.id,
  };
}
