import { call, refusalOf } from "./lib/api.ts";
import { run, serverFrom, UsageError } from "./lib/cli.ts";

const USAGE = `node scripts/smoke.ts <status>...

Posts one and the same order to the demo's shop as often as there are statuses, and fails when an
answer has another status: 201 where the order is new, 200 where it was there.`;

const ORDER = {
  id: "smoke-1",
  source: "smoke",
  channel: "store",
  status: "paid",
  member: { externalId: "smoke", name: "Smoke Test" },
  currency: "EUR",
  total: 2490,
  items: [{ id: "1", name: "Espresso 1 kg", quantity: 1, total: 2490 }],
};

await run(USAGE, async () => {
  const statuses = process.argv.slice(2).map(Number);
  if (statuses.length === 0 || statuses.some(Number.isNaN)) throw new UsageError("Which statuses?");
  const server = serverFrom({});
  for (const status of statuses) {
    const reply = await call(server, "POST /v1/orders", { body: ORDER });
    if (reply.status !== status) throw new Error(`Expected ${status}: ${refusalOf(reply)}`);
    const { available } = reply.body.member.wallet.points;
    console.log(`${reply.status}: the order is taken, ${available} points available`);
  }
  return 0;
});
