import type { Context } from "../core/context";
import { insertRow, type Statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { effectFacts } from "../effects";
import { canonicalJson, sha256 } from "../lib/hash";
import { toIso } from "../lib/time";
import { changeOrder, mustStand } from "./change";
import { factOfOrder } from "./facts";
import { rewardHandover, startReturnPeriod } from "./handed-over";
import { type Handover, quantities } from "./handovers";
import { checkAfter, checkTime } from "./input";
import { ofOrder } from "./key";
import type { Order } from "./order";
import type { FulfilmentRow } from "./tables";

export interface FulfilmentInput {
  readonly id: string;
  readonly items?: readonly { id: string; quantity: number }[] | undefined;
  readonly status: FulfilmentRow["status"];
  readonly at?: number | undefined;
  readonly storeId?: string | null | undefined;
}

/**
 * Records what was shipped or handed over. Once everything is with the customer the return period
 * starts, and what the order earned activates when it ends.
 *
 * @throws {DomainError} fulfilment_differs, unknown_line, invalid_time, order_cancelled
 */
export async function fulfilOrder(ctx: Context, text: string, input: FulfilmentInput) {
  const hash = await sha256(canonicalJson(input));
  const at = input.at ?? ctx.now;
  checkTime(at, ctx.now, "/at");
  return changeOrder(ctx, text, {
    looksAnew: true,
    repeated: (_extra, row, fulfilments) => repeated(ofOrder(fulfilments, row), input.id, hash),
    change: (open) => {
      mustStand(open.order);
      checkAfter(at, open.order, "/at");
      checkItems(open.order, input);
      const handover = handoverOfInput(input, at);
      const moved = startReturnPeriod(ctx, open, handover);
      const cause = `fulfilment:${open.order.source}:${open.order.id}:${encodeURIComponent(input.id)}`;
      const effects = rewardHandover(ctx, open, handover, { cause, happenedAt: ctx.now });
      return {
        status: 201,
        effects,
        facts: [
          factOfOrder(`order_${input.status}`, open.order, { fulfilment: input.id, at }),
          ...effectFacts(effects),
        ],
        happenedAt: at,
        more: {
          fulfilment: { id: input.id, status: input.status, at: toIso(at) },
          activatesAt: toIso(moved),
        },
      };
    },
    keep: (body) => [insertFulfilment(ctx, { input, at, hash, body })],
  });
}

function repeated(rows: readonly FulfilmentRow[], id: string, hash: string): object | null {
  const row = rows.find((r) => r.id === id);
  if (!row) return null;
  if (row.request_hash !== hash) throw new DomainError("fulfilment_differs");
  return JSON.parse(row.answer) as object;
}

function checkItems(order: Order, input: FulfilmentInput): void {
  for (const [i, item] of (input.items ?? []).entries()) {
    if (order.content.lines.some((l) => l.id === item.id)) continue;
    throw refuse("unknown_line", `/items/${i}/id`, "The order has no such line.");
  }
}

const handoverOfInput = (input: FulfilmentInput, at: number): Handover => ({
  status: input.status,
  at,
  store: input.storeId ?? null,
  items: input.items ? quantities(input.items) : null,
});

interface KeptFulfilment {
  readonly input: FulfilmentInput;
  readonly at: number;
  readonly hash: string;
  readonly body: object;
}

function insertFulfilment(ctx: Context, { input, at, hash, body }: KeptFulfilment): Statement {
  const { order } = body as { order: { externalId: string; source: string } };
  const row: FulfilmentRow = {
    shop: ctx.shop.id,
    order_id: order.externalId,
    source: order.source,
    id: input.id,
    status: input.status,
    items: input.items ? JSON.stringify(Object.fromEntries(quantities(input.items))) : null,
    store: input.storeId ?? null,
    happened_at: at,
    answer: JSON.stringify(body),
    request_hash: hash,
    recorded_at: ctx.now,
  };
  return insertRow("fulfilments", row);
}
