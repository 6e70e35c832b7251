import { checkoutFrom, codesFrom } from "../checkout";
import type { Context } from "../core/context";
import { type Batch, rowsOf } from "../core/database";
import type { Fact } from "../core/facts";
import type { Decision } from "../core/transact";
import { type Effect, effectFacts } from "../effects";
import {
  closeMember,
  type IdentifierRow,
  memberStatementCount,
  newMember,
  type OpenMember,
  openMember,
  type Usage,
} from "../members";
import { type Program, voiceOf } from "../program";
import { answerJson, placedAnswer, type Snapshot } from "./answer";
import { type Buyer, welcome } from "./buyer";
import { lookAnew } from "./earn";
import { factFor, factOfOrder } from "./facts";
import type { OrderBody, Warning } from "./input";
import { orderCause } from "./key";
import { newOrder } from "./new-order";
import type { Order } from "./order";
import { NOT_COUNTED, recount } from "./stats";
import { insertOrder } from "./store";
import { tender } from "./tender";

/** What is made once for a request, so that a retry writes the same. */
export interface Made {
  readonly member: string;
  readonly fact: string;
  readonly hash: string;
  readonly warnings: readonly Warning[];
}

/** An order to be placed, with all that decides it. */
export interface Placing {
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

/** What placing an order comes to. */
export async function decidePlacing(ctx: Context, placing: Placing): Promise<Decision> {
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
  const earned = member ? earn(ctx, program, member, order, usage) : [];
  const loaded = codesFrom(rows.slice(1 + count), body.vouchers);
  const held = checkoutFrom(loaded.rest, body.checkout ?? null);
  const { credit, vouchers } = body;
  const paid = tender(ctx, { program, member, order, codes: vouchers, credit, loaded, held });
  const warnings = [...made.warnings, ...welcomed.warnings, ...paid.warnings];
  const effects = [...earned, ...paid.effects];
  const voice = voiceOf(ctx, welcomed.locale ?? ctx.locale);
  const answer = await placedAnswer(ctx, { program, order, member, effects, warnings, voice });
  const facts = [...factsOfOrder(order, effects), ...welcomed.facts, ...paid.facts];
  return {
    status: 201,
    body: answer.body,
    writes: [
      insertOrder(ctx.shop.id, order, audit(answer.snapshot, made.hash, ctx.now)),
      ...paid.writes,
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
