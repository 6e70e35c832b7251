import { NEVER, UNDATED } from "../lib/time";
import type { Account, LotState } from "./book";
import { isLapsing } from "./lapse";
import type { CarriedRow, WalletRow } from "./tables";

/** Something that does not add up. Numbers only, so that it may be logged. */
export interface Finding {
  readonly member: string;
  readonly code: string;
  readonly detail: string;
}

interface MemberKeys {
  readonly id: string;
  readonly next_seq: number;
  readonly wakes_at: number;
}

interface Flow {
  readonly member: string;
  readonly unit: string;
  readonly from_account: Account;
  readonly to_account: Account;
  readonly amount: number;
  /** The latest. */
  readonly seq: number;
}

interface LotSum {
  readonly member: string;
  readonly unit: string;
  readonly state: LotState;
  /** Whether it waits for an activity: 1 or 0. */
  readonly awaits: number;
  /** 0 for closed lots, which are one sum. */
  readonly due_at: number;
  readonly amount: number;
  readonly remaining: number;
  readonly expired: number;
  readonly seq: number;
}

/** Rows of several members; {@link checkRules} sorts them out. */
export interface MemberState {
  readonly wallets: readonly WalletRow[];
  readonly flows: readonly Flow[];
  readonly lots: readonly LotSum[];
  readonly held: readonly { member: string; unit: string; held: number }[];
  /** What other members' transfers tell of these, or the other way round. */
  readonly carried: readonly CarriedRow[];
}

/** Everything about these members that does not add up; none in a healthy ledger. */
export function checkRules(members: readonly MemberKeys[], state: MemberState): Finding[] {
  const all = by((row) => row.member, state);
  return members.flatMap((member) => {
    const own = all.get(member.id) ?? NOTHING;
    const units = by((row) => row.unit, own);
    const found = [...units].flatMap(([unit, ofUnit]) => checkUnit(unit, ofUnit));
    return [...checkRow(member, own), ...found].map((f) => ({ member: member.id, ...f }));
  });
}

type Found = Omit<Finding, "member">;

const NOTHING: MemberState = { wallets: [], flows: [], lots: [], held: [], carried: [] };

type Keyed = { readonly member: string; readonly unit: string };

function by(key: (row: Keyed) => string, state: MemberState): Map<string, MemberState> {
  const { wallets, flows, lots, held, carried } = state;
  const keys = new Set([...wallets, ...flows, ...lots, ...held, ...carried].map(key));
  const grouped = <T extends Keyed>(rows: readonly T[]) => Map.groupBy(rows, key);
  const [w, f, l, h] = [grouped(wallets), grouped(flows), grouped(lots), grouped(held)];
  const c = grouped(carried);
  return new Map(
    [...keys].map((k) => [
      k,
      {
        wallets: w.get(k) ?? [],
        flows: f.get(k) ?? [],
        lots: l.get(k) ?? [],
        held: h.get(k) ?? [],
        carried: c.get(k) ?? [],
      },
    ]),
  );
}

function checkRow(member: MemberKeys, own: MemberState): Found[] {
  const seq = Math.max(0, ...own.flows.map((f) => f.seq), ...own.lots.map((l) => l.seq));
  const due = own.wallets.flatMap((w) => [
    w.next_expiry_at,
    w.next_activation_at,
    w.next_deadline_at,
    w.lapsing > 0 ? w.lapses_at : null,
  ]);
  const next = Math.min(NEVER, ...due.map((at) => at ?? NEVER));
  return [
    ...unless(seq < member.next_seq, "sequence_behind", `${member.next_seq} after ${seq}`),
    ...unless(member.wakes_at <= next, "timer_missing", `wakes ${member.wakes_at}, due ${next}`),
  ];
}

function checkUnit(unit: string, { wallets, flows, lots, held, carried }: MemberState): Found[] {
  const wallet = wallets[0];
  if (!wallet) return [{ code: "wallet_missing", detail: unit }];
  const net = (account: Account) => into(flows, account) - outOf(flows, account);
  const rest = (state: LotState) => total(lots, (l) => (l.state === state ? l.remaining : 0));
  const equal = (code: string, stored: number, found: number) =>
    unless(stored === found, code, `${unit}: stored ${stored}, found ${found}`);
  const more = (of: "amount" | "expired" | "earned" | "spent") => total(carried, (c) => c[of]);
  const isPoor = wallet.owed === 0 || wallet.available === 0;
  return [
    ...equal("available_differs_from_transfers", wallet.available, net("available")),
    ...equal("pending_differs_from_transfers", wallet.pending, net("pending")),
    ...equal("held_differs_from_transfers", wallet.held, net("held")),
    ...equal("owed_differs_from_transfers", wallet.owed, -net("owed")),
    ...equal("available_differs_from_lots", wallet.available, rest("available")),
    ...equal("pending_differs_from_lots", wallet.pending, rest("pending")),
    ...equal("closed_lot_has_rest", 0, rest("closed")),
    ...equal(
      "held_differs_from_holds",
      wallet.held,
      total(held, (h) => h.held),
    ),
    ...equal(
      "expired_differs_from_lots",
      total(lots, (l) => l.expired),
      net("expired") + more("expired"),
    ),
    ...equal(
      "lots_differ_from_issued",
      total(lots, (l) => l.amount),
      filled(flows) + more("amount"),
    ),
    ...equal("earned_differs_from_transfers", wallet.earned, earned(flows) + more("earned")),
    ...equal("spent_differs_from_transfers", wallet.spent, net("redeemed") + more("spent")),
    ...unless(isPoor, "owes_with_balance", `${unit}: ${wallet.available} and ${wallet.owed} owed`),
    ...equal("lapsing_differs_from_lots", wallet.lapsing, lapsingIn(lots)),
    ...unless(wallet.lapsing === 0 || wallet.lapses_at !== null, "never_lapses", unit),
    ...checkNext(wallet, "expiry", lots),
    ...checkNext(wallet, "activation", lots),
    ...checkNext(wallet, "deadline", lots),
    ...unless(moneyInIsMoneyOut(wallet, flows), "flows_do_not_balance", unit),
  ];
}

/** Which lots a wallet's next date of a kind is of. */
const NEXT = {
  expiry: (l: LotSum) => l.state === "available",
  activation: (l: LotSum) => l.state === "pending" && l.awaits === 0,
  deadline: (l: LotSum) => l.state === "pending" && l.awaits === 1,
};

function checkNext(wallet: WalletRow, what: keyof typeof NEXT, lots: readonly LotSum[]): Found[] {
  const open = lots.filter((l) => NEXT[what](l) && l.remaining > 0 && l.due_at < UNDATED);
  const next = [...open].sort((a, b) => a.due_at - b.due_at)[0];
  const stored = `${wallet[`next_${what}_at`]} ${wallet[`next_${what}_amount`]}`;
  const found = `${next?.due_at ?? null} ${next?.remaining ?? null}`;
  const detail = `${wallet.unit}: stored ${stored}, found ${found}`;
  return unless(stored === found, `next_${what}_differs`, detail);
}

const lapsingIn = (lots: readonly LotSum[]): number =>
  total(lots, (l) => (l.state === "available" && isLapsing(l.due_at) ? l.remaining : 0));

/** What came from the house and did not go back is what the member has, less what they owe. */
function moneyInIsMoneyOut(wallet: WalletRow, flows: readonly Flow[]): boolean {
  const own = new Set<Account>(["available", "pending", "held", "owed"]);
  const given = total(flows, (f) => (own.has(f.from_account) ? 0 : f.amount));
  const taken = total(flows, (f) => (own.has(f.to_account) ? 0 : f.amount));
  return given - taken === wallet.available + wallet.pending + wallet.held - wallet.owed;
}

/** Points that came into lots, whoever gave them; lots of a merge come filled. */
const filled = (flows: readonly Flow[]): number =>
  total(flows, (f) => (f.to_account === "pending" && f.from_account !== "merged" ? f.amount : 0));

const earned = (flows: readonly Flow[]): number =>
  outOf(flows, "issued") +
  between(flows, "topped_up", "donated") -
  between(flows, "donated", "topped_up") -
  into(flows, "waived") -
  total(flows, (f) => (f.to_account === "reversed" && f.from_account !== "waived" ? f.amount : 0));

const between = (flows: readonly Flow[], from: Account, to: Account): number =>
  total(flows, (f) => (f.from_account === from && f.to_account === to ? f.amount : 0));

const into = (flows: readonly Flow[], account: Account): number =>
  total(flows, (f) => (f.to_account === account ? f.amount : 0));

const outOf = (flows: readonly Flow[], account: Account): number =>
  total(flows, (f) => (f.from_account === account ? f.amount : 0));

const total = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

const unless = (isRight: boolean, code: string, detail: string): Found[] =>
  isRight ? [] : [{ code, detail }];
