import type { Context, Locale } from "../core/context";
import { DomainError, type Fault, refuse } from "../core/errors";
import {
  EMPTY_PROFILE,
  type Identifier,
  type IdentifierRow,
  identifiersOf,
  MAX_IDENTIFIERS_PER_KIND,
  newMember,
  type OpenMember,
  ownerOf,
  type Profile,
  profileFrom,
  setProfile,
} from "../members";
import type { Program } from "../program";

/** Who a claim says came. */
export interface FriendFields {
  readonly externalId?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly card?: string | undefined;
  readonly name?: string | null | undefined;
  readonly locale?: Locale | null | undefined;
}

/**
 * What the friend is found by, strongest first. From a browser anybody can send anything: there one
 * address is taken, and never the shop's own names for its customers, which could be guessed.
 *
 * @throws {DomainError} invalid_body
 */
export function identifiersOfFriend(ctx: Context, fields: FriendFields): Identifier[] {
  const { isPublishable } = ctx.caller;
  if (isPublishable && (fields.externalId !== undefined || fields.card !== undefined)) {
    const pointer = fields.card === undefined ? "/friend/externalId" : "/friend/card";
    throw refuse("invalid_body", pointer, "A publishable key names a friend by email or phone.");
  }
  const { identifiers, unusable } = identifiersOf(fields);
  const errors: Fault[] = unusable.map((field) => ({
    pointer: `/friend/${field}`,
    code: "invalid_identifier",
    detail: `This is no usable ${field}.`,
  }));
  if (errors.length > 0) throw new DomainError("invalid_body", errors[0]?.detail, { errors });
  if (identifiers.length === 0) {
    throw refuse("invalid_body", "/friend", "Name the friend by externalId, email, phone or card.");
  }
  return isPublishable ? identifiers.slice(0, 1) : identifiers;
}

/**
 * Makes the friend a member, or adds what the shop tells and the profile lacks; what another member
 * owns stays there. A browser changes nothing about somebody who is a member already.
 */
export function welcomeFriend(
  ctx: Context,
  program: Program,
  found: OpenMember | null,
  id: string,
  told: { readonly fields: FriendFields; readonly identifiers: readonly Identifier[] },
  owners: readonly IdentifierRow[],
): OpenMember {
  if (found && ctx.caller.isPublishable) return found;
  const member = found ?? newMember(ctx, program, id);
  const before = found ? profileFrom(found.row.profile) : EMPTY_PROFILE;
  const added = told.identifiers.filter(
    (i) =>
      ownerOf(owners, i) === null &&
      before.identifiers.filter((j) => j.kind === i.kind).length < MAX_IDENTIFIERS_PER_KIND,
  );
  const after: Profile = {
    ...before,
    name: before.name ?? told.fields.name ?? null,
    locale: before.locale ?? told.fields.locale ?? null,
    identifiers: [...before.identifiers, ...added],
  };
  if (JSON.stringify(after) !== JSON.stringify(before)) setProfile(member, before, after);
  if (member.isNew) member.facts.push({ type: "member_enrolled", member: member.row.id });
  return member;
}
