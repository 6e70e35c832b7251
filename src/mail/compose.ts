import { encoded, type Mail, mailbox, messageId } from "./rules";

export interface Composing {
  readonly mail: Mail;
  readonly headers: Readonly<Record<string, string>>;
  readonly fromName: string;
  /** The address that mail comes from. */
  readonly from: string;
  /** Real time, ms since epoch. */
  readonly now: number;
}

/**
 * A mail as it travels (RFC 5322, MIME), for {@link Envelope}. The library makes the parts; every
 * header is ours, as its own puts encoded words between quotes, where nothing decodes them.
 */
export async function compose({ mail, headers, fromName, from, now }: Composing): Promise<string> {
  // Loaded with the first mail: a start has no need of it, nor has what runs outside of workerd.
  const { Email } = await import("worker-mailer");
  const host = from.slice(from.lastIndexOf("@") + 1);
  const others = Object.entries(headers).map(([name, value]) => [name, folded(value)]);
  const email = new Email({
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    headers: {
      From: mailbox(fromName, from),
      To: mail.to,
      Subject: encoded(mail.subject),
      Date: new Date(now).toUTCString().replace("GMT", "+0000"),
      "Message-ID": messageId(mail.key, host),
      "Idempotency-Key": encoded(mail.key),
      ...Object.fromEntries(others),
    },
  });
  return email.getEmailData();
}

const PLAIN = /^[\x20-\x7e]*$/;

/** Addresses and links stay as they are, since programs read them; only text is encoded. */
const folded = (value: string): string => (PLAIN.test(value) ? value : encoded(value));
