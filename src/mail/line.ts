import { SECOND } from "../lib/time";
import type { MailServer } from "./mail-server";

export interface Reply {
  readonly code: string;
  readonly lines: readonly string[];
}

/** Code and enhanced code of a reply; never its text, which may hold the address. */
export function nameOf({ code, lines }: Reply): string {
  const enhanced = /^[245]\.\d{1,3}\.\d{1,3}\b/.exec(lines[0] ?? "")?.[0];
  return enhanced ? `smtp_${code}_${enhanced}` : `smtp_${code}`;
}

/** A reply other than the one that lets the dialogue go on; its message is the reason. */
export class Unexpected extends Error {}

const PATIENCE_MS = 20 * SECOND;
/** Longer than any reply; a server that talks on is none. */
const MAX_REPLY = 64 * 1024;

/** A connection to a mail server: one says something and hears the reply. */
export class Line {
  offers: readonly string[] = [];
  isSecure: boolean;
  #socket: Socket;
  #writer: WritableStreamDefaultWriter<Uint8Array>;
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  #heard = "";
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();

  private constructor(socket: Socket, isSecure: boolean) {
    this.#socket = socket;
    this.#writer = socket.writable.getWriter();
    this.#reader = socket.readable.getReader();
    this.isSecure = isSecure;
  }

  static async open({ host, port, isSecure }: MailServer): Promise<Line> {
    const secureTransport = isSecure ? "on" : "starttls";
    // Loaded with the first mail: what runs outside of workerd knows no such module.
    const { connect } = await import("cloudflare:sockets");
    const socket = connect({ hostname: host, port }, { secureTransport, allowHalfOpen: false });
    await within(PATIENCE_MS, socket.opened);
    return new Line(socket, isSecure);
  }

  doesOffer(name: string): boolean {
    return this.offers.some((offer) => offer.split(" ", 1)[0]?.toUpperCase() === name);
  }

  /** @throws {Unexpected} */
  async ask(text: string, code: string): Promise<Reply> {
    await this.#write(text);
    return this.hear(code);
  }

  async say(text: string, patienceMs = PATIENCE_MS): Promise<Reply> {
    await this.#write(text);
    return within(patienceMs, this.#reply());
  }

  /** @throws {Unexpected} */
  async hear(code: string): Promise<Reply> {
    const reply = await within(PATIENCE_MS, this.#reply());
    if (reply.code !== code) throw new Unexpected(nameOf(reply));
    return reply;
  }

  /** Goes on over TLS; what was said before counts no more. */
  secure(): void {
    this.#reader.releaseLock();
    this.#writer.releaseLock();
    this.#socket = this.#socket.startTls();
    this.#writer = this.#socket.writable.getWriter();
    this.#reader = this.#socket.readable.getReader();
    this.#heard = "";
    this.isSecure = true;
  }

  /** Says goodbye without waiting: the outcome is known. */
  leave(): void {
    this.#write("QUIT").catch(() => undefined);
    this.close();
  }

  close(): void {
    this.#socket.close().catch(() => undefined);
  }

  async #write(text: string): Promise<void> {
    await within(PATIENCE_MS, this.#writer.write(this.#encoder.encode(`${text}\r\n`)));
  }

  async #reply(): Promise<Reply> {
    const lines: string[] = [];
    for (;;) {
      const end = this.#heard.indexOf("\n");
      if (end < 0) {
        await this.#listen();
        continue;
      }
      const line = this.#heard.slice(0, end).replace(/\r$/, "");
      this.#heard = this.#heard.slice(end + 1);
      const [, code = "", more, text = ""] = /^(\d{3})([ -]?)(.*)$/.exec(line) ?? [];
      if (code === "") throw new Unexpected("smtp_no_reply");
      lines.push(text);
      if (more !== "-") return { code, lines };
    }
  }

  async #listen(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done || this.#heard.length > MAX_REPLY) throw new Error("the mail server has hung up");
    this.#heard += this.#decoder.decode(value, { stream: true });
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the mail server did not answer in time")), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
