import type { RecordedActivity } from "../activities";
import type { RecordedHandover, RecordedOrder } from "../orders";
import type { RecordedMember } from "./recorded";

/** Something recorded, and when it happened. */
export type Happening = { readonly at: number } & (
  | { readonly kind: "order"; readonly row: RecordedOrder }
  | { readonly kind: "activity"; readonly row: RecordedActivity }
  | { readonly kind: "handover"; readonly row: RecordedHandover }
);

/** All that happened before an instant, in its order; of one time, as it was told. */
export function happeningsOf(
  { orders, activities, handovers }: Pick<RecordedMember, "orders" | "activities" | "handovers">,
  until: number,
): Happening[] {
  const placed = new Map(orders.map((row) => [`${row.source} ${row.id}`, row.placed_at]));
  // A till's clock may be behind the shop's: nothing is handed over before there is an order.
  const handedAt = (row: RecordedHandover) =>
    Math.max(row.happened_at, placed.get(`${row.source} ${row.order_id}`) ?? 0);
  const all: Happening[] = [
    ...orders.map((row): Happening => ({ kind: "order", at: row.placed_at, row })),
    ...activities.map((row): Happening => ({ kind: "activity", at: row.occurred_at, row })),
    ...handovers.map((row): Happening => ({ kind: "handover", at: handedAt(row), row })),
  ];
  return all
    .filter(({ at }) => at < until)
    .sort((a, b) => a.at - b.at || a.row.recorded_at - b.row.recorded_at);
}
