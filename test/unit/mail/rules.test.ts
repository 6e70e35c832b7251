import { expect, test } from "vitest";
import {
  asciiDomain,
  encoded,
  isAddress,
  mailbox,
  messageId,
  oneLine,
} from "../../../src/mail/rules";

test("no text can start a header of its own", () => {
  for (const end of ["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029", "\u0000"]) {
    expect(oneLine(`Hello${end}Bcc: evil`)).toBe("Hello Bcc: evil");
  }
});

test("plain short text stays as it is; all else is encoded in words of at most 75 signs", () => {
  expect(encoded("Your points are free now")).toBe("Your points are free now");
  const long = `Grüße ☕ 👩‍👩‍👧 ${"und noch mehr davon ".repeat(20)}`;
  const words = encoded(long).split("\r\n ");
  const decode = (word: string) =>
    Uint8Array.from(atob(word.slice(10, -2)), (sign) => sign.charCodeAt(0));
  expect(words.every((word) => word.length <= 75 && /^=\?UTF-8\?B\?[\w+/=]+\?=$/.test(word))).toBe(
    true,
  );
  // Each word decodes by itself: no sign is torn apart.
  const decoded = words.map((word) =>
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(decode(word)),
  );
  expect(decoded.join("")).toBe(long);
  expect(encoded("=?UTF-8?B?RXZpbA==?=")).not.toContain("RXZpbA");
});

test("a name is quoted, or encoded outside of quotes", () => {
  expect(mailbox('Anna "A" \\ Groß', "a@b.de")).toMatch(/^=\?UTF-8\?B\?[\w+/=]+\?= <a@b\.de>$/);
  expect(mailbox('The "Best", Ltd.', "a@b.de")).toBe('"The \\"Best\\", Ltd." <a@b.de>');
  expect(mailbox("", "a@b.de")).toBe("a@b.de");
});

test("equal keys give equal message ids, and other keys others", () => {
  expect(messageId("msg-1", "b.de")).toBe("<msg-1@b.de>");
  const ids = ["a_b", "a:b", "a b", "a_3a_b", "ab", "aäb"].map((key) => messageId(key, "b.de"));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^<[\w+-]+@b\.de>$/);
});

test("an address is one address, and its domain is written in ASCII", () => {
  for (const good of ["a@b.de", "anna+x@b-c.example", "jürgen@münchen.de", "o'neil@b.ie"]) {
    expect(isAddress(good), good).toBe(true);
  }
  for (const bad of ["", "a", "a@", "@b", "a@b@c.de", "a b@c.de", "a@b.de\r\n", "a@b.de,c@d.de"]) {
    expect(isAddress(bad), bad).toBe(false);
  }
  expect(asciiDomain("jürgen@münchen.de")).toBe("jürgen@xn--mnchen-3ya.de");
});
