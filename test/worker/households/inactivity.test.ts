import { expect, test } from "vitest";
import { order } from "../../orders";
import { pump } from "../../queue";
import { newWorld } from "../../world";

test("a pool that is used does not lapse, and lapses with all that is in it once nobody does", async () => {
  const world = await newWorld();
  const { test: call, sandbox } = world;
  const at = async (now: string) => {
    await call("POST /v1/sandbox/clock", { now });
    await pump(sandbox);
  };
  await at("2026-01-01T10:00:00Z");
  await call("PUT /v1/program", {
    households: { isAllowed: true, contributes: "all" },
    expiry: { policy: "inactivity", after: "P60D" },
  });
  await call("PUT /v1/members/ext:anna", {});
  const { body } = await call("POST /v1/households", { owner: "ext:anna", name: "Müller" });
  const pool = async () =>
    (await call(`GET /v1/households/${body.household.id}`)).body.wallet.points.available;
  // 30 € each, 30 points each; the last is 50 days after the one before, and 100 after the first.
  for (const [i, day] of ["2026-01-01", "2026-02-20", "2026-04-11"].entries()) {
    await at(`${day}T10:00:00Z`);
    await call("POST /v1/orders", order(`${i}`, "anna", { channel: "store" }));
    await pump(sandbox);
    expect(await pool()).toBe(30 * (i + 1));
  }
  // Taking out counts as well: 45 days after, and 55 days after that.
  const url = `/v1/households/${body.household.id}/draws`;
  await at("2026-05-26T10:00:00Z");
  await call(`POST ${url}`, { member: "ext:anna", amount: 10 });
  await at("2026-07-20T10:00:00Z");
  expect(await pool()).toBe(80);
  await at("2026-07-26T10:00:00Z");
  expect(await pool()).toBe(0);
});
