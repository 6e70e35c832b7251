import { addDuration } from "../lib/time";
import type { RedemptionPolicy } from "./program";
import type { RedemptionRow } from "./tables";

/* What becomes of a redemption with time. No I/O, no clock. */

/** A redemption's state as of `now`: a hold past its time is released, whoever noticed. */
export const statusAt = (row: RedemptionRow, now: number): RedemptionRow["status"] =>
  row.status === "held" && row.hold_until !== null && row.hold_until <= now
    ? "released"
    : row.status;

/** Whether it was not released by a call, but by its own time. */
export const isTimedOut = (row: RedemptionRow, now: number): boolean =>
  row.hold_until !== null &&
  (row.status === "held" ? row.hold_until <= now : row.ended_at === row.hold_until);

/** Whether a captured redemption may still be reversed. */
export const isReversible = (
  capturedAt: number,
  policy: RedemptionPolicy,
  now: number,
  timeZone: string,
): boolean => now < addDuration(capturedAt, policy.reversibleFor, timeZone);
