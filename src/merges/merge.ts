import type { Context } from "../core/context";
import { type Batch, firstOf, type Row } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { carry, passLots, SPEND_WIDTH, walletDates } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  addAlias,
  closeMember,
  factOf,
  type Merging,
  type MergingWho,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  parseRef,
  profileFrom,
  turnOf,
  wakeByWallets,
  whoIs,
} from "../members";
import { broughtBy, mergeBooks, type UnitPassed } from "./books";
import { causeOf, mergeId } from "./keys";
import { mergedProfile } from "./profiles";
import { countStatement, giveRows } from "./rows";
import { findMerge, forgetName, insertMerge, learnName, passIdentifiers } from "./store";
import type { MergeRow } from "./tables";
import { briefOf, letFeaturesMerge, openBoth, type Two } from "./two";
import { type MergeAnswer, mergeView, movedOf, proofOf } from "./view";

export interface MergeFields {
  readonly id?: string | undefined;
  readonly from: string;
  readonly reason?: string | undefined;
}

/** A merge with everything that a retry must find the same. */
interface Asked {
  readonly key: string;
  readonly hash: string;
  readonly reason: string | null;
  readonly fact: string;
  readonly otherFact: string;
}

/** Found before the two members. */
const FIRST = 2;

/**
 * Two members turn out to be one person: everything of the one goes to the other, in one commit.
 * Whoever names the first from now on finds the second.
 *
 * @throws {DomainError} not_found, member_erased, merge_not_possible, merge_differs
 */
export async function mergeMembers(ctx: Context, ref: string, fields: MergeFields) {
  const [into, from] = [parseRef(ref), parseRef(fields.from, "/from")];
  const asked: Asked = {
    key: fields.id ?? newId("mrg"),
    hash: await sha256(canonicalJson({ into, from, reason: fields.reason })),
    reason: fields.reason ?? null,
    fact: newId("fct"),
    otherFact: newId("fct"),
  };
  const [target, source] = [whoIs(ctx.shop.id, into), whoIs(ctx.shop.id, from)];
  const who: MergingWho = { target, source, merge: null };
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, into),
    load: (width) => [
      findMerge(ctx.shop.id, asked.key),
      countStatement(source, ctx.registry.belongings),
      ...[target, source].flatMap((one) =>
        memberStatements(ctx, { who: one, spendable: SPEND_WIDTH * width }),
      ),
      ...ctx.registry.mergers.flatMap((merger) => merger.load(ctx, who)),
    ],
    decide: async (rows, width) => {
      const earlier = firstOf<MergeRow>(rows, 0);
      if (earlier) return replay(earlier, asked.hash);
      const count = memberStatementCount(SPEND_WIDTH);
      const two = await openBoth(ctx, rows.slice(FIRST), SPEND_WIDTH * width);
      const moved = movedOf(firstOf<Row>(rows, 1) ?? {}, ctx.registry.belongings);
      return decide(ctx, two, { asked, moved, rows: rows.slice(FIRST + 2 * count) });
    },
  });
}

function replay(row: MergeRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("merge_differs", "Use a new id for another merge.");
  }
  const body = JSON.parse(row.answer) as MergeAnswer;
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

interface Found {
  readonly asked: Asked;
  readonly moved: Record<string, number>;
  /** Of the features' own loads. */
  readonly rows: Batch;
}

function decide(ctx: Context, { target, source }: Two, { asked, moved, rows }: Found): Decision {
  const entry = { reason: "merge", cause: causeOf(asked.key), program: target.program.number };
  const passed = mergeBooks(target.book, source.book, entry);
  const shift = target.book.nextSeq;
  const lastSeq = source.book.nextSeq - 1;
  target.book.nextSeq = shift + lastSeq + 1;
  target.book.alsoDueAt.push(...source.book.alsoDueAt);
  const merging: Merging = { target, source, shift, lastSeq };
  const kept = letFeaturesMerge(ctx, merging, rows);
  const profile = mergedProfile(target.row, source.row);
  Object.assign(target.changes, profile.changes);
  Object.assign(source.changes, { merged_into: target.row.id });
  const row: MergeRow = {
    shop: ctx.shop.id,
    id: asked.key,
    target: target.row.id,
    source: source.row.id,
    shift,
    last_seq: lastSeq,
    brought: JSON.stringify({
      units: broughtBy(passed),
      took: profile.took,
      attributes: profile.attributes,
      kept,
    }),
    reason: asked.reason,
    request_hash: asked.hash,
    answer: "",
    undoing: null,
    program: target.program.number,
    merged_at: ctx.now,
    undone_at: null,
  };
  const answer = answerOf(row, passed, moved, target);
  const facts = [
    { type: "member_merged", merge: mergeId(row.id), member: row.target, from: row.source },
  ];
  return {
    status: 201,
    body: answer,
    writes: writesOf(ctx, merging, passed, { ...row, answer: JSON.stringify(answer) }),
    fact: factOf(ctx, target, asked.fact, ctx.now, facts),
    otherFacts: [factOf(ctx, source, asked.otherFact, ctx.now, facts)],
    member: target.row.id,
  };
}

const answerOf = (
  row: MergeRow,
  passed: readonly UnitPassed[],
  moved: Record<string, number>,
  target: OpenMember,
): MergeAnswer => ({
  committed: true,
  merge: mergeView(row),
  moved,
  proof: proofOf(passed, row, false),
  member: briefOf(target),
});

/** Both books first; then lots and rows change hands. */
function writesOf(
  ctx: Context,
  { target, source }: Merging,
  passed: readonly UnitPassed[],
  row: MergeRow,
) {
  const { shop, id, target: to, source: from, shift, last_seq: lastSeq } = row;
  const profile = profileFrom(source.row.profile);
  const name = profileFrom(target.row.profile).name ?? profile.name;
  const all = { from, to, by: shift, above: 0, upTo: lastSeq, others: [] };
  return [
    ...closeMember(ctx, target),
    ...closeMember(ctx, source),
    carry(
      shop,
      { from, to, of: from },
      passed.map(({ lifetime }) => lifetime),
    ),
    passLots(shop, all),
    walletDates(shop, from, to),
    ...wakeByWallets(ctx, target),
    ...giveRows(shop, id, { source: from, target: to, shift }, ctx.registry.belongings),
    ...addAlias({ shop, root: to, alias: from, shift, lastSeq }),
    passIdentifiers(shop, from, to, profile),
    forgetName(shop, from, profile.name),
    learnName(shop, to, name),
    insertMerge(row),
  ];
}
