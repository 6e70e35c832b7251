import type { Context } from "../core/context";
import { isDevelopment } from "../core/env";
import { keepMail } from "./outbox";
import { isAddress, type Mail, oneLine, ownHeaders, refused, type Sent } from "./rules";

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
  const clean = { ...mail, subject: oneLine(mail.subject) };
  if (ctx.shop.isSandbox || isDevelopment(ctx.env)) return keepMail(ctx, clean, headers);
  return refused("no_mail_channel");
}
