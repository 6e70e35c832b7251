import { columnsOf, type Statement } from "../core/database";
import type { Fact } from "../core/facts";
import { addLot, type Entry, giveBack, type Holder, lotsIn } from "../ledger";
import type { MemberPart, OpenMember } from "../members";
import type { Program } from "../program";
import { useWrites } from "./redeem";
import {
  type CheckoutWithLots,
  endCheckout,
  heldCodesOf,
  LOTS_TAKEN,
  releaseVouchers,
  takesOf,
} from "./store";
import type { CheckoutRow } from "./tables";

/**
 * Carts of a member that may be held at once. All of them are read, and all that are due released,
 * whenever the member's book is opened, so there must not be too many for one commit.
 */
export const MAX_HELD = 50;

declare module "../members/member" {
  interface MemberParts {
    /** How many carts of theirs are held. */
    readonly heldCarts: number;
  }
}

const COLUMNS = columnsOf<CheckoutRow>({
  shop: 1,
  id: 1,
  member: 1,
  status: 1,
  credit: 1,
  takes: 1,
  codes: 1,
  hold_until: 1,
  order_ref: 1,
  program: 1,
  request_hash: 1,
  answer: 1,
  created_at: 1,
  ended_at: 1,
}).filter((name) => name !== "answer");

/** A checkout `c` as a JSON list, then the lots it took from once it is due: as plain text. */
const checkoutJson = (now: string): string =>
  `json_array(${COLUMNS.map((name) => `c.${name}`).join(", ")},
    CASE WHEN c.hold_until <= ${now} THEN ${LOTS_TAKEN} || '' END)`;

const heldIn = (found: string | null): CheckoutWithLots[] =>
  (JSON.parse(found ?? "[]") as unknown[][]).map(
    (values) =>
      Object.fromEntries(
        [...COLUMNS, "lots"].map((name, i) => [name, values[i]]),
      ) as unknown as CheckoutWithLots,
  );

/** Releases carts whose time is over whenever the member's book is opened. */
export const openCheckouts: MemberPart = {
  column: (now) => `(SELECT json_group_array(${checkoutJson(now)})
    FROM checkouts c INDEXED BY checkouts_held
    WHERE c.shop = m.shop AND c.member = m.id AND c.status = 'held')`,
  open: (_ctx, member, found) => {
    const { book, writes, facts } = member;
    const held = heldIn(found);
    for (const { lots } of held) for (const lot of lotsIn(lots)) addLot(book, lot);
    const due = held.filter(({ hold_until }) => hold_until <= book.now);
    Object.assign(member.parts, { heldCarts: held.length - due.length });
    for (const { hold_until } of held) if (hold_until > book.now) book.alsoDueAt.push(hold_until);
    for (const row of due) {
      const released = release(row, {
        program: member.program,
        member,
        by: "time_out",
        now: book.now,
      });
      writes.push(...released.writes);
      facts.push(released.fact);
    }
  },
};

/** A checkout's name in transfers. */
export const causeOf = (id: string): string => `checkout:${id}`;

interface Releasing {
  readonly program: Program;
  /** null: a guest's cart. Its lots must be loaded. */
  readonly member: OpenMember | null;
  readonly by: "call" | "time_out";
  readonly now: number;
}

/** Lets go of everything that a cart holds. */
export function release(
  row: CheckoutRow,
  { program, member, by, now }: Releasing,
): { readonly row: CheckoutRow; readonly writes: Statement[]; readonly fact: Fact } {
  const endedAt = by === "time_out" ? row.hold_until : now;
  giveCreditBack(row, member, { reason: by === "call" ? "release" : by, happenedAt: endedAt });
  const ended: CheckoutRow = { ...row, status: "released", ended_at: endedAt };
  const codes = heldCodesOf(row);
  const shared = codes.filter((code) => code.isShared).map(({ key }) => key);
  return {
    row: ended,
    writes: [
      endCheckout(ended),
      // A hold whose time is over is none: these vouchers are free without a word.
      ...(by === "call" && shared.length < codes.length ? [releaseVouchers(row.shop, row.id)] : []),
      ...useWrites({ program, member, shop: row.shop }, shared, -1),
    ],
    fact: { type: "checkout_released", checkout: row.id, credit: row.credit, by },
  };
}

/** What was set aside is the member's to spend again. */
export function giveCreditBack(
  row: CheckoutRow,
  member: OpenMember | null,
  entry: Omit<Entry, "cause">,
): void {
  if (member && row.credit > 0)
    giveBack(member.book, "held", takesOf(row), { ...entry, cause: causeOf(row.id) });
}

/** What held carts keep of members' credit, for the ledger's check. */
export const checkoutHolder: Holder = {
  sql: (who) =>
    `SELECT c.member, (SELECT w.unit FROM wallets w WHERE w.shop = ?1 AND w.member = c.member
       AND w.unit GLOB 'credit:*') AS unit, c.credit AS held FROM ${who}
     CROSS JOIN checkouts c INDEXED BY checkouts_held
     WHERE c.shop = ?1 AND c.member = who.id AND c.status = 'held' AND c.credit > 0`,
};
