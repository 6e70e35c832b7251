import type { Context } from "../core/context";
import { statement } from "../core/database";
import { transact } from "../core/transact";
import { setMetricsDay } from "../shops";
import { newTask } from "./task";

/**
 * Has all numbers of the shop made anew from facts and orders, through the Queue. Until then days
 * are told as not complete. Should the Queue refuse, cron finds the shop within the hour.
 */
export async function recomputeMetrics(ctx: Context) {
  const answer = await transact(ctx, {
    load: () => [],
    decide: () => ({
      status: 202,
      body: { isStarted: true },
      writes: [
        statement(
          `INSERT INTO metrics_state (shop, version, task) VALUES (?1, 1, ?2)
           ON CONFLICT DO UPDATE SET version = version + 1, through_day = NULL, task = ?2`,
          ctx.shop.id,
          JSON.stringify(newTask("wipe", "", "", "")),
        ),
      ],
      fact: null,
    }),
  });
  if (answer.isReplay) return answer;
  await setMetricsDay(ctx.env, ctx.shop.id, null);
  const { id, shard } = ctx.shop;
  ctx.later(ctx.env.QUEUE.send({ type: "metrics", shard, shop: id }).catch(() => undefined));
  return answer;
}
