import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { log } from "../core/log";
import { fireSoon, insertTimer } from "../core/timers";
import { transact } from "../core/transact";
import { newId } from "../lib/ids";
import { alarmsOf } from "./alarm";
import { forgetListeners } from "./cache";
import { disableEndpoint, endpointStatement } from "./store";
import type { EndpointRow } from "./tables";

const DISABLED = "webhook_disabled";

/** Sends nothing more to an endpoint, and says so once: in the journal, the log and by mail. */
export async function disable(ctx: Context, id: string, reason: "failing" | "gone"): Promise<void> {
  const factId = newId("fct");
  const alarms = await alarmsOf(ctx, id);
  const { body } = await transact(ctx, {
    load: () => [endpointStatement(ctx, id)],
    decide: (rows) => {
      const row = firstOf<EndpointRow>(rows, 0);
      const isFirst = row?.status === "enabled";
      const fact = {
        id: factId,
        member: null,
        memberVersion: null,
        happenedAt: ctx.now,
        facts: [{ type: DISABLED, endpoint: id, reason }],
      };
      return {
        status: 200,
        body: { isFirst },
        writes: isFirst
          ? [disableEndpoint(row, reason), ...alarms.map((alarm) => insertTimer(ctx, alarm))]
          : [],
        fact: isFirst ? fact : null,
      };
    },
  });
  forgetListeners(ctx.shop.id);
  if ((body as { isFirst: boolean }).isFirst) {
    log("error", DISABLED, { shop: ctx.shop.id, endpoint: id, reason });
    fireSoon(ctx, ...alarms);
  }
}
