import { MINUTE } from "../lib/time";
import { Line, nameOf, type Reply, Unexpected } from "./line";
import type { MailServer } from "./mail-server";
import { notNow, refused, type Sent } from "./rules";

export interface Envelope {
  readonly from: string;
  readonly to: string;
  /** The message with its headers, lines ended by CRLF, dots stuffed, and the last dot. */
  readonly content: string;
}

/**
 * Hands a mail to a server (RFC 5321). The dialogue is ours, as the outcome hangs on where it
 * breaks: before the whole message is out it was surely not taken, after it nobody knows.
 *
 * @throws {Error} when nobody knows whether the mail was taken
 */
export async function deliver(server: MailServer, envelope: Envelope): Promise<Sent> {
  let line: Line | null = null;
  try {
    line = await Line.open(server);
    await introduce(line, server, envelope);
    await line.ask(`MAIL FROM:<${envelope.from}>${parametersOf(line, envelope)}`, "250");
    const recipient = await line.say(`RCPT TO:<${envelope.to}>`);
    if (recipient.code.startsWith("5")) return refused(nameOf(recipient));
    if (!recipient.code.startsWith("25")) return notNow(nameOf(recipient));
    await line.ask("DATA", "354");
  } catch (error) {
    line?.close();
    return notNow(error instanceof Unexpected ? error.message : "smtp_unreachable");
  }
  try {
    return outcomeOf(await line.say(envelope.content.replace(/\r\n$/, ""), BODY_PATIENCE_MS));
  } catch {
    throw new Error("the mail server broke off after the message: it may have taken it");
  } finally {
    line.leave();
  }
}

function outcomeOf(reply: Reply): Sent {
  if (reply.code.startsWith("2")) return { kind: "sent" };
  return reply.code.startsWith("5") ? refused(nameOf(reply)) : notNow(nameOf(reply));
}

async function introduce(line: Line, server: MailServer, { from }: Envelope): Promise<void> {
  const hello = `EHLO ${from.slice(from.lastIndexOf("@") + 1)}`;
  await line.hear("220");
  line.offers = (await line.ask(hello, "250")).lines;
  if (!server.isSecure && line.doesOffer("STARTTLS")) {
    await line.ask("STARTTLS", "220");
    line.secure();
    line.offers = (await line.ask(hello, "250")).lines;
  }
  if (server.user === "") return;
  if (!line.isSecure) throw new Unexpected("smtp_no_tls");
  await logIn(line, server);
}

async function logIn(line: Line, { user, password }: MailServer): Promise<void> {
  const methods = line.offers.find((offer) => /^AUTH\b/i.test(offer)) ?? "";
  if (/\bPLAIN\b/i.test(methods)) {
    await line.ask(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, "235");
    return;
  }
  await line.ask("AUTH LOGIN", "334");
  await line.ask(base64(user), "334");
  await line.ask(base64(password), "235");
}

const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Addresses beyond ASCII need a server that says that it takes them (RFC 6531). */
function parametersOf(line: Line, { from, to }: Envelope): string {
  if (/^[\x20-\x7e]*$/.test(from + to)) return "";
  if (!line.doesOffer("SMTPUTF8")) throw new Unexpected("smtp_no_utf8");
  return " SMTPUTF8";
}

/** Servers look into a message before they answer. */
const BODY_PATIENCE_MS = MINUTE;
