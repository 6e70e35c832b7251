import { expect, inject, test } from "vitest";
import { type Mail, sendMail } from "../../../src/mail";
import { contextAt } from "../../context";
import { env, newWorld } from "../../world";

const { url, selfSigned, readOut } = inject("mailServer");
const world = await newWorld({ name: "Café Morgenröte" });

async function send(mail: Partial<Mail> & { to: string }, settings: object = {}) {
  const bindings = { ...env, SMTP_URL: url, MAIL_FROM: "bonus@shop.example", ...settings };
  const ctx = await contextAt(world.shop, Date.UTC(2026, 2, 1), bindings);
  return sendMail(ctx, { key: "msg_1", subject: "Hello", text: "Hello.", ...mail });
}

interface Taken {
  readonly from: string;
  readonly message: string;
}

async function takenFor(to: string): Promise<Taken[]> {
  const response = await fetch(`${readOut}/?to=${encodeURIComponent(to)}`);
  return response.json();
}

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const utf8 = (text: string) => new TextDecoder().decode(bytes(text));

/** RFC 2045 and RFC 2047, as a mail program reads them. */
const quotedPrintable = (text: string) =>
  utf8(
    text
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
  );
const words = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, encoded: string) => utf8(atob(encoded)));

function parsed(message: string) {
  const [head = "", ...rest] = message.split("\r\n\r\n");
  const headers = Object.fromEntries(
    head
      .replace(/\r\n[ \t]+/g, " ")
      .split("\r\n")
      .map((line) => [line.slice(0, line.indexOf(":")), words(line.slice(line.indexOf(":") + 2))]),
  );
  const body = rest.join("\r\n\r\n");
  const part = (type: string) =>
    quotedPrintable(
      new RegExp(`Content-Type: ${type}[^]*?\r\n\r\n([^]*?)\r\n--`).exec(body)?.[1] ?? "",
    ).replaceAll("\r\n", "\n");
  return { headers, text: part("text/plain"), html: part("text/html"), head };
}

test("a mail arrives as it was written: umlauts, long lines, dots, both parts, its headers", async () => {
  const text = `Grüße aus dem Café!\n.\n..zwei Punkte\n${"ä€ ".repeat(400)}\n=3D und = Ende`;
  const html = `<p title="x">Grüße &amp; Küsse ☕</p>${"<b>lang</b>".repeat(200)}`;
  const subject = `Über 20 Punkte warten – ${"schön lang und immer länger ".repeat(6)}ß`;
  const headers = {
    "List-Unsubscribe": "<https://bonus.example/unsubscribe/abc?by=one_click>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
  const to = "umlaut@example.com";
  expect(await send({ key: "msg_01", to, subject, text, html, headers })).toEqual({ kind: "sent" });
  const [taken] = await takenFor(to);
  const mail = parsed(taken?.message ?? "");
  expect(taken?.from).toBe("bonus@shop.example");
  expect(mail.headers).toMatchObject({
    ...headers,
    From: "Café Morgenröte <bonus@shop.example>",
    To: to,
    Subject: subject,
    "Message-ID": "<msg_5f_01@shop.example>",
    "Idempotency-Key": "msg_01",
  });
  expect(mail.text.trimEnd()).toBe(text);
  expect(mail.html.trimEnd()).toBe(html);
  const longest = Math.max(...(taken?.message ?? "").split("\r\n").map((line) => line.length));
  expect(longest).toBeLessThanOrEqual(200);
  expect(/^[\x20-\x7e\r\n]*$/.test(taken?.message ?? "")).toBe(true);
});

test("nothing in a mail can add a header or another recipient", async () => {
  const to = "inject@example.com";
  const subject = "Hi\r\nBcc: evil@example.com\r\n\r\nBody";
  const fromName = 'A" <evil@example.com>\r\nX-Evil: 1';
  await send({ to, subject, fromName, headers: { "X-Note": "a\r\nX-Evil: 1" } });
  const { headers, head } = parsed((await takenFor(to))[0]?.message ?? "");
  expect(Object.keys(headers)).not.toContain("Bcc");
  expect(Object.keys(headers)).not.toContain("X-Evil");
  expect(head).toContain('From: "A\\" <evil@example.com> X-Evil: 1" <bonus@shop.example>');
  for (const name of ["Bcc", "From", "X\r\nY", "X Y", "Content-Type"]) {
    const sent = await send({ to, headers: { [name]: "evil@example.com" } });
    expect(sent).toEqual({ kind: "refused", reason: "invalid_header" });
  }
  for (const bad of ["a@b.de>\r\nRCPT TO:<c@d.de", "a@b.de, c@d.de", "a b@c.de", "a", "<a@b.de>"]) {
    expect(await send({ to: bad })).toEqual({ kind: "refused", reason: "invalid_address" });
  }
});

test("what the server says before it has the message is sure", async () => {
  expect(await send({ to: "550@example.com" })).toEqual({
    kind: "refused",
    reason: "smtp_550_5.1.1",
  });
  expect(await send({ to: "451@example.com" })).toMatchObject({ kind: "not_now" });
  expect(await send({ to: "554-data@example.com" })).toEqual({
    kind: "refused",
    reason: "smtp_554",
  });
  expect(await send({ to: "452-data@example.com" })).toEqual({
    kind: "not_now",
    reason: "smtp_452",
  });
});

test("a server that hangs up after the message leaves the outcome unknown, without the address", async () => {
  const failure = await send({ to: "drop@example.com" }).catch((error: Error) => error.message);
  expect(failure).toMatch(/may have taken it/);
  expect(failure).not.toContain("@");
});

test("a server that is not there, or that nobody vouches for, has surely taken nothing", async () => {
  const away = await send({ to: "a@example.com" }, { SMTP_URL: "smtp://127.0.0.1:9" });
  expect(away).toEqual({ kind: "not_now", reason: "smtp_unreachable" });
  const signed = await send({ to: "signed@example.com" }, { SMTP_URL: selfSigned });
  expect(signed).toEqual({ kind: "not_now", reason: "smtp_unreachable" });
  expect(await takenFor("signed@example.com")).toEqual([]);
});

test("a password is never said without TLS", async () => {
  const withUser = url.replace("smtp://", "smtp://user:secret@");
  const sent = await send({ to: "tls@example.com" }, { SMTP_URL: withUser });
  expect(sent).toEqual({ kind: "not_now", reason: "smtp_no_tls" });
});

test("without a way to send, mail is refused", async () => {
  for (const settings of [{ SMTP_URL: undefined }, { MAIL_FROM: undefined }, { SMTP_URL: "x" }]) {
    const sent = await send({ to: "a@example.com" }, settings);
    expect(sent).toEqual({ kind: "refused", reason: "no_mail_channel" });
  }
});

test("a sandbox sends nothing, whatever the installation can send by", async () => {
  const bindings = { ...env, SMTP_URL: url, MAIL_FROM: "bonus@shop.example" };
  const ctx = await contextAt(world.sandbox, Date.UTC(2026, 2, 1), bindings);
  const mail = { key: "msg_9", to: "sandbox@example.com", subject: "Hello", text: "Hello." };
  expect(await sendMail(ctx, mail)).toEqual({ kind: "sent" });
  expect(await takenFor("sandbox@example.com")).toEqual([]);
});
