import { expect, test } from "vitest";
import { sendMail } from "../../../src/mail";
import { contextAt } from "../../context";
import { env, newWorld } from "../../world";

const mail = {
  key: "msg_1",
  to: "anna@example.com",
  subject: "Grüße",
  text: "Hallo",
  html: "<p>Hallo</p>",
  headers: { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
};

async function sendBy(send: (message: unknown) => Promise<unknown>) {
  const world = await newWorld();
  const EMAIL = { send } as unknown as SendEmail;
  const bindings = { ...env, EMAIL, MAIL_FROM: "bonus@shop.example" };
  return sendMail(await contextAt(world.shop, Date.UTC(2026, 2, 1), bindings), mail);
}

test("the binding takes the fields of a mail, under its key", async () => {
  const taken: unknown[] = [];
  const sent = await sendBy(async (message) => {
    taken.push(message);
    return { messageId: "x" };
  });
  expect(sent).toEqual({ kind: "sent" });
  const { key, headers, ...fields } = mail;
  expect(taken).toEqual([
    {
      ...fields,
      from: { name: "Café Morgenrot", email: "bonus@shop.example" },
      headers: { ...headers, "X-Idempotency-Key": key },
    },
  ]);
});

test.for([
  ["E_RECIPIENT_SUPPRESSED", "refused"],
  ["E_RECIPIENT_NOT_ALLOWED", "refused"],
  ["E_HEADER_NOT_ALLOWED", "refused"],
  ["E_HEADERS_TOO_LARGE", "refused"],
  ["E_DELIVERY_FAILED", "refused"],
  ["E_RATE_LIMIT_EXCEEDED", "not_now"],
  ["E_DAILY_LIMIT_EXCEEDED", "not_now"],
  ["E_SENDER_NOT_VERIFIED", "not_now"],
])("%s is %s", async ([code, kind]) => {
  const failing = async () => {
    throw Object.assign(new Error("anna@example.com is bad"), { code });
  };
  expect(await sendBy(failing)).toEqual({ kind, reason: code?.toLowerCase() });
});

test.for([["E_INTERNAL_SERVER_ERROR"], ["anna@example.com"], [undefined]])(
  "after %s nobody knows, and the failure does not tell the address",
  async ([code]) => {
    const failure = await sendBy(async () => {
      throw Object.assign(new Error("anna@example.com failed"), { code });
    }).catch((error: Error) => error.message);
    expect(failure).toMatch(/^the mail service failed/);
    expect(failure).not.toContain("@");
  },
);
