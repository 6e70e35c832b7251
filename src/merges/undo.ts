import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { addLot, carry, keepSpent, type LotRow, lotFrom, passLots, walletDates } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  type MergingWho,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  opened,
  profileFrom,
  removeAlias,
  wakeByWallets,
} from "../members";
import { keptBy, separateBooks, type UnitPassed } from "./books";
import { causeOf, mergeId, mergeKey, whoOfMerge } from "./keys";
import { separatedProfile } from "./profiles";
import { type Back, returningOf, storedIn } from "./returning";
import { ledgerOfRows, type RowsLedger, returnRows } from "./rows";
import {
  findMerge,
  forgetName,
  laterStatement,
  learnName,
  openLots,
  passIdentifiers,
  type TransferSince,
  transfersSince,
  undoneMerge,
} from "./store";
import type { MergeRow } from "./tables";
import { briefOf, letFeaturesSeparate } from "./two";
import { type MergeAnswer, mergeView, proofOf } from "./view";

/** Statements before the two members. */
const FIRST = 4;

/**
 * Tells two members apart again: what came with the one goes back, as far as it is still there;
 * what was spent meanwhile stays spent, and what came after the merge stays where it came to.
 *
 * @throws {DomainError} not_found, member_erased, merge_not_last
 */
export function undoMerge(ctx: Context, id: string) {
  const key = mergeKey(id);
  const shop = ctx.shop.id;
  const [target, source] = [whoOfMerge(shop, key, "target"), whoOfMerge(shop, key, "source")];
  const who: MergingWho = { target, source, merge: key };
  const made = { fact: newId("fct"), otherFact: newId("fct") };
  const ledgers = ledgerOfRows(shop, key, ctx.registry.belongings);
  return transact(ctx, {
    load: () => [
      findMerge(shop, key),
      laterStatement(shop, key),
      openLots(shop, key),
      transfersSince(shop, key),
      ...[target, source].flatMap((one) => memberStatements(ctx, { who: one, spendable: 0 })),
      ...ledgers,
      ...ctx.registry.mergers.flatMap((merger) => merger.load(ctx, who)),
    ],
    decide: async (rows) => {
      const row = firstOf<MergeRow>(rows, 0);
      if (!row) throw new DomainError("not_found", "The shop has no such merge.");
      if (row.undoing !== null) {
        const body = JSON.parse(row.undoing) as MergeAnswer;
        return { status: 200, body, writes: [], fact: null, isReplay: true };
      }
      const count = memberStatementCount(0);
      const { member: stays } = await opened(ctx, rows.slice(FIRST), 0);
      const { member: goes } = await opened(ctx, rows.slice(FIRST + count), 0);
      if (stays.row.erased_at !== null) throw new DomainError("member_erased");
      if (stays.row.merged_into !== null || firstOf(rows, 1) !== null) {
        throw new DomainError("merge_not_last");
      }
      for (const lot of rowsOf<LotRow>(rows, 2)) addLot(stays.book, lotFrom(lot));
      const more = rows.slice(FIRST + 2 * count);
      const of = returningOf(
        ctx.now,
        row,
        rowsOf<TransferSince>(rows, 3),
        ledgers.flatMap((_, i) => rowsOf<RowsLedger>(more, i)),
      );
      return decide(ctx, {
        row,
        target: stays,
        source: goes,
        of,
        made,
        rows: more.slice(ledgers.length),
      });
    },
  });
}

interface Undoing {
  readonly row: MergeRow;
  readonly target: OpenMember;
  readonly source: OpenMember;
  readonly of: Back;
  readonly made: { readonly fact: string; readonly otherFact: string };
  /** Of the features' own loads. */
  readonly rows: Batch;
}

function decide(ctx: Context, undoing: Undoing): Decision {
  const { row, target, source, of, made } = undoing;
  const { shift, last_seq: lastSeq } = row;
  // What was numbered since keeps its place behind what was brought.
  source.book.nextSeq = Math.max(source.book.nextSeq, target.book.nextSeq - shift);
  const entry = { reason: "unmerge", cause: causeOf(row.id), program: target.program.number };
  const passed = separateBooks(target.book, source.book, of, entry);
  source.book.alsoDueAt.push(...target.book.alsoDueAt);
  Object.assign(target.changes, separatedProfile(target.row, source.row, storedIn(row)));
  // Who left the household meanwhile, or went to another, leaves no place in it to go back to.
  const isStill = target.row.household === source.row.household;
  const household = isStill ? source.row.household : null;
  Object.assign(source.changes, { merged_into: null, household });
  letFeaturesSeparate(ctx, { target, source, shift, lastSeq }, undoing.rows, storedIn(row).kept);
  const after: MergeRow = { ...row, undone_at: ctx.now };
  const answer = answerOf(after, passed, undoing);
  const facts = [
    { type: "member_unmerged", merge: mergeId(row.id), member: row.target, from: row.source },
  ];
  return {
    status: 200,
    body: answer,
    writes: writesOf(ctx, undoing, passed, { ...after, undoing: JSON.stringify(answer) }),
    fact: factOf(ctx, target, made.fact, ctx.now, facts),
    otherFacts: [factOf(ctx, source, made.otherFact, ctx.now, facts)],
    member: target.row.id,
  };
}

const answerOf = (
  row: MergeRow,
  passed: readonly UnitPassed[],
  { target, source }: Undoing,
): MergeAnswer => ({
  committed: true,
  merge: mergeView(row),
  proof: proofOf(passed, row, true),
  member: briefOf(target),
  from: briefOf(source),
});

/** Both books first; then lots and rows change hands. */
function writesOf(
  ctx: Context,
  { target, source, of }: Undoing,
  passed: readonly UnitPassed[],
  row: MergeRow,
) {
  const { shop, id, target: from, source: to, shift, last_seq: lastSeq } = row;
  const profile = profileFrom(source.row.profile);
  const own = profileFrom(target.row.profile).name;
  const name = profileFrom(target.changes.profile ?? null).name;
  const back = { from, to, by: -shift, above: shift, upTo: shift + lastSeq, others: of.others };
  return [
    ...closeMember(ctx, target),
    ...closeMember(ctx, source),
    passLots(shop, back),
    ...keepSpent(shop, back, keptBy(of)),
    carry(
      shop,
      { from, to, of: to },
      passed.map(({ lifetime }) => lifetime),
    ),
    walletDates(shop, from, to),
    ...wakeByWallets(ctx, target),
    ...wakeByWallets(ctx, source),
    ...returnRows(shop, id, { source: to, target: from, shift, lastSeq }, ctx.registry.belongings),
    ...removeAlias({ shop, root: from, alias: to, shift, lastSeq }),
    passIdentifiers(shop, from, to, profile),
    ...(own === name ? [] : [forgetName(shop, from, own), learnName(shop, from, name)]),
    learnName(shop, to, profile.name),
    undoneMerge(row),
  ];
}
