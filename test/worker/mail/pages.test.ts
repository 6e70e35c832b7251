import { expect, test } from "vitest";
import { JOBS } from "../../../src/jobs";
import { DAY } from "../../../src/lib/time";
import { sendMail } from "../../../src/mail";
import { contextAt } from "../../context";
import { rowsIn } from "../../queue";
import { callAs, env, newWorld } from "../../world";

const development = { ...env, DEVELOPMENT: "true" };
const visit = (path: string, bindings = development) =>
  callAs("")(`GET ${path}`, undefined, { env: bindings });

const mail = {
  key: "msg_1",
  to: "anna@example.com",
  subject: "<b>Grüße</b>",
  text: "Hallo <script>alert(1)</script>\nhttps://bonus.example/confirm/abc",
  html: '<p>Hallo</p><script>alert(1)</script><a href="https://bonus.example/x">Link</a>',
  headers: { "List-Unsubscribe": "<https://bonus.example/unsubscribe/abc>" },
};

async function sent() {
  const world = await newWorld({ name: `Café ${crypto.randomUUID()}` });
  const ctx = await contextAt(world.shop, Date.now(), development);
  await sendMail(ctx, mail);
  await sendMail(ctx, mail);
  return world;
}

test("on a developer's machine every shop's mail lands in a page, also a live shop's", async () => {
  const world = await sent();
  const list = await visit(`/outbox?shop=${world.shop}`);
  expect(list.status).toBe(200);
  expect(list.body).toContain(`href="/outbox/msg_1?shop=${world.shop}"`);
  expect(list.body).toContain("&lt;b&gt;Grüße&lt;/b&gt;");
  expect(list.body).toContain("sent 2 times");
  expect((await visit("/outbox")).status).toBe(200);
});

test("a mail is shown with links to click, and its HTML runs nothing", async () => {
  const world = await sent();
  const one = await visit(`/outbox/msg_1?shop=${world.shop}`);
  expect(one.body).toContain('<a href="https://bonus.example/confirm/abc">');
  expect(one.body).toContain('<a href="https://bonus.example/unsubscribe/abc">');
  expect(one.body).not.toContain("<script");
  expect(one.headers.get("content-security-policy")).toContain("frame-src 'self'");
  const framed = await visit(`/outbox/msg_1/html?shop=${world.shop}`);
  expect(framed.body).toContain(mail.html);
  const policy = framed.headers.get("content-security-policy");
  expect(policy).toMatch(
    /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
  );
  expect(policy).not.toContain("allow-scripts");
});

test("elsewhere there is no outbox to open, nor a mail that is none", async () => {
  const world = await sent();
  for (const path of ["/outbox", `/outbox/msg_1?shop=${world.shop}`, "/outbox/msg_1/html"]) {
    expect((await visit(path, env as never)).status).toBe(404);
  }
  for (const path of ["/outbox/msg_1", "/outbox/msg_2", "/outbox/msg_1?shop=shp_x"]) {
    expect((await visit(path)).status).toBe(404);
  }
  expect((await visit(`/outbox/msg_2?shop=${world.shop}`)).status).toBe(404);
});

test("mail is deleted after 30 days, in real time, and when its reader is erased", async () => {
  const world = await newWorld();
  const ctx = await contextAt(world.sandbox, Date.UTC(2040, 0, 1));
  for (const key of ["old", "new", "hers"]) {
    await sendMail(ctx, { ...mail, key, to: key === "hers" ? "Berta@Example.com" : mail.to });
  }
  const age = "UPDATE mails SET recorded_at = ? WHERE shop = ? AND key = 'old'";
  await rowsIn(world.sandbox, age, Date.now() - 31 * DAY, world.sandbox);
  const job = JOBS.find(({ name }) => name === "mails-upkeep");
  await job?.run({ env, scheduledAt: Date.now(), later: () => undefined });
  const keys = async () =>
    (await world.test("GET /v1/sandbox/mails")).body.data.map((m: { key: string }) => m.key);
  expect((await keys()).sort()).toEqual(["hers", "new"]);
  await world.test("PUT /v1/members/ext:1", { email: "berta@example.com" });
  await world.test("DELETE /v1/members/ext:1");
  expect(await keys()).toEqual(["new"]);
});
