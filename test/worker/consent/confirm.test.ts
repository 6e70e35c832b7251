import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/lib/time";
import { deliver, pump } from "../../queue";
import { callAs, env, newWorld, takeSent, type World } from "../../world";

const START = Date.UTC(2026, 2, 1, 10);
const bindings = { ...env, PUBLIC_URL: "https://bonus.example" };
const visit = callAs("");

async function advance(world: World, at: number, settings = bindings): Promise<void> {
  await world.test("POST /v1/sandbox/clock", { now: new Date(at).toISOString() });
  await pump(world.sandbox, { env: settings });
}

const asking = (purpose: string) => ({
  purpose,
  status: "granted",
  method: "form",
  source: "poster",
  wording: { locale: "de", text: `Ja, gern ${purpose}.` },
  doubleOptIn: true,
});

async function newMember(settings: object = {}) {
  const world = await newWorld({ locale: "de", address: "du", ...settings });
  await advance(world, START);
  await world.test("PUT /v1/members/ext:1", { email: "anna@example.com", name: "BUY http://x" });
  const ask = (purpose = "marketing") =>
    world.test("POST /v1/members/ext:1/consents", asking(purpose));
  return { world, ask };
}

async function mailsOf(world: World) {
  await pump(world.sandbox, { env: bindings });
  return (await world.test("GET /v1/sandbox/mails?to=anna@example.com")).body.data;
}

async function standing(world: World, purpose = "marketing") {
  const { body } = await world.test("GET /v1/members/ext:1/consents");
  return body.consents.find((c: { purpose: string }) => c.purpose === purpose);
}

/** The path of the link in a mail. */
const linkIn = (text: string): string =>
  /https:\/\/bonus\.example(\/confirm\/\S+)/.exec(text)?.[1] ?? "";

test("a permission counts once the owner of the address has pressed the button in the page", async () => {
  const { world, ask } = await newMember();
  const asked = await ask();
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  expect(asked.body).toMatchObject({
    consent: { status: "requested", isAllowed: false, reason: "not_confirmed" },
    confirmation: "on_its_way",
  });
  const [mail] = await mailsOf(world);
  expect(mail.subject).toBe("Bitte bestätige deine E-Mail-Adresse");
  expect(mail.text).toContain("Ja, gern marketing.");
  expect(mail.text + mail.html + mail.subject).not.toContain("BUY");
  const link = linkIn(mail.text);
  expect(mail.html).toContain(link);
  await advance(world, START + HOUR);
  const looked = await visit(`GET ${link}`);
  expect([looked.status, await standing(world)]).toMatchObject([200, { isAllowed: false }]);
  expect(looked.body).toContain('<form method="post">');
  const first = await visit(`POST ${link}`);
  expect(first.status).toBe(200);
  const now = await standing(world);
  expect(now).toMatchObject({
    isAllowed: true,
    proof: { method: "double_opt_in", source: "poster", wording: { text: "Ja, gern marketing." } },
    doubleOptIn: { requestedAt: "2026-03-01T10:00:00Z", confirmedAt: "2026-03-01T11:00:00Z" },
  });
  for (const request of [`POST ${link}`, `GET ${link}`]) {
    const again = await visit(request);
    expect([again.status, again.body]).toEqual([200, first.body]);
  }
  const { body } = await world.test("GET /v1/members/ext:1/consents");
  expect(body.history).toHaveLength(2);
});

test("one mail asks for everything that waits", async () => {
  const { world, ask } = await newMember();
  await ask("marketing");
  await ask("points");
  const mails = await mailsOf(world);
  expect(mails.map((mail: { deliveries: number }) => mail.deliveries)).toEqual([1]);
  expect(mails[0].text).toContain("Ja, gern points.");
  await visit(`POST ${linkIn(mails[0].text)}`);
  expect(await standing(world, "marketing")).toMatchObject({ isAllowed: true });
  expect(await standing(world, "points")).toMatchObject({ isAllowed: true });
});

test("asked again soon, no second mail goes out; and never more than three a day", async () => {
  const { world, ask } = await newMember();
  await ask();
  await advance(world, START + 9 * MINUTE);
  expect((await ask()).body).toMatchObject({ consent: { id: null }, confirmation: "sent_before" });
  expect(await mailsOf(world)).toHaveLength(1);
  for (const minutes of [11, 22]) {
    await advance(world, START + minutes * MINUTE);
    expect((await ask()).body.confirmation).toBe("on_its_way");
    await mailsOf(world);
  }
  expect(await mailsOf(world)).toHaveLength(3);
  await advance(world, START + HOUR);
  expect((await ask()).body.code).toBe("too_many_confirmations");
  await advance(world, START + DAY + HOUR);
  expect((await ask()).status).toBe(201);
  const mails = await mailsOf(world);
  expect(mails).toHaveLength(4);
  // Also the first mail's link confirms what still waits.
  await visit(`POST ${linkIn(mails[3].text)}`);
  expect(await standing(world)).toMatchObject({ isAllowed: true });
  expect((await ask()).body).toMatchObject({ confirmation: null, consent: { isAllowed: true } });
});

test("a request delivered many times is mailed once", async () => {
  const { world, ask } = await newMember();
  await ask();
  const waiting = takeSent(world.sandbox);
  expect(waiting.some((message) => message.type === "timer")).toBe(true);
  for (let i = 0; i < 3; i++) await deliver(waiting, { env: bindings });
  const mails = await mailsOf(world);
  expect(mails.map((mail: { deliveries: number }) => mail.deliveries)).toEqual([1]);
});

test("a link ends after a week, or once what it asks for was taken back", async () => {
  const { world, ask } = await newMember();
  await ask();
  const link = linkIn((await mailsOf(world))[0].text);
  await world.test("POST /v1/members/ext:1/consents", {
    purpose: "marketing",
    status: "withdrawn",
  });
  const withdrawn = await visit(`POST ${link}`);
  expect(withdrawn.body).toContain("Dieser Link gilt nicht mehr");
  expect(await standing(world)).toMatchObject({ reason: "withdrawn" });
  await ask();
  await advance(world, START + 8 * DAY);
  const late = await visit(`POST ${link}`);
  expect([late.status, late.body]).toEqual([200, withdrawn.body]);
  expect(await standing(world)).toMatchObject({ reason: "not_confirmed" });
});

test("a link confirms nothing for another address, member, shop or purpose", async () => {
  const { world, ask } = await newMember();
  await ask();
  const link = linkIn((await mailsOf(world))[0].text);
  await world.test("DELETE /v1/members/ext:1");
  expect((await visit(`POST ${link}`)).status).toBe(200);
  const { world: other } = await newMember();
  expect(await standing(other)).toMatchObject({ reason: "no_consent" });
  for (const bad of [
    "/confirm/x",
    "/confirm/x.y",
    `${link}x`,
    link.replace("/confirm", "/unsubscribe"),
  ]) {
    for (const method of ["GET", "POST"]) {
      const page = await visit(`${method} ${bad}`);
      expect([page.status, page.headers.get("content-type")]).toEqual([
        404,
        "text/html; charset=utf-8",
      ]);
    }
  }
});

test("the button pressed at the same moment many times confirms once", async () => {
  const { world, ask } = await newMember();
  await ask();
  const link = linkIn((await mailsOf(world))[0].text);
  const pages = await Promise.all(Array.from({ length: 8 }, () => visit(`POST ${link}`)));
  expect(pages.map((page) => page.status)).toEqual(Array(8).fill(200));
  const { body } = await world.test("GET /v1/members/ext:1/consents");
  expect(body.history.map((c: { status: string }) => c.status)).toEqual(["granted", "requested"]);
});

test("without an address of our own nothing is sent, and the mail follows once there is one", async () => {
  const { world, ask } = await newMember();
  await ask();
  await pump(world.sandbox, { env: { ...env, PUBLIC_URL: "" } });
  expect((await world.test("GET /v1/sandbox/mails")).body.data).toEqual([]);
  await advance(world, START + 10 * MINUTE);
  expect(await mailsOf(world)).toHaveLength(1);
});

test("the pages run no script, load nothing, leak nothing, and speak the member's language", async () => {
  const { world, ask } = await newMember({ legalSender: "Café Morgenrot GmbH, Gasse 1, Wien" });
  await world.test("PATCH /v1/members/ext:1", { locale: "en" });
  await ask();
  const link = linkIn((await mailsOf(world))[0].text);
  const page = await visit(`GET ${link}`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self'");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(page.headers.get("x-robots-tag")).toBe("noindex");
  expect(page.body).toContain('<html lang="en">');
  expect(page.body).toContain("Please confirm");
  expect(page.body).not.toMatch(/<script|anna@/);
});
