import {
  type Book,
  type Due,
  type DueKind,
  nextDue,
  nextDueOfAll,
  nextLapse,
  UNKNOWN,
  unitParts,
  type Wallet,
  walletOf,
} from "../ledger";
import { toIso } from "../lib/time";
import type { Program } from "../program";
import type { OpenMember } from "./open";
import { profileFrom } from "./profile";
import { type Standing, standingOf } from "./stage";
import type { MemberRow } from "./tables";

/** A balance as members see it: a debt counts against what is available. */
export interface Balance {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  /** Only where there is a debt. */
  readonly owed?: number;
}

/** Balances of every unit of the program, and of any other the member has; donations have none. */
export function balancesOf(program: Program, book: Book): Record<string, Balance> {
  const own = [...book.wallets.keys()].filter((unit) => unitParts(unit).kind !== "donation");
  const keys = new Set([...program.parts.units.map((u) => u.key), ...own]);
  return Object.fromEntries([...keys].map((unit) => [unit, balanceOf(book, unit)]));
}

export function balanceOf(book: Book, unit: string): Balance {
  const w = book.wallets.get(unit);
  if (!w) return { available: 0, pending: 0, held: 0 };
  const { available, pending, held, owed } = w;
  return { available: available - owed, pending, held, ...(owed > 0 ? { owed } : {}) };
}

/** What can be spent of a unit right now. */
export const spendable = (book: Book, unit: string): number => {
  const w = walletOf(book, unit);
  return w.available - w.owed;
};

const dueView = (due: Due | null) => due && { at: toIso(due.at), amount: due.amount };

/** The whole wallet, with what happens next. */
export function walletView(program: Program, book: Book) {
  const balances = balancesOf(program, book);
  return Object.fromEntries(
    Object.entries(balances).map(([unit, balance]) => {
      const w = book.wallets.get(unit);
      const deadline = w ? nextOf(book, w, "awaiting") : null;
      return [
        unit,
        {
          ...balance,
          lifetimeEarned: w?.earned ?? 0,
          lifetimeSpent: w?.spent ?? 0,
          nextExpiry: w ? dueView(nextExpiry(book, w)) : null,
          nextActivation: w ? dueView(nextOf(book, w, "pending")) : null,
          ...(deadline ? { nextDeadline: dueView(deadline) } : {}),
        },
      ];
    }),
  );
}

/** Where what was next is settled already, all lots of the date that follows are loaded. */
function nextOf(book: Book, wallet: Wallet, kind: DueKind): Due | null {
  const lots = [...book.lots.values()].filter((l) => l.unit === wallet.unit);
  const due = nextDue(wallet[NEXT[kind]], lots, kind);
  return due === UNKNOWN ? nextDueOfAll(lots, kind) : due;
}

const NEXT = {
  available: "nextExpiry",
  pending: "nextActivation",
  awaiting: "nextDeadline",
} as const satisfies Record<DueKind, keyof Wallet>;

/** What expires next, by its own date or as nothing is earned or spent. */
function nextExpiry(book: Book, wallet: Wallet): Due | null {
  const [dated, lapse] = [nextOf(book, wallet, "available"), nextLapse(book, wallet)];
  if (dated === null || lapse === null) return dated ?? lapse;
  if (dated.at === lapse.at) return { at: dated.at, amount: dated.amount + lapse.amount };
  return dated.at < lapse.at ? dated : lapse;
}

/** Columns of the row as the commit will leave them. */
export const rowAfter = (member: OpenMember): MemberRow => ({ ...member.row, ...member.changes });

/** What rules may ask of a member, with what the commit changes. */
export function earnerFacts(member: OpenMember) {
  const row = rowAfter(member);
  return {
    birthday: profileFrom(row.profile).birthday,
    attributes: JSON.parse(row.attributes ?? "{}") as Record<string, string | number | boolean>,
  };
}

export const orderDatesOf = (row: MemberRow): number[] => JSON.parse(row.order_dates) as number[];

export const standing = (program: Program, row: MemberRow, now: number): Standing =>
  standingOf(row.kept_orders, orderDatesOf(row), program.parts.lifecycle, now);

/** What every answer about a member begins with. */
export function memberBrief(program: Program, member: OpenMember) {
  const row = rowAfter(member);
  const { stage } = standing(program, row, member.book.now);
  return { id: row.id, stage, tier: member.parts.tiers?.shown ?? null };
}

export function standingView({ stage, activity, reason }: Standing) {
  return { stage, activity, reason: { ...reason, lastOrderAt: toIso(reason.lastOrderAt) } };
}

/** The member as the API shows them, personal data included. */
export function memberView(program: Program, member: OpenMember, now: number) {
  const row = rowAfter(member);
  const profile = profileFrom(row.profile);
  const of = (kind: string) =>
    profile.identifiers.filter((i) => i.kind === kind).map((i) => i.value);
  return {
    id: row.id,
    externalId: of("ext")[0] ?? null,
    email: of("email")[0] ?? null,
    phone: of("phone")[0] ?? null,
    card: of("card")[0] ?? null,
    identifiers: profile.identifiers.map(({ kind, value }) => ({ kind, value })),
    name: profile.name,
    birthday: profile.birthday,
    locale: profile.locale,
    timeZone: profile.timeZone,
    attributes: JSON.parse(row.attributes ?? "{}") as Record<string, string | number | boolean>,
    ...standingView(standing(program, row, now)),
    tier: member.parts.tiers?.shown ?? null,
    orders: { kept: row.kept_orders, total: row.kept_total, firstAt: toIso(row.first_order_at) },
    createdAt: toIso(row.created_at),
    erasedAt: toIso(row.erased_at),
  };
}
