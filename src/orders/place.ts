import { captureStatements, codeStatements } from "../checkout";
import type { Context } from "../core/context";
import { rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import type { UnitKind } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  memberStatements,
  ownersStatement,
  turnOf,
  usageAt,
  usageFrom,
  whoIs,
  whoIsAnyOf,
} from "../members";
import { programOf, programStatement } from "../program";
import { replayAnswer } from "./answer";
import { readBuyer } from "./buyer";
import { decidePlacing, type Made } from "./decide-placing";
import { checkOrder, type OrderBody } from "./input";
import type { OrderRow } from "./tables";

/**
 * Takes an order: enrols or finds its member, earns, settles what is due, and answers with effects
 * and the member's new state. The same order again gets the same answer.
 *
 * @throws {DomainError} order_differs and the refusals of {@link checkOrder}
 */
export async function placeOrder(ctx: Context, body: OrderBody) {
  const buyer = readBuyer(body.member);
  const made: Made = {
    member: newId("mem"),
    fact: newId("fct"),
    hash: await sha256(canonicalJson(body)),
    warnings: [...checkOrder(ctx, body), ...buyer.warnings],
  };
  const key = { source: body.source, id: body.id };
  const who = buyer.id
    ? whoIs(ctx.shop.id, { id: buyer.id })
    : whoIsAnyOf(ctx.shop.id, buyer.identifiers);
  const strongest = buyer.id ? { id: buyer.id } : buyer.identifiers[0];
  return transact(ctx, {
    turn: strongest
      ? turnOf(ctx.shop.id, strongest)
      : `${ctx.shop.id} order ${key.source}:${key.id}`,
    load: () => [
      statement(
        "SELECT * FROM orders WHERE shop = ?1 AND id = ?2 AND source = ?3",
        ctx.shop.id,
        key.id,
        key.source,
      ),
      programStatement(ctx, body.placedAt ?? ctx.now),
      programStatement(ctx, ctx.now),
      usageAt(who, body.placedAt ?? ctx.now, ctx.shop.timeZone),
      ownersStatement(ctx.shop.id, buyer.identifiers),
      ...memberStatements(ctx, { who, spendable: 0, whole: wholeOf(body) }),
      ...codeStatements(ctx.shop.id, who, body.vouchers),
      ...captureStatements(ctx.shop.id, body.checkout ?? null),
    ],
    decide: async (rows) => {
      const earlier = rowsOf<OrderRow>(rows, 0)[0];
      if (earlier) return repeat(ctx, earlier, made.hash);
      const program = await programOf(ctx, rows, 1);
      const current = await programOf(ctx, rows, 2);
      const usage = usageFrom(rows, 3);
      return decidePlacing(ctx, {
        program,
        current,
        usage,
        body,
        buyer,
        made,
        rows: rows.slice(4),
      });
    },
  });
}

/** Credit is loaded for an order that is paid with it. */
const wholeOf = ({ credit, checkout }: OrderBody): UnitKind[] =>
  credit || checkout ? ["stamp", "credit"] : ["stamp"];

async function repeat(ctx: Context, row: OrderRow, hash: string): Promise<Decision> {
  if (row.request_hash !== hash) {
    throw new DomainError("order_differs", "Amend an order with PUT /v1/orders/{order}.");
  }
  const body = await replayAnswer(ctx, row);
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}
