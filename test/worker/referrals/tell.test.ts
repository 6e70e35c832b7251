import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { advance, deliver, pump, rowsIn } from "../../queue";
import { takeSent } from "../../world";
import { newClub, orders, referred } from "./friends";

const OUTLIVED = 18 * DAY + 60_000;

interface Told {
  readonly key: string;
  readonly details: string;
}

const messagesOf = (shop: string): Promise<Told[]> =>
  rowsIn<Told>(
    shop,
    "SELECT key, details FROM messages WHERE shop = ?1 AND journey = 'referral_rewarded'",
    shop,
  );

test("the advocate is told of the reward once, without a word about the friend", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben");
  await world.test("POST /v1/sandbox/clock", {
    now: new Date(Date.now() + OUTLIVED).toISOString(),
  });
  for (let round = 0; round < 20; round++) {
    const waiting = takeSent(world.sandbox);
    await deliver(waiting);
    await deliver(waiting.filter((m) => m.type === "fact"));
    if (waiting.length === 0) break;
  }
  const told = await messagesOf(world.sandbox);
  expect(told).toHaveLength(1);
  expect(told[0]?.key).toContain(id);
  expect(JSON.parse(told[0]?.details ?? "{}")).toEqual({ amount: 100, unit: "points" });
  const inbox = await world.test("GET /v1/members/ext:anna/messages");
  const shown = JSON.stringify(inbox.body);
  expect(shown).toContain("100 Punkte für deine Empfehlung");
  expect(shown).not.toContain("ben");
});

test("an advocate's voucher is told with its code and its end", async () => {
  const voucher = { name: { de: "Danke", en: "Thanks" }, worth: { kind: "percent", percent: 10 } };
  const world = await newClub({ advocate: { voucher } });
  await referred(world);
  await orders(world, "1", "ben");
  await advance(world, Date.now() + OUTLIVED);
  await pump(world.sandbox);
  const { body } = await world.test("GET /v1/members/ext:anna/vouchers");
  const inbox = await world.test("GET /v1/members/ext:anna/inbox");
  expect(JSON.stringify(inbox.body)).toContain(`Dein Code lautet ${body.data[0].code} und gilt`);
});
