import type { Context } from "../core/context";
import { deleteTimer, type TimerMessage } from "../core/timers";
import { transact } from "../core/transact";
import { memberStatements, openMember, settleDecision } from "./open";
import { whoIsExactly } from "./refs";

/**
 * A member's timer fires: what is due is settled, the next timer is set, and this one is deleted,
 * all in one commit. A timer that fires twice finds the member awake and changes nothing.
 */
export async function wake(ctx: Context, timer: TimerMessage): Promise<void> {
  // A sandbox's clock that was set back: the timer is for later, and stays.
  if (timer.dueAt > ctx.now) return;
  const who = whoIsExactly(ctx.shop.id, timer.subject);
  await transact(ctx, {
    load: () => memberStatements(ctx, { who, spendable: 0 }),
    decide: async (rows) => {
      const member = await openMember(ctx, rows, 0);
      // Of an alias everything is somebody else's.
      const isAwake = !member || member.row.merged_into !== null || member.row.wakes_at > ctx.now;
      if (isAwake) return { status: 200, body: {}, writes: [deleteTimer(timer)], fact: null };
      const settled = settleDecision(ctx, member);
      // Deleted first: should the next timer have this one's key, it must survive.
      return { ...settled, writes: [deleteTimer(timer), ...settled.writes] };
    },
  });
}
