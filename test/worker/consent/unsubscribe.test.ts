import { expect, test } from "vitest";
import { unsubscribeHeaders, unsubscribeUrl } from "../../../src/consent";
import { DAY } from "../../../src/lib/time";
import { contextAt } from "../../context";
import { callAs, env, newWorld } from "../../world";

const NOW = Date.now();
const bindings = { ...env, PUBLIC_URL: "https://bonus.example" };
const visit = callAs("");
const wording = { locale: "de", text: "Ja, gern." };

async function newMember(now = NOW) {
  const world = await newWorld({ locale: "de", address: "sie" });
  const { body } = await world.call("PUT /v1/members/ext:1", { email: "anna@example.com" });
  const id: string = body.member.id;
  for (const purpose of ["marketing", "points"]) {
    await world.call("POST /v1/members/ext:1/consents", { purpose, status: "granted", wording });
  }
  const ctx = await contextAt(world.shop, now, bindings);
  const path = async (purpose: "marketing" | "points" = "marketing") =>
    ((await unsubscribeUrl(ctx, id, "email", purpose)) ?? "").replace("https://bonus.example", "");
  const consents = async () => (await world.call("GET /v1/members/ext:1/consents")).body;
  return { world, id, ctx, path, consents };
}

test("one click of the mail program unsubscribes, without cookies, and again changes nothing", async () => {
  const { id, ctx, consents } = await newMember();
  const headers = await unsubscribeHeaders(ctx, id, "email", "marketing");
  expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  const url = /^<https:\/\/bonus\.example(\/\S+)>$/.exec(headers["List-Unsubscribe"] ?? "")?.[1];
  for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    const sent = await visit(`POST ${url}`, "List-Unsubscribe=One-Click", {
      headers: { "content-type": type },
    });
    expect([sent.status, sent.headers.get("set-cookie")]).toEqual([200, null]);
  }
  const { consents: now, history } = await consents();
  expect(now[0]).toMatchObject({ reason: "withdrawn", proof: { method: "one_click" } });
  expect(now[1]).toMatchObject({ purpose: "points", isAllowed: true });
  expect(history).toHaveLength(3);
});

test("the page asks first, as mail scanners open links, and its button unsubscribes", async () => {
  const { path, consents } = await newMember();
  const link = await path("points");
  const page = await visit(`GET ${link}`);
  expect(page.status).toBe(200);
  expect(page.body).toContain(
    "Café Morgenrot schickt Ihnen dann keine Erinnerungen an Ihre Punkte",
  );
  expect((await consents()).consents[1]).toMatchObject({ isAllowed: true });
  const done = await visit(`POST ${link}?by=link`);
  expect(done.body).toContain("Das ist abbestellt");
  expect((await consents()).consents[1]).toMatchObject({
    reason: "withdrawn",
    proof: { method: "link" },
  });
  expect((await visit(`GET ${link}`)).body).toBe(done.body);
});

test("a link works for longer than a year, and for a member who was erased", async () => {
  const { world, path } = await newMember(NOW - 400 * DAY);
  const link = await path();
  expect((await visit(`GET ${link}`)).body).toContain("E-Mails abbestellen?");
  await world.call("DELETE /v1/members/ext:1");
  expect((await visit(`POST ${link}`)).status).toBe(200);
});

test("a link is worth nothing once it is changed", async () => {
  const { path, consents } = await newMember();
  const link = await path();
  for (const bad of [`${link}x`, "/unsubscribe/x", link.replace("/unsubscribe", "/confirm")]) {
    expect((await visit(`POST ${bad}`)).status).toBe(404);
  }
  expect((await consents()).consents[0]).toMatchObject({ isAllowed: true });
});

test("where no links can be made there are no headers", async () => {
  const { world, id } = await newMember();
  const ctx = { ...(await contextAt(world.shop, NOW)), publicUrl: null };
  expect(await unsubscribeHeaders(ctx, id, "email", "marketing")).toEqual({});
});

test("many people may unsubscribe from one address of their mail program", async () => {
  const { path } = await newMember();
  const limiter = { limit: async () => ({ success: false }) };
  const busy = { ...env, BROWSER_RATE: limiter } as never;
  expect((await visit(`POST ${await path()}`, undefined, { env: busy })).status).toBe(200);
});
