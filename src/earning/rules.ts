import { addDuration, durationMs } from "../lib/time";
import type { Pending } from "./waiting";

export const hasNoWait = ({ wait }: Pick<Pending, "wait">): boolean =>
  durationMs(wait, 0, "UTC") === 0;

/** Whether points need not wait: not even for the delivery, but for a stay they do. */
export const isAtOnce = (pending: Pick<Pending, "wait" | "after">): boolean =>
  pending.after !== "stay_end" && hasNoWait(pending);

/** What is known of when an order's goods came to the customer; null: nothing yet, or never. */
export interface Reached {
  readonly deliveredAt: number | null;
  /** Of the last of its stays. */
  readonly stayEndsAt: number | null;
}

/** The instant from which earned points can be spent. */
export function activatesAt(
  pending: Pending,
  { placedAt, ...reached }: Reached & { readonly placedAt: number },
  timeZone: string,
): number {
  if (isAtOnce(pending)) return placedAt;
  const { deliveredAt, stayEndsAt } = reached;
  const starts: Record<Pending["after"], () => number> = {
    placed: () => placedAt,
    delivered: () => deliveredAt ?? addDuration(placedAt, pending.delivery, timeZone),
    // What is paid after the stay was earned when it was paid.
    stay_end: () => Math.max(placedAt, stayEndsAt ?? placedAt),
  };
  return addDuration(starts[pending.after](), pending.wait, timeZone);
}
