import { expect, test } from "vitest";
import { customFaults, templateFault } from "../../../src/messages";
import { registry } from "../../../src/registry";
import { draft, mailsOf, messagesOf, plan, run, someone } from "./journey";

/** The mail that somebody of this name gets, in a shop of this voice. */
async function mailTo(name: string | null, settings: Parameters<typeof someone>[0] = {}) {
  const anna = await someone(settings);
  await anna.call("PATCH /v1/members/ext:c-1", { name });
  await plan(anna, [draft()]);
  await run(anna);
  const [mail] = await mailsOf(anna);
  if (!mail) throw new Error(`no mail: ${JSON.stringify(await messagesOf(anna))}`);
  return mail;
}

/** Without what is signed, which differs each time. */
const plain = (text: string): string =>
  text.replaceAll(/(https:\/\/bonus\.example\/\w+\/)[\w.-]+/g, "$1…");

test("a mail in German says du", async () => {
  const mail = await mailTo("Anna Weber", { locale: "de", address: "du" });
  expect(mail.subject).toBe("1.200 Punkte warten auf dich");
  expect(plain(mail.text)).toBe(
    [
      "Hallo Anna Weber!",
      "Deine 1.200 Punkte sind 12,50 € wert.",
      "Lös sie bis zum 14. Juni 2030 ein.",
      "Zum Shop: https://shop.example",
      "-- \nDu bekommst diese E-Mail, weil Café Morgenrot dich über deine Punkte auf dem Laufenden halten darf.",
      "Abbestellen: https://bonus.example/unsubscribe/…",
      "Café Morgenrot, Marktplatz 1, 10115 Berlin",
    ].join("\n\n"),
  );
});

test("a mail in German says Sie, and greets those whose name it does not know", async () => {
  const mail = await mailTo(null, { locale: "de", address: "sie" });
  expect(mail.subject).toBe("1.200 Punkte warten auf Sie");
  expect(plain(mail.text)).toBe(
    [
      "Guten Tag!",
      "Ihre 1.200 Punkte sind 12,50 € wert.",
      "Lösen Sie sie bis zum 14. Juni 2030 ein.",
      "Zum Shop: https://shop.example",
      "-- \nSie erhalten diese E-Mail, weil Café Morgenrot Sie über Ihre Punkte auf dem Laufenden halten darf.",
      "Abbestellen: https://bonus.example/unsubscribe/…",
      "Café Morgenrot, Marktplatz 1, 10115 Berlin",
    ].join("\n\n"),
  );
});

test("text and HTML say the same, and mail programs can unsubscribe", async () => {
  const mail = await mailTo("Anna");
  expect(plain(mail.html)).toMatch(/^<!doctype html><html lang="en">/);
  for (const said of [
    "Hello Anna,",
    "Your 1,200 points are worth €12.50.",
    '<a href="https://shop.example"',
    "Marktplatz 1, 10115 Berlin",
    ">Unsubscribe</a>",
  ]) {
    expect(mail.html).toContain(said);
  }
  expect(mail.html).not.toMatch(/<(script|img|link|style)|https?:\/\/(?!bonus|shop)/);
  const headers = JSON.parse(mail.headers);
  expect(plain(headers["List-Unsubscribe"])).toMatch(/^<https:\/\/bonus\.example\/unsubscribe\/…/);
  expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
});

const hostile = [
  '<script>alert(1)</script><img src=x onerror="x">',
  "{{ 7 | times: 7 }}{{7*7}}{% assign x = 1 %}",
  "'\"><b>&amp;&lt;</b>",
  "\u202eevil\u2066 \u200banna",
];

test.for(hostile)("a name is text and nothing else: %s", async (name) => {
  const mail = await mailTo(name);
  const clean = name.replace(/[\u200b-\u202e\u2066]+/g, " ").trim();
  expect(mail.subject).toBe(`${clean}, 1,200 points wait for you`);
  expect(mail.text).toContain(`Hello ${clean},`);
  expect(mail.html).not.toContain("<script");
  expect(mail.html).not.toContain("<img");
  expect(mail.html).not.toContain("<b>");
  expect(mail.html).not.toContain("49");
});

test("a line end in a name starts no header, wherever the name came from", async () => {
  const anna = await someone();
  const { shardNamed } = await import("../../../src/core/env");
  const { shardOf } = await import("../../context");
  const { env } = await import("../../world");
  await shardNamed(env, await shardOf(anna.shop))
    .prepare("UPDATE members SET profile = json_set(profile, '$.name', ?) WHERE shop = ?")
    .bind("Anna\r\nBcc: all\n", anna.shop)
    .run();
  await plan(anna, [draft()]);
  await run(anna);
  const [mail] = await mailsOf(anna);
  expect(mail?.subject).toBe("Anna Bcc: all, 1,200 points wait for you");
  expect(mail?.text).toContain("Hello Anna Bcc: all,");
});

test("a name that a mail program would make a link of is not written", async () => {
  for (const name of ["http://evil.example", "Win at www.evil.example", "evil.com", "a@b.de"]) {
    const mail = await mailTo(name);
    expect(mail.text).toMatch(/^Hello,\n/);
    expect(mail.html).not.toContain("evil");
  }
});

test("a program's own text that is broken is refused with its place", () => {
  const template = registry.messageTemplates.find((t) => t.journey === "probe");
  if (!template) throw new Error("no template");
  const parts = registry.programSchema.parse({});
  const fault = (source: string) => templateFault(parts, template, source);
  expect(fault("Hi {{ name }}, {{ amount | points }} until {{ endsAt | last_day }}")).toBeNull();
  expect(fault("{% if name %}{{ name }}{% else %}you{% endif %}")).toBeNull();
  for (const broken of [
    "{{ name",
    "{% if name %}",
    "{% include 'secret' %}",
    "{% render 'x' %}",
    "{% layout 'x' %}",
    "{% for i in (1..100000000) %}x{% endfor %}",
    "{{ name | nonsense }}",
    "{{ name | append: name }}",
    "{{ constructor }}",
    "{{ email }}",
    "x".repeat(20_000),
  ]) {
    expect(fault(broken), broken.slice(0, 40)).toEqual(expect.any(String));
  }
  expect(customFaults(parts, template, { de: { subject: "{{", body: "gut" } })).toEqual([
    { path: ["de", "subject"], message: expect.any(String) },
  ]);
});
