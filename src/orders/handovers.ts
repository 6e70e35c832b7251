import { sum } from "../lib/numbers";
import type { Order } from "./order";
import type { HandedOver } from "./rules";
import type { FulfilmentRow } from "./tables";

/* What of an order was shipped or handed over, and when. Pure. */

export interface Handover {
  readonly status: FulfilmentRow["status"];
  readonly at: number;
  readonly store: string | null;
  /** Units by line; null for everything. */
  readonly items: ReadonlyMap<string, number> | null;
}

export const handoverFrom = (
  row: Pick<FulfilmentRow, "status" | "items" | "store" | "happened_at">,
): Handover => {
  const units = unitsFrom(row.items);
  const { status, happened_at: at, store } = row;
  return { status, at, store, items: units && new Map(units) };
};

/** Units by line as a fulfilment's row keeps them; null: everything. */
export const unitsFrom = (json: string | null): [line: string, quantity: number][] | null =>
  json === null ? null : Object.entries(JSON.parse(json) as Record<string, number>);

/** Units by line, of lines that may be named twice. */
export function quantities(
  items: readonly { id: string; quantity: number }[],
): Map<string, number> {
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

/**
 * The handovers with the units that none before them had brought: what is told twice, or with more
 * units than there are, counts once. Having is having, delivered or collected; shipping is not.
 *
 * @param handovers as they were recorded
 */
export function firstHandedOver(
  order: Pick<Order, "content">,
  handovers: readonly Handover[],
): HandedOver[] {
  const known: Handover[] = [];
  return handovers.map((handover) => {
    const same = known.filter((k) => (k.status === "shipped") === (handover.status === "shipped"));
    known.push(handover);
    const units = order.content.lines.map((line): [string, number] => {
      const brought = ({ items }: Handover) => (items ? (items.get(line.id) ?? 0) : line.quantity);
      const left = Math.max(0, line.quantity - sum(same.map(brought)));
      return [line.id, Math.min(brought(handover), left)];
    });
    return { status: handover.status, store: handover.store, units: new Map(units) };
  });
}
