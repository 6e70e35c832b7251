import type { Context } from "../core/context";
import { isDevelopment } from "../core/env";
import { sendByBinding } from "./binding";
import { compose } from "./compose";
import { mailServerFrom } from "./mail-server";
import { keepMail } from "./outbox";
import {
  asciiDomain,
  isAddress,
  type Mail,
  oneLine,
  ownHeaders,
  refused,
  type Sent,
} from "./rules";
import { deliver } from "./smtp";

/**
 * Sends a mail, or keeps it in the readable outbox where the shop is a sandbox or the machine a
 * developer's. Sent twice under one key it is the same mail: what supports that drops the second.
 *
 * @throws {Error} when nobody knows whether it was taken; without the address.
 */
export async function sendMail(ctx: Context, mail: Mail): Promise<Sent> {
  const headers = ownHeaders(mail);
  if (headers === null) return refused("invalid_header");
  if (!isAddress(mail.to)) return refused("invalid_address");
  const clean = { ...mail, subject: oneLine(mail.subject), key: oneLine(mail.key) };
  if (ctx.shop.isSandbox || isDevelopment(ctx.env)) return keepMail(ctx, clean, headers);
  return hand(ctx, clean, headers);
}

/** Hands a mail to whatever the installation sends by. */
async function hand(
  { env, shop }: Context,
  mail: Mail,
  headers: Readonly<Record<string, string>>,
): Promise<Sent> {
  const { EMAIL, SMTP_URL, MAIL_FROM: from } = env;
  if (!from || !isAddress(from) || (!SMTP_URL && !EMAIL)) return refused("no_mail_channel");
  const fromName = oneLine(mail.fromName ?? shop.name);
  if (!SMTP_URL) {
    return EMAIL
      ? sendByBinding(EMAIL, { mail, headers, fromName, from })
      : refused("no_mail_channel");
  }
  const server = mailServerFrom(SMTP_URL);
  if (!server) return refused("no_mail_channel");
  const to = asciiDomain(mail.to);
  const content = await compose({
    mail: { ...mail, to },
    headers,
    fromName,
    from,
    now: Date.now(),
  });
  return deliver(server, { from, to, content });
}
