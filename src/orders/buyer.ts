import type { Locale } from "../core/context";
import { refuse } from "../core/errors";
import type { Fact } from "../core/facts";
import {
  birthdayLockedUntil,
  EMPTY_PROFILE,
  type Identifier,
  type IdentifierRow,
  identifiersOf,
  MAX_IDENTIFIERS_PER_KIND,
  type OpenMember,
  ownerOf,
  type Profile,
  profileFrom,
  setProfile,
  withBirthday,
} from "../members";
import type { Program } from "../program";
import type { OrderMember, Warning } from "./input";

/** Who an order says bought, as far as it can identify anybody. */
export interface Buyer {
  /** Our id, which beats every other identifier. */
  readonly id: string | null;
  readonly identifiers: readonly Identifier[];
  readonly profile: Pick<Profile, "name" | "birthday" | "locale">;
  readonly warnings: readonly Warning[];
}

export function readBuyer(member: OrderMember | null | undefined): Buyer {
  const { identifiers, unusable } = identifiersOf(member ?? {});
  return {
    id: member?.id ?? null,
    identifiers,
    profile: {
      name: member?.name ?? null,
      birthday: member?.birthday ?? null,
      locale: member?.locale ?? null,
    },
    warnings: unusable.map((field) => ({
      code: "identifier_ignored",
      detail: `This is no usable ${field}.`,
      pointer: `/member/${field}`,
    })),
  };
}

export interface Welcomed {
  /** null: the order is a guest's. */
  readonly member: OpenMember | null;
  readonly locale: Locale | null;
  readonly warnings: Warning[];
  readonly facts: Fact[];
}

/**
 * The member of an order: the one found, else a new one where the program enrols. What the order
 * knows and the member's profile does not is added; what another member owns is left there.
 *
 * @throws {DomainError} not_found, when the order names an id of ours that is none
 */
export function welcome(
  program: Program,
  buyer: Buyer,
  found: OpenMember | null,
  enrol: () => OpenMember,
  owners: readonly IdentifierRow[],
): Welcomed {
  const isPool = found?.row.kind === "household";
  if (buyer.id && (!found || isPool))
    throw refuse("not_found", "/member/id", "The shop has no such member.");
  if (found && found.row.erased_at !== null)
    throw refuse("member_erased", "/member", "The member was erased.");
  if (!found && buyer.identifiers.length === 0) return GUEST;
  if (!found && program.parts.enrolment === "explicit") {
    const detail = "The program enrols members explicitly.";
    return { ...GUEST, warnings: [{ code: "member_unknown", detail, pointer: "/member" }] };
  }
  const member = found ?? enrol();
  const before = found ? profileFrom(found.row.profile) : EMPTY_PROFILE;
  const foreign = buyer.identifiers.filter(
    (i) => (ownerOf(owners, i) ?? member.row.id) !== member.row.id,
  );
  // What an order of a company's tells is a contact's.
  const isCompany = member.row.kind === "company";
  const after = isCompany ? before : learned(before, buyer, foreign, member.book.now);
  if (after !== before) setProfile(member, before, after);
  return {
    member,
    locale: after.locale,
    warnings: [
      ...foreign.map(conflictWarning),
      ...(isCompany ? [] : birthdayWarning(buyer, after)),
    ],
    facts: [
      ...(found ? [] : [{ type: "member_enrolled", member: member.row.id }]),
      ...foreign.map((i) => ({
        type: "identifier_conflict",
        member: member.row.id,
        kind: i.kind,
        other: ownerOf(owners, i),
      })),
    ],
  };
}

const GUEST: Welcomed = { member: null, locale: null, warnings: [], facts: [] };

const conflictWarning = ({ kind }: Identifier): Warning => ({
  code: "identifier_conflict",
  detail: "Another member has this identifier; the strongest one counts.",
  pointer: `/member/${kind === "ext" ? "externalId" : kind}`,
});

/** Only the member, or the shop for them, changes a birthday; an order never does. */
const birthdayWarning = ({ profile }: Buyer, { birthday }: Profile): Warning[] =>
  profile.birthday === null || profile.birthday === birthday
    ? []
    : [
        {
          code: "birthday_ignored",
          detail: "The member's birthday stays as it is; change it with PATCH /v1/members.",
          pointer: "/member/birthday",
        },
      ];

/** The profile with what was missing; the very same one when nothing was. */
function learned(
  before: Profile,
  { identifiers, profile }: Buyer,
  foreign: readonly Identifier[],
  now: number,
): Profile {
  const isKnown = (i: Identifier) =>
    before.identifiers.some((j) => j.kind === i.kind && j.value === i.value);
  const isFull = (i: Identifier) =>
    before.identifiers.filter((j) => j.kind === i.kind).length >= MAX_IDENTIFIERS_PER_KIND;
  const added = identifiers.filter((i) => !isKnown(i) && !foreign.includes(i) && !isFull(i));
  const isBornAnew =
    before.birthday === null && birthdayLockedUntil(before, profile.birthday, now) === null;
  const after: Profile = {
    ...before,
    name: before.name ?? profile.name,
    ...(isBornAnew ? withBirthday(before, profile.birthday, now) : {}),
    locale: before.locale ?? profile.locale,
    identifiers: added.length > 0 ? [...before.identifiers, ...added] : before.identifiers,
  };
  const isSame =
    added.length === 0 &&
    after.name === before.name &&
    after.birthday === before.birthday &&
    after.locale === before.locale;
  return isSame ? before : after;
}
