import {
  CONSENT_STATEMENTS,
  consentStatements,
  type Known,
  type Prepared,
  PURPOSES,
  prepareGrants,
  recordConsents,
} from "../consent";
import type { Context, Locale } from "../core/context";
import { type Batch, firstOf } from "../core/database";
import { type Decision, read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import {
  closeMember,
  EMPTY_PROFILE,
  factOf,
  type Identifier,
  memberStatements,
  newMember,
  normalised,
  type OpenMember,
  openMember,
  profileFrom,
  setProfile,
  turnOf,
  whoIs,
} from "../members";
import { programOf, programStatement } from "../program";
import { claimReferral } from "../referrals";
import type { Ticked } from "./join";
import { endJoin, type JoinKey, joinStatement } from "./store";
import type { JoinRow } from "./tables";

export const tickedIn = (row: JoinRow): Ticked[] => JSON.parse(row.ticked) as Ticked[];

export async function readJoin(ctx: Context, key: JoinKey): Promise<JoinRow | null> {
  return firstOf<JoinRow>(await read(ctx, [joinStatement(ctx, key)]), 0) ?? null;
}

/**
 * The owner of the address has pressed the button: whoever is known by it, or a new member, has
 * allowed what was ticked, and has come through the friend's code, if there was one. Pressing it
 * again changes nothing. An erased member's address is nobody's: they join anew.
 *
 * @returns whose card to show; null once the request is gone
 */
export async function confirmJoin(ctx: Context, key: JoinKey): Promise<string | null> {
  const row = await readJoin(ctx, key);
  const email = row?.email ? normalised("email", row.email) : null;
  if (!row || email === null) return row?.member ?? null;
  await claim(ctx, row, email);
  const identifier: Identifier = { kind: "email", value: email };
  const who = whoIs(ctx.shop.id, identifier);
  const ids = { member: newId("mem"), fact: newId("fct") };
  const grants = await grantsOf(row);
  const { body } = await transact(ctx, {
    turn: turnOf(ctx.shop.id, identifier),
    load: () => [
      joinStatement(ctx, key),
      ...consentStatements(ctx, who),
      programStatement(ctx, ctx.now),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => {
      const now = firstOf<JoinRow>(rows, 0);
      // Pressed twice at once: the other commit came first.
      if (!now?.email) return answer(now?.member ?? null);
      const member = await openMember(ctx, rows.slice(2 + CONSENT_STATEMENTS), 0);
      const program = await programOf(ctx, rows, 1 + CONSENT_STATEMENTS);
      const joined = member ?? newMember(ctx, program, ids.member);
      welcome(joined, now, identifier);
      record(ctx, joined, rows, { address: email, hash: key.address }, grants);
      joined.writes.push(endJoin(ctx, key, joined.row.id));
      return {
        ...answer(joined.row.id),
        writes: closeMember(ctx, joined),
        fact: factOf(ctx, joined, ids.fact, ctx.now, []),
      };
    },
  });
  return (body as { member: string | null }).member;
}

/** Nothing is kept under the request's id: the row itself tells a second press what to answer. */
const answer = (member: string | null): Decision => ({
  status: 200,
  body: { member },
  writes: [],
  fact: null,
  isRebuiltFromRow: true,
});

/** Before the request is emptied, as the friend's voucher is to be on the card; it may repeat. */
async function claim(ctx: Context, row: JoinRow, email: string): Promise<void> {
  if (row.referral_code === null) return;
  await claimReferral(ctx, {
    code: row.referral_code,
    friend: { email, name: row.name, locale: row.locale },
    source: sourceOf(row),
  });
}

const sourceOf = ({ source, store }: JoinRow): string =>
  [source ?? "join", ...(store ? [store] : [])].join(":");

/** Adds what the profile lacks; what it has stays, as the form proves the address and no name. */
function welcome(member: OpenMember, row: JoinRow, identifier: Identifier): void {
  const before = member.isNew ? EMPTY_PROFILE : profileFrom(member.row.profile);
  const after = {
    ...before,
    name: before.name ?? row.name,
    locale: before.locale ?? row.locale,
    identifiers: member.isNew ? [identifier] : before.identifiers,
  };
  if (JSON.stringify(after) !== JSON.stringify(before)) setProfile(member, before, after);
  if (member.isNew) member.facts.push({ type: "member_enrolled", member: member.row.id });
}

/** Each sentence twice: when it was ticked, and that the owner of the address has confirmed it. */
const grantsOf = (row: JoinRow): Promise<Prepared[]> =>
  prepareGrants(
    tickedIn(row).flatMap(([named, locale, text]) => {
      const purpose = PURPOSES.find((known) => known === named);
      if (!purpose) return [];
      const wording = { locale: locale as Locale, text };
      const common = { channel: "email" as const, purpose, source: sourceOf(row), wording };
      return [
        { ...common, status: "requested", method: "form", happenedAt: row.requested_at } as const,
        { ...common, status: "granted", method: "double_opt_in" } as const,
      ];
    }),
  );

function record(
  ctx: Context,
  member: OpenMember,
  rows: Batch,
  email: Known["email"],
  grants: readonly Prepared[],
): void {
  const known = { rows: rows.slice(1, 1 + CONSENT_STATEMENTS), requests: [], email };
  recordConsents(ctx, member, known, grants);
}
