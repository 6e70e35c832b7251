import { emptyLedger, storedAwards } from "../awards";
import type { Context } from "../core/context";
import { firstOf, rowsOf } from "../core/database";
import { DomainError, LoadMore, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { effectFacts } from "../effects";
import { addLot, awaitingStatement, confirm, type LotRow, lotFrom } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  profileFrom,
  turnOf,
  usageAt,
  usageFrom,
  whoIs,
} from "../members";
import { programOf, programStatement } from "../program";
import { type Confirmed, memberAnswer, type Snapshot, told, toldAgain } from "./answer";
import { type Earning, earn } from "./earn";
import { type ActivityBody, checkData, checkTime, type Warning } from "./input";
import { activityId, activityStatement } from "./keys";
import { insertActivity } from "./store";
import type { ActivityRow } from "./tables";

/** Lots that wait for one activity of a member, loaded at once. */
const AWAITING = 100;

/**
 * Takes something that a member did besides ordering: it earns by the program of when it happened,
 * and what was on the way until it is available. The same again gets the same answer.
 *
 * @throws {DomainError} not_found, member_erased, activity_differs, activity_data_differs,
 *   invalid_ref, invalid_time
 */
export async function recordActivity(ctx: Context, body: ActivityBody) {
  const ref = parseRef(body.member, "/member");
  const occurredAt = body.occurredAt ?? ctx.now;
  checkTime(occurredAt, ctx.now);
  const who = whoIs(ctx.shop.id, ref);
  const asked: Asked = {
    ...body,
    occurredAt,
    key: body.id ?? newId("act"),
    hash: await sha256(canonicalJson({ ...body, member: ref, id: undefined })),
    fact: newId("fct"),
  };
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, ref),
    load: (width) => [
      activityStatement(ctx.shop.id, asked.key),
      programStatement(ctx, occurredAt),
      usageAt(who, occurredAt, ctx.shop.timeZone),
      awaitingStatement(who, body.type, AWAITING * width),
      ...memberStatements(ctx, { who, spendable: 0, whole: ["stamp"] }),
    ],
    decide: async (rows, width) => {
      const earlier = firstOf<ActivityRow>(rows, 0);
      if (earlier) return repeat(ctx, earlier, asked.hash);
      const program = await programOf(ctx, rows, 1);
      const member = await openMember(ctx, rows.slice(4), 0);
      if (!member) throw refuse("not_found", "/member", "The shop has no such member.");
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const waiting = rowsOf<LotRow>(rows, 3);
      if (waiting.length >= AWAITING * width) throw new LoadMore();
      for (const lot of waiting) addLot(member.book, lotFrom(lot));
      return decide(ctx, { program, member, asked, usage: usageFrom(rows, 2) });
    },
  });
}

/** An activity with everything that a retry must find the same. */
interface Asked extends Omit<ActivityBody, "occurredAt"> {
  readonly occurredAt: number;
  readonly key: string;
  readonly hash: string;
  readonly fact: string;
}

async function repeat(ctx: Context, row: ActivityRow, hash: string): Promise<Decision> {
  if (row.request_hash !== hash) {
    throw new DomainError("activity_differs", "Use a new id for another activity.");
  }
  const body = await toldAgain(ctx, row);
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

interface Recording extends Earning {
  readonly asked: Asked;
}

function decide(ctx: Context, of: Recording): Decision {
  const { program, member, asked } = of;
  const { type, data, occurredAt } = asked;
  const declared = program.parts.activities.find((a) => a.type === type);
  if (declared) checkData(declared, data);
  const confirmed = confirmedBy(member, type, occurredAt);
  const ledger = emptyLedger();
  const effects = declared ? earn(ctx, of, asked, ledger) : [];
  const snapshot: Snapshot = {
    effects,
    confirmed,
    warnings: declared ? [] : [unknownType(type)],
    member: memberAnswer(program, member),
    locale: profileFrom(member.row.profile).locale ?? ctx.locale,
    at: ctx.now,
  };
  const row: ActivityRow = {
    shop: ctx.shop.id,
    id: asked.key,
    member: member.row.id,
    type,
    occurred_at: occurredAt,
    data: Object.keys(data).length > 0 ? JSON.stringify(data) : null,
    program: program.number,
    ledger: JSON.stringify(storedAwards(ledger)),
    answer: JSON.stringify(snapshot),
    reversal: null,
    request_hash: asked.hash,
    recorded_at: ctx.now,
    reversed_at: null,
  };
  const fact = { type: "activity_recorded", activity: activityId(row.id), of: type };
  return {
    status: 201,
    body: told(ctx, program, row, snapshot),
    writes: [insertActivity(row), ...closeMember(ctx, member)],
    fact: factOf(ctx, member, asked.fact, occurredAt, [fact, ...effectFacts(effects)]),
    // An id of ours is made anew by each request: only the kept answer knows it again.
    isRebuiltFromRow: asked.id !== undefined,
    member: member.row.id,
  };
}

const unknownType = (type: string): Warning => ({
  code: "activity_unknown",
  detail: `The program has no activity ${type}: it is recorded and earns nothing.`,
  pointer: "/type",
});

/** What the activity frees, by unit. */
function confirmedBy({ book }: OpenMember, type: string, at: number): Confirmed[] {
  const before = book.transfers.length;
  confirm(book, type, at);
  const freed = book.transfers.slice(before).filter((t) => t.reason === "activate");
  const sums = new Map<string, number>();
  for (const { unit, amount } of freed) sums.set(unit, (sums.get(unit) ?? 0) + amount);
  return [...sums].map(([unit, amount]) => ({ unit, amount }));
}
