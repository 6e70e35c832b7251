import {
  type CheckoutRow,
  type CheckoutWithLots,
  checkoutStatement,
  release,
  whoHolds,
} from "../checkout";
import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement } from "../core/database";
import { DomainError } from "../core/errors";
import { deleteTimer, type TimerMessage } from "../core/timers";
import { type Decision, read, transact } from "../core/transact";
import { addLot, lotsIn } from "../ledger";
import { newId } from "../lib/ids";
import { closeMember, memberStatements, openMember } from "../members";
import { programOf, programStatement } from "../program";
import { factFor } from "./facts";
import { checkoutView } from "./hold";

/** A held cart as it stands, with what it was priced at. One round trip. @throws not_found */
export async function readHeldCart(ctx: Context, id: string) {
  const rows = await read(ctx, [checkoutStatement(ctx.shop.id, id)]);
  const row = found(rows);
  const { committed: _, ...priced } = JSON.parse(row.answer) as Record<string, unknown>;
  return { ...priced, checkout: checkoutView(ctx, row) };
}

/** Lets go of what a cart holds. One that was released stays so. @throws not_found, checkout_captured */
export const releaseCart = (ctx: Context, id: string) =>
  transact(ctx, {
    load: () => statements(ctx, id),
    decide: (rows) => decideRelease(ctx, rows, { by: "call", writes: [] }),
  });

/** A guest's cart has timed out. A timer that fires twice finds it released. */
export async function endHeldCart(ctx: Context, timer: TimerMessage): Promise<void> {
  // A sandbox's clock that was set back: the timer is for later, and stays.
  if (timer.dueAt > ctx.now) return;
  await transact(ctx, {
    load: () => statements(ctx, timer.subject),
    decide: async (rows) => {
      const row = rowsOf<CheckoutRow>(rows, 0)[0];
      const writes = [deleteTimer(timer)];
      if (row?.status !== "held" || row.hold_until > ctx.now) {
        return { status: 200, body: {}, writes, fact: null };
      }
      return decideRelease(ctx, rows, { by: "time_out", writes });
    },
  });
}

const statements = (ctx: Context, id: string): Statement[] => [
  checkoutStatement(ctx.shop.id, id),
  programStatement(ctx, ctx.now),
  ...memberStatements(ctx, { who: whoHolds(ctx.shop.id, id), spendable: 0 }),
];

function found(rows: Batch): CheckoutWithLots {
  const row = rowsOf<CheckoutWithLots>(rows, 0)[0];
  if (!row) throw new DomainError("not_found", "The shop holds no such cart.");
  return row;
}

async function decideRelease(
  ctx: Context,
  rows: Batch,
  { by, writes }: { by: "call" | "time_out"; writes: readonly Statement[] },
): Promise<Decision> {
  const row = found(rows);
  if (row.status === "captured") {
    throw new DomainError("checkout_captured", "Its order can be cancelled.");
  }
  const answer = (status: CheckoutRow["status"]) => ({
    committed: true,
    checkout: checkoutView(ctx, { ...row, status }),
  });
  const isOver = row.hold_until <= ctx.now && row.member !== null;
  // A member's cart whose time is over is released with the opening of the member.
  if (row.status === "released" || isOver) {
    return { status: 200, body: answer("released"), writes: [], fact: null, isReplay: true };
  }
  const program = await programOf(ctx, rows, 1);
  const member = await openMember(ctx, rows.slice(2), 0);
  for (const lot of lotsIn(row.lots)) if (member) addLot(member.book, lot);
  const released = release(row, { program, member, by, now: ctx.now });
  return {
    status: 200,
    body: answer("released"),
    writes: [...writes, ...released.writes, ...(member ? closeMember(ctx, member) : [])],
    fact: factFor(ctx, member, newId("fct"), ctx.now, [released.fact]),
    member: row.member,
  };
}
