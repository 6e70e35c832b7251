import type { Context } from "../core/context";
import { type Batch, firstOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  factOf,
  type Limit,
  memberStatementCount,
  memberStatements,
  newMember,
  type OpenMember,
  openMember,
  parseRef,
  whoIs,
} from "../members";
import { closeAll, type Household, newRow } from "./household";
import { findHousehold, householdId, insertHousehold, putRow, whoIsHousehold } from "./store";
import type { HouseholdMemberRow, HouseholdRow } from "./tables";
import { householdAnswer } from "./view";

export interface JoinFields {
  readonly member: string;
  readonly role: "adult" | "child";
  readonly limits?: readonly Limit[] | null | undefined;
}

export interface HouseholdFields {
  readonly id?: string | undefined;
  readonly owner: string;
  readonly name: string;
  readonly members: readonly JoinFields[];
}

/** Who is to belong to it, the owner first. */
type Wanted = Pick<HouseholdMemberRow, "role" | "limits"> & { readonly pointer: string };

/**
 * Opens a household with its members, once for each id.
 *
 * @throws {DomainError} households_not_allowed, household_differs, household_full, not_found,
 *   member_erased, already_in_household
 */
export async function openNew(ctx: Context, fields: HouseholdFields) {
  const { id: shop } = ctx.shop;
  const refs = [
    parseRef(fields.owner, "/owner"),
    ...fields.members.map(({ member }, i) => parseRef(member, `/members/${i}/member`)),
  ];
  const id = fields.id === undefined ? newId("hhd") : householdId(fields.id);
  const asked: Asked = {
    id,
    name: fields.name,
    wanted: wantedOf(fields),
    hash: await sha256(canonicalJson({ ...fields, refs, id: undefined })),
    facts: refs.map(() => newId("fct")),
    fact: newId("fct"),
  };
  return transact(ctx, {
    load: () => [
      findHousehold(whoIsHousehold(shop, id)),
      ...refs.flatMap((ref) => memberStatements(ctx, { who: whoIs(shop, ref), spendable: 0 })),
    ],
    decide: async (rows) => {
      const earlier = firstOf<HouseholdRow>(rows, 0);
      if (earlier && earlier.request_hash !== asked.hash) {
        throw new DomainError("household_differs", "Use a new id for another household.");
      }
      const members = await openAll(ctx, asked.wanted, rows.slice(1));
      return earlier ? replay(ctx, earlier, members) : opening(ctx, asked, members);
    },
  });
}

interface Asked {
  readonly id: string;
  readonly name: string;
  readonly wanted: readonly Wanted[];
  readonly hash: string;
  readonly fact: string;
  readonly facts: readonly string[];
}

const wantedOf = ({ members }: HouseholdFields): Wanted[] => [
  { role: "owner", limits: null, pointer: "/owner" },
  ...members.map(({ role, limits }, i) => ({
    role,
    limits: limits ? JSON.stringify(limits) : null,
    pointer: `/members/${i}/member`,
  })),
];

async function openAll(
  ctx: Context,
  wanted: readonly Wanted[],
  rows: Batch,
): Promise<[OpenMember, ...OpenMember[]]> {
  const all: OpenMember[] = [];
  for (const [i, { pointer }] of wanted.entries()) {
    const member = await openMember(ctx, rows.slice(i * memberStatementCount(0)), 0);
    if (!member) throw refuse("not_found", pointer, "The shop has no such member.");
    all.push(member);
  }
  const [owner, ...others] = all;
  if (!owner) throw new Error("a household without an owner");
  return [owner, ...others];
}

/** The first answer: what was opened was empty. */
function replay(ctx: Context, row: HouseholdRow, [owner]: readonly [OpenMember, ...OpenMember[]]) {
  const pool = newMember(ctx, owner.program, row.id);
  const opened = JSON.parse(row.opened_with) as Pick<
    HouseholdMemberRow,
    "member" | "role" | "limits"
  >[];
  const first = opened.find(({ role }) => role === "owner")?.member ?? row.owner;
  const household: Household = {
    row: { ...row, owner: first, closed_at: null },
    roster: opened.map((one) => newRow({ row }, one, row.created_at)),
    pool,
  };
  const body = householdAnswer(household);
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

function opening(
  ctx: Context,
  { id, name, wanted, hash, fact, facts }: Asked,
  members: readonly [OpenMember, ...OpenMember[]],
): Decision {
  const [owner] = members;
  const { households } = owner.program.parts;
  if (!households.isAllowed) throw new DomainError("households_not_allowed");
  if (members.length > households.maximumMembers) throw full(households.maximumMembers);
  const seen = new Set<string>();
  for (const [i, member] of members.entries()) {
    const pointer = wanted[i]?.pointer ?? "";
    if (seen.has(member.row.id)) throw refuse("already_in_household", pointer, "Named twice.");
    seen.add(member.row.id);
    join(member, id, pointer);
  }
  const pool = newMember(ctx, owner.program, id);
  pool.changes.kind = "household";
  const of = members.map((member, i) => ({
    member: member.row.id,
    role: wanted[i]?.role ?? ("adult" as const),
    limits: wanted[i]?.limits ?? null,
  }));
  const row: HouseholdRow = {
    shop: ctx.shop.id,
    id,
    owner: owner.row.id,
    name,
    opened_with: JSON.stringify(of),
    request_hash: hash,
    created_at: ctx.now,
    closed_at: null,
  };
  const roster = of.map((one) => newRow({ row }, one, ctx.now));
  pool.writes.push(insertHousehold(row), ...roster.map(putRow));
  const told = { type: "household_opened", household: id };
  return {
    status: 201,
    body: householdAnswer({ row, roster, pool }),
    writes: closeAll(ctx, [...members, pool]),
    fact: factOf(ctx, pool, fact, ctx.now, [told]),
    otherFacts: members.map((member, i) =>
      factOf(ctx, member, facts[i] ?? "", ctx.now, [joinedFact(id, of[i]?.role ?? "adult")]),
    ),
    member: owner.row.id,
  };
}

export const joinedFact = (household: string, role: HouseholdMemberRow["role"]) => ({
  type: "household_joined",
  household,
  role,
});

export const full = (maximum: number) =>
  new DomainError("household_full", `A household has at most ${maximum} members.`);

/** Makes somebody of a household. @throws {DomainError} member_erased, already_in_household */
export function join(member: OpenMember, household: string, pointer: string): void {
  const { row } = member;
  if (row.erased_at !== null) throw refuse("member_erased", pointer, "The member was erased.");
  if (row.kind !== "person") throw refuse("not_found", pointer, "Only people live together.");
  if (row.household !== null) {
    throw refuse("already_in_household", pointer, "The member belongs to a household.");
  }
  member.changes.household = household;
}
