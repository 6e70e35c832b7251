import { expect, test } from "vitest";
import { env, newWorld, type Reply } from "../../world";
import { withLatency } from "../../world-latency";
import { grantTo } from "./grant";

/** Without waiting, and with 10–30 ms before and after every call to D1, where races meet. */
const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

const outcome = (reply: Reply): string => `${reply.status} ${reply.body.code ?? "used"}`;

test.each(LATENCIES)("a code used by ten orders at once is used by one $name", async (at) => {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:a", {});
  const code = await grantTo(world.shop, "ext:a", { firstOrderOnly: true });
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      world.call(`POST /v1/vouchers/${code}/redeem`, { order: `shopify:${i}` }, { env: at.env }),
    ),
  );
  expect(replies.map(outcome).sort()).toEqual([
    "200 used",
    ...Array(9).fill("409 voucher_already_redeemed"),
  ]);
});
