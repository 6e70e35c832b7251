import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { fireSoon, insertTimer, type NewTimer } from "../core/timers";
import { type Decision, transact } from "../core/transact";
import { addLot, lotsColumn, lotsIn, SPEND_WIDTH } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatementCount,
  memberStatements,
  openMember,
} from "../members";
import { programNumbered, programOf, programStatement } from "../program";
import { newVoucherCode, type VoucherRow } from "../vouchers";
import { approve, notChangeable, type Open, type Outcome, refuse, reverse } from "./decisions";
import { factOfReferral } from "./record";
import type { StaffReason } from "./rules";
import { updateReferral, vouchersOfReferral, whoIsAdvocate, whoIsFriend } from "./store";
import type { ReferralRow } from "./tables";
import { referralView } from "./view";

interface Verb {
  /** Statuses that it changes; one that it leads to answers how things stand. */
  readonly from: readonly ReferralRow["status"][];
  readonly done: readonly ReferralRow["status"][];
  readonly fact: string;
  run(open: Open): Outcome;
}

const APPROVE: Verb = {
  from: ["in_review", "refused", "reversed"],
  done: ["claimed", "qualified", "rewarded"],
  fact: "referral_claimed",
  run: approve,
};
const REFUSE: Verb = {
  from: ["in_review", "claimed", "qualified"],
  done: ["refused"],
  fact: "referral_refused",
  run: refuse,
};
const REVERSE: Verb = {
  from: ["rewarded"],
  done: ["reversed"],
  fact: "referral_reversed",
  run: reverse,
};

/** Accepts what was held, refused or reversed. @throws {DomainError} not_found, referral_not_changeable */
export const approveReferral = (ctx: Context, id: string) => change(ctx, id, APPROVE, "other");

/** Refuses before the advocate was rewarded. @throws {DomainError} not_found, referral_not_changeable */
export const refuseReferral = (ctx: Context, id: string, reason: StaffReason) =>
  change(ctx, id, REFUSE, reason);

/** Takes the reward back. @throws {DomainError} not_found, referral_not_changeable */
export const reverseReferral = (ctx: Context, id: string, reason: StaffReason) =>
  change(ctx, id, REVERSE, reason);

async function change(ctx: Context, id: string, verb: Verb, reason: StaffReason) {
  const made = { fact: newId("fct"), voucher: newVoucherCode() };
  const soon: NewTimer[] = [];
  const answer = await transact(ctx, {
    load: (width) => loadStatements(ctx, id, width),
    decide: async (rows, width) => {
      soon.length = 0;
      const found = firstOf<RowWithLots>(rows, 0);
      if (!found) throw new DomainError("not_found", "The shop has no such referral.");
      const { lots, ...row } = found;
      const [friend, advocate] = await openBoth(ctx, rows.slice(3), width);
      for (const lot of lotsIn(lots)) if (advocate) addLot(advocate.book, lot);
      const open: Open = {
        ctx,
        row,
        vouchers: rowsOf<VoucherRow>(rows, 1),
        friend,
        advocate,
        program: await programNumbered(ctx, row.program),
        current: await programOf(ctx, rows, 2),
        reason,
        made,
      };
      const decided = decide(open, verb);
      if (decided.timer && decided.timer.dueAt <= ctx.now) soon.push(decided.timer);
      return decided.decision;
    },
  });
  for (const timer of soon) if (!ctx.isDryRun && !answer.isReplay) fireSoon(ctx, timer);
  return answer;
}

type RowWithLots = ReferralRow & { readonly lots: string };

function loadStatements(ctx: Context, id: string, width: number): Statement[] {
  const { id: shop } = ctx.shop;
  return [
    statement(
      `SELECT r.*, ${LOT_OF_REWARD} AS lots FROM referrals r WHERE r.shop = ?1 AND r.id = ?2`,
      shop,
      id,
    ),
    vouchersOfReferral(shop, id),
    programStatement(ctx, ctx.now),
    ...memberStatements(ctx, { who: whoIsFriend(shop, id), spendable: 0 }),
    ...memberStatements(ctx, { who: whoIsAdvocate(shop, id), spendable: SPEND_WIDTH * width }),
  ];
}

/** The lot of the reward, by its full key. */
const LOT_OF_REWARD = lotsColumn(
  `json_each('["available","closed"]') s
   CROSS JOIN lots l ON l.shop = r.shop AND l.member = r.advocate AND l.unit = r.reward ->> 'unit'
     AND l.state = s.value AND l.due_at = r.reward ->> 'expiresAt' AND l.lot = r.reward ->> 'lot'`,
);

async function openBoth(ctx: Context, rows: Batch, width: number) {
  const friends = memberStatementCount(0);
  return [
    await openMember(ctx, rows.slice(0, friends), 0),
    await openMember(ctx, rows.slice(friends), SPEND_WIDTH * width),
  ] as const;
}

function decide(open: Open, verb: Verb): { decision: Decision; timer: NewTimer | null } {
  const { ctx, row, made } = open;
  if (verb.done.includes(row.status)) {
    const body = { ...referralView(row, open.vouchers), committed: true };
    return { decision: { status: 200, body, writes: [], fact: null, isReplay: true }, timer: null };
  }
  if (!verb.from.includes(row.status)) throw notChangeable(row);
  const { changes, vouchers, writes, touched, timer } = verb.run(open);
  const after: ReferralRow = { ...row, ...changes };
  const facts = [{ type: verb.fact, ...factOfReferral(row), reasons: reasonsIn(after) }];
  const about = { id: made.fact, member: row.advocate, memberVersion: null };
  const decision: Decision = {
    status: 200,
    body: { ...referralView(after, vouchers), committed: true },
    writes: [
      updateReferral(row, changes),
      ...writes,
      ...(timer ? [insertTimer(ctx, timer)] : []),
      ...(touched ? closeMember(ctx, touched) : []),
    ],
    fact: touched
      ? factOf(ctx, touched, made.fact, ctx.now, facts)
      : { ...about, happenedAt: ctx.now, facts },
  };
  return { decision, timer };
}

const reasonsIn = (row: ReferralRow): string[] => JSON.parse(row.reasons) as string[];
