import type { Context } from "../core/context";
import { rowsOf, type Statement, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Effect, effectFacts } from "../effects";
import { canonicalJson, sha256 } from "../lib/hash";
import { toIso } from "../lib/time";
import { changeOrder, mustStand } from "./change";
import { activationOf, reschedule } from "./date-rules";
import { lookAtHandover } from "./earn";
import { factOfOrder } from "./facts";
import { checkAfter, checkTime } from "./input";
import { ofOrder, orderParams, parseOrderRef } from "./key";
import type { OpenOrder } from "./open";
import { hasPoints, type Order } from "./order";
import { handoverOf } from "./rules";
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
  const ref = parseOrderRef(text);
  const at = input.at ?? ctx.now;
  checkTime(at, ctx.now, "/at");
  return changeOrder(ctx, text, {
    looksAnew: true,
    extra: [
      statement(
        `SELECT * FROM fulfilments WHERE shop = ?1
           AND order_id IN (?2, ?4) AND (source = ?3 OR order_id = ?4)`,
        ...orderParams(ctx.shop.id, ref),
      ),
    ],
    repeated: (extra, row) => repeated(ofOrder(rowsOf(extra, 0), row), input.id, hash),
    change: (open) => {
      mustStand(open.order);
      checkAfter(at, open.order, "/at");
      checkItems(open.order, input);
      const moved = startReturnPeriod(ctx, open, { input, at });
      const effects = rewardHandover(ctx, open, input);
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

/** @returns the activation of what the order earned, as now known; null where it earned nothing */
function startReturnPeriod(
  ctx: Context,
  open: OpenOrder,
  { input, at }: { input: FulfilmentInput; at: number },
): number | null {
  const { order, program, member, extra } = open;
  const before = ofOrder(rowsOf<FulfilmentRow>(extra, 0), order).map(handoverFrom);
  const items = input.items ? quantities(input.items) : null;
  const deliveredAt = wholeAt(order, [...before, { status: input.status, at, items }]);
  if (deliveredAt !== null) {
    const activation = activationOf(order, program.parts, deliveredAt, ctx.shop.timeZone);
    const of = { parts: program.parts, timeZone: ctx.shop.timeZone };
    const to = { deliveredAt, activatesAt: activation };
    if (member) reschedule(member.book, order, of, to);
    else Object.assign(order, { activatesAt: activation });
    order.ledger.deliveredAt = deliveredAt;
  }
  return hasPoints(order.ledger) ? order.activatesAt : null;
}

/** What rules on handovers give for this one; those of an order that is not paid give nothing. */
function rewardHandover(ctx: Context, open: OpenOrder, input: FulfilmentInput): Effect[] {
  const { order, member, program } = open;
  const isAsked = program.parts.earning.rules.some((rule) => rule.on === "fulfilment");
  if (!member || !isAsked || order.status !== "paid") return [];
  const cause = `fulfilment:${order.source}:${order.id}:${encodeURIComponent(input.id)}`;
  const handed = {
    status: input.status,
    store: input.storeId ?? null,
    units: input.items ? quantities(input.items) : null,
  };
  const earning = { ...open, member, cause, happenedAt: ctx.now };
  return lookAtHandover(ctx, earning, open.usage, handoverOf(order, ctx.shop, handed));
}

interface Handover {
  readonly status: FulfilmentRow["status"];
  readonly at: number;
  /** Units by line; null for everything. */
  readonly items: ReadonlyMap<string, number> | null;
}

const handoverFrom = (row: FulfilmentRow): Handover => {
  const units = unitsFrom(row.items);
  return { status: row.status, at: row.happened_at, items: units && new Map(units) };
};

/** Units by line as a fulfilment's row keeps them; null: everything. */
export const unitsFrom = (json: string | null): [line: string, quantity: number][] | null =>
  json === null ? null : Object.entries(JSON.parse(json) as Record<string, number>);

function quantities(items: readonly { id: string; quantity: number }[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { id, quantity } of items) units.set(id, (units.get(id) ?? 0) + quantity);
  return units;
}

/** When the last unit was with the customer; null while something is not. Shipping is not having. */
export function wholeAt(
  order: Pick<Order, "content">,
  handovers: readonly Handover[],
): number | null {
  const had = handovers.filter((h) => h.status !== "shipped").sort((a, b) => a.at - b.at);
  const units = new Map<string, number>();
  for (const { items, at } of had) {
    if (items === null) return at;
    for (const [line, quantity] of items) units.set(line, (units.get(line) ?? 0) + quantity);
    if (order.content.lines.every((l) => (units.get(l.id) ?? 0) >= l.quantity)) return at;
  }
  return null;
}

interface KeptFulfilment {
  readonly input: FulfilmentInput;
  readonly at: number;
  readonly hash: string;
  readonly body: object;
}

function insertFulfilment(ctx: Context, { input, at, hash, body }: KeptFulfilment): Statement {
  const { order } = body as { order: { externalId: string; source: string } };
  return statement(
    "INSERT INTO fulfilments VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    ctx.shop.id,
    order.externalId,
    order.source,
    input.id,
    input.status,
    input.items ? JSON.stringify(Object.fromEntries(quantities(input.items))) : null,
    input.storeId ?? null,
    at,
    JSON.stringify(body),
    hash,
    ctx.now,
  );
}
