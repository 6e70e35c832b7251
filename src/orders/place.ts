import { codeStatements, codesFrom } from "../checkout";
import type { Context } from "../core/context";
import { type Batch, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import { type Decision, transact } from "../core/transact";
import { type Effect, effectFacts } from "../effects";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  closeMember,
  type IdentifierRow,
  memberStatementCount,
  memberStatements,
  newMember,
  type OpenMember,
  openMember,
  ownersStatement,
  turnOf,
  type Usage,
  usageAt,
  usageFrom,
  whoIsAnyOf,
} from "../members";
import { type Program, programOf, programStatement, voiceOf } from "../program";
import { answerJson, placedAnswer, replayAnswer, type Snapshot } from "./answer";
import { type Buyer, readBuyer, welcome } from "./buyer";
import { lookAnew } from "./earn";
import { factFor, factOfOrder } from "./facts";
import { checkOrder, type OrderBody, voucherWarning, type Warning } from "./input";
import { orderCause } from "./key";
import { newOrder } from "./new-order";
import type { Order } from "./order";
import { NOT_COUNTED, recount } from "./stats";
import { insertOrder } from "./store";
import type { OrderRow } from "./tables";
import { useCodes } from "./use-codes";

/** What is made once for a request, so that a retry writes the same. */
interface Made {
  readonly member: string;
  readonly fact: string;
  readonly hash: string;
  readonly warnings: readonly Warning[];
}

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
    ? { sql: "?2", params: [ctx.shop.id, buyer.id] }
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
      ...memberStatements(ctx, { who, spendable: 0, whole: ["stamp"] }),
      ...codeStatements(ctx.shop.id, who, body.vouchers),
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

async function repeat(ctx: Context, row: OrderRow, hash: string): Promise<Decision> {
  if (row.request_hash !== hash) {
    throw new DomainError("order_differs", "Amend an order with PUT /v1/orders/{order}.");
  }
  const body = await replayAnswer(ctx, row);
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

interface Placing {
  /** Of when it was placed, by which it earns. */
  readonly program: Program;
  /** In force now, which enrols. */
  readonly current: Program;
  readonly usage: Usage;
  readonly body: OrderBody;
  readonly buyer: Buyer;
  readonly made: Made;
  /** Owners of identifiers, then the member, then codes. */
  readonly rows: Batch;
}

async function decidePlacing(ctx: Context, placing: Placing): Promise<Decision> {
  const { program, current, usage, body, made, rows } = placing;
  const count = memberStatementCount(0);
  const found = await openMember(ctx, rows.slice(1, 1 + count), 0);
  const owners = rowsOf<IdentifierRow>(rows, 0);
  const welcomed = welcome(
    program,
    placing.buyer,
    found,
    () => newMember(ctx, current, made.member),
    owners,
  );
  const { member } = welcomed;
  const order = newOrder(ctx, program, body, member?.row.id ?? null);
  const effects = member ? earn(ctx, program, member, order, usage) : [];
  const codes = useCodes(ctx, {
    ...{ program, member, order, codes: body.vouchers },
    loaded: codesFrom(rows.slice(1 + count), body.vouchers),
    isCounted: false,
    at: order.placedAt,
  });
  const warnings = [
    ...made.warnings,
    ...welcomed.warnings,
    ...codes.warnings.map((w) => voucherWarning(w.code, w.index)),
  ];
  const voice = voiceOf(ctx, welcomed.locale ?? ctx.locale);
  const answer = await placedAnswer(ctx, { program, order, member, effects, warnings, voice });
  const facts = [...factsOfOrder(order, effects), ...welcomed.facts, ...codes.facts];
  return {
    status: 201,
    body: answer.body,
    writes: [
      insertOrder(ctx.shop.id, order, audit(answer.snapshot, made.hash, ctx.now)),
      ...codes.writes,
      ...(member ? closeMember(ctx, member) : []),
    ],
    fact: factFor(ctx, member, made.fact, order.placedAt, facts),
    isRebuiltFromRow: true,
  };
}

const audit = (snapshot: Snapshot, requestHash: string, recordedAt: number) => ({
  answer: answerJson(snapshot),
  requestHash,
  recordedAt,
});

function earn(
  ctx: Context,
  program: Program,
  member: OpenMember,
  order: Order,
  usage: Usage,
): Effect[] {
  const [cause, happenedAt] = [orderCause(order), order.placedAt];
  const of = { program, member, order, before: NOT_COUNTED, cause, happenedAt, vouchers: [] };
  const effects = lookAnew(ctx, of, { usage, handovers: [] });
  recount(member, order, NOT_COUNTED, []);
  return effects;
}

/** What an order is for those who react to it: its money, and what it brought by unit. */
const factsOfOrder = (order: Order, effects: readonly Effect[]): Fact[] => [
  factOfOrder(order.status === "paid" ? "order_paid" : "order_placed", order, {
    channel: order.channel,
    total: order.content.total,
  }),
  ...effectFacts(effects),
];
