import { addDuration, durationMs } from "../lib/time";
import type { Pending } from "./document";

/** Whether points need not wait: not even for the delivery. */
export const isAtOnce = ({ wait }: Pending): boolean => durationMs(wait, 0, "UTC") === 0;

/** The instant from which earned points can be spent. */
export function activatesAt(
  pending: Pending,
  times: { placedAt: number; deliveredAt: number | null },
  timeZone: string,
): number {
  if (isAtOnce(pending)) return times.placedAt;
  const delivered = times.deliveredAt ?? addDuration(times.placedAt, pending.delivery, timeZone);
  const start = pending.after === "placed" ? times.placedAt : delivered;
  return addDuration(start, pending.wait, timeZone);
}
