import { expect, test } from "vitest";
import { readCdnow } from "../../../scripts/lib/cdnow";
import { inLanes, lanesBy } from "../../../scripts/lib/lanes";
import { sendDueTimers } from "../../../src/core/timers";
import { shardOf } from "../../context";
import { pump, rowsIn } from "../../queue";
import { env, newWorld } from "../../world";
import { published } from "../messages/journey";
import { PROGRAM } from "./shop";

const TEXT = env.CDNOW?.orders ?? "";
const SKIPPED = TEXT === "" ? " (skipped: REGULARS_DATA is not set)" : "";
/** Of the customers, unless the whole file is replayed. */
const SHARE = env.REGULARS_FULL ? 1 : 40;
const TIMEOUT = { timeout: env.REGULARS_FULL ? 600_000 : 120_000 };
const CONCURRENCY = 4;

test.skipIf(TEXT === "")(
  `replaying CDNOW today tells nobody anything${SKIPPED}`,
  TIMEOUT,
  async () => {
    const world = await newWorld({ currency: "USD", timeZone: "America/New_York" });
    await world.call("PATCH /v1/shop", { legalSender: "CDNOW, Fort Washington, Pennsylvania" });
    await world.call("PUT /v1/program", PROGRAM);
    const lanes = lanesBy(readCdnow(TEXT), (order) => order.customer).filter(
      (_, i) => i % SHARE === 0,
    );
    await inLanes(lanes, CONCURRENCY, async ({ body }) => {
      const { status } = await world.call("POST /v1/orders", body);
      if (status !== 201) throw new Error(`an order was refused with ${status}`);
    });
    await pump(world.shop, { env: published });
    await sendDueTimers(published, await shardOf(world.shop), "live", Date.now());
    await pump(world.shop, { env: published });
    const count = async (table: string) => {
      const sql = `SELECT count(*) AS n FROM ${table} WHERE shop = ?`;
      return (await rowsIn<{ n: number }>(world.shop, sql, world.shop))[0]?.n;
    };
    expect(await count("orders")).toBe(lanes.flat().length);
    expect(await count("messages")).toBe(0);
    expect(await count("mails")).toBe(0);
    expect(await count("nudge_plans")).toBe(0);
  },
);
