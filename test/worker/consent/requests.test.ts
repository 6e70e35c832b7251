import { expect, inject, test } from "vitest";
import type { Message } from "../../../src/core/env";
import { deliver, rowsIn } from "../../queue";
import { env, newWorld, takeSent } from "../../world";

const { url, readOut } = inject("mailServer");
const bindings = {
  ...env,
  PUBLIC_URL: "https://bonus.example",
  SMTP_URL: url,
  MAIL_FROM: "bonus@shop.example",
};
const asking = {
  purpose: "marketing",
  status: "granted",
  wording: { locale: "en", text: "Yes." },
  doubleOptIn: true,
};

/** Asks a member of a live shop by a real mail; tells what waits after it was tried. */
async function ask(email: string, times = 1) {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:1", { email });
  expect((await world.call("POST /v1/members/ext:1/consents", asking)).status).toBe(201);
  const timers = takeSent(world.shop).filter((message) => message.type === "timer");
  await deliver(Array.from({ length: times }, () => timers).flat(), { env: bindings });
  const waiting = await rowsIn<{ due_at: number }>(
    world.shop,
    "SELECT * FROM timers WHERE shop = ? AND kind = 'consent_mail'",
    world.shop,
  );
  const taken = await fetch(`${readOut}/?to=${encodeURIComponent(email)}`);
  return { timers, waiting, taken: (await taken.json()) as unknown[] };
}

const dueIn = (message: Message | undefined) => (message?.type === "timer" ? message.dueAt : 0);

test("a confirming mail reaches a mail server", async () => {
  const { waiting, taken } = await ask("confirm-ok@example.com");
  expect([waiting.length, taken.length]).toEqual([0, 1]);
});

test("what the server does not take now is tried again later; what it never will is not", async () => {
  const later = await ask("451@example.com");
  expect(later.waiting).toHaveLength(1);
  const delay = (later.waiting[0]?.due_at ?? 0) - dueIn(later.timers[0]);
  expect(delay).toBeGreaterThanOrEqual(10 * 60_000);
  expect((await ask("550@example.com")).waiting).toEqual([]);
});

test("a mail that may have arrived is not sent again", async () => {
  const { waiting, taken } = await ask("drop-confirm@example.com");
  expect([waiting.length, taken.length]).toEqual([0, 1]);
});

test("a request that is delivered twice at once is mailed once", async () => {
  const { timers, taken } = await ask("confirm-twice@example.com", 2);
  expect([timers.length, taken.length]).toEqual([1, 1]);
});
