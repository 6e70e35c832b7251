import { addDuration } from "../lib/time";
import type { Pending } from "./document";
import { isAtOnce } from "./program";

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
