import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { secretOf, signedHeaders } from "../../../src/connect/secret";
import type { EndpointRow } from "../../../src/connect/tables";
import type { Env } from "../../../src/core/env";

const env = { SIGNING_SECRET: "a-signing-secret-for-tests-only-0123456789" } as Env;
const endpoint = { shop: "shp_1", id: "end_1", secret_number: 1, rotated_at: null } as EndpointRow;

test("a secret is Standard Webhooks' and its own for each shop, endpoint, number and key", async () => {
  const other = { SIGNING_SECRET: "another-signing-secret-for-tests-0123456789" } as Env;
  const secrets = await Promise.all([
    secretOf(env, endpoint, 1),
    secretOf(env, endpoint, 2),
    secretOf(env, { ...endpoint, id: "end_2" }, 1),
    secretOf(env, { ...endpoint, shop: "shp_2" }, 1),
    secretOf(other, endpoint, 1),
  ]);
  expect(new Set(secrets).size).toBe(secrets.length);
  expect(await secretOf(env, endpoint, 1)).toBe(secrets[0]);
  for (const secret of secrets) {
    // The standard asks for 24 to 64 bytes.
    expect(Buffer.from(secret.slice("whsec_".length), "base64")).toHaveLength(32);
    expect(secret).toMatch(/^whsec_/);
  }
});

test("a signature is HMAC-SHA-256 of id, time and the very bytes, also as Node computes it", async () => {
  const body = '{"a":"ü ☕"}';
  const at = Date.now();
  const headers = await signedHeaders(env, endpoint, { id: "m_1", body }, at, at);
  const secret = await secretOf(env, endpoint, 1);
  const signed = `m_1.${Math.floor(at / 1000)}.${body}`;
  const expected = createHmac("sha256", Buffer.from(secret.slice(6), "base64")).update(signed);
  expect(headers["webhook-signature"]).toBe(`v1,${expected.digest("base64")}`);
  expect(new Webhook(secret).verify(body, headers)).toEqual({ a: "ü ☕" });
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
});

test("the vector that the standard's documents give is signed alike", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const payload = '{"test": 2432232314}';
  const at = new Date(1_614_265_330_000);
  expect(new Webhook(secret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, payload)).toBe(
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

test("the message in the reference is signed as it says", () => {
  const text = readFileSync("docs/reference/webhooks.md", "utf8");
  const message = /```http\n(.*?)\n\n(.*?)\n```/s.exec(text);
  const header = (name: string) => new RegExp(`${name}: (.*)`).exec(message?.[1] ?? "")?.[1] ?? "";
  const secret = /`(whsec_\w+)`/.exec(text)?.[1] ?? "";
  const sentAt = new Date(Number(header("webhook-timestamp")) * 1000);
  const signed = new Webhook(secret).sign(header("webhook-id"), sentAt, message?.[2] ?? "");
  expect(header("webhook-signature")).toBe(signed);
});
