import { type Mail, notNow, refused, type Sent } from "./rules";

/** Nothing is wrong with the mail, but with the account or the moment. */
const LATER = new Set([
  "E_SENDER_NOT_VERIFIED",
  "E_SENDER_DOMAIN_NOT_AVAILABLE",
  "E_RATE_LIMIT_EXCEEDED",
  "E_DAILY_LIMIT_EXCEEDED",
]);

/** Refusals that come before or instead of taking the mail. */
const NEVER =
  /^E_(VALIDATION_ERROR|FIELD_MISSING|RECIPIENT_\w+|CONTENT_TOO_LARGE|DELIVERY_FAILED|HEADERS?_\w+)$/;

interface Sending {
  readonly mail: Mail;
  readonly headers: Readonly<Record<string, string>>;
  readonly fromName: string;
  readonly from: string;
}

/**
 * Hands a mail to Cloudflare's Email Service. It gives each mail a Message-ID of its own and takes
 * no Idempotency-Key, so the key travels as `X-Idempotency-Key`, for whoever traces a duplicate.
 *
 * @throws {Error} when nobody knows whether it was taken; without the address
 */
export async function sendByBinding(binding: SendEmail, sending: Sending): Promise<Sent> {
  const { mail, headers, fromName, from } = sending;
  try {
    await binding.send({
      from: fromName === "" ? from : { name: fromName, email: from },
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      headers: { ...headers, "X-Idempotency-Key": mail.key },
    });
    return { kind: "sent" };
  } catch (error) {
    const code = codeOf(error);
    if (LATER.has(code)) return notNow(code.toLowerCase());
    if (NEVER.test(code)) return refused(code.toLowerCase());
    // Messages of the service may hold the address.
    throw new Error(`the mail service failed: ${code || "no code"}`);
  }
}

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" && /^E_[A-Z_]{1,60}$/.test(code) ? code : "";
};
