import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A real mail server, and where to read over HTTP what it took: `?to=<recipient>`. */
    mailServer: { readonly url: string; readonly readOut: string; readonly selfSigned: string };
  }
}

interface Taken {
  readonly to: string;
  readonly from: string;
  readonly message: string;
}

const refusal = (code: number, text: string) =>
  Object.assign(new Error(text), { responseCode: code });

/**
 * Starts a mail server on this machine, in Node. What it makes of a mail hangs on whom it is for:
 * `550…@`, `451…@` are refused at once, `554-data…@` and `452-data…@` after the message, and at
 * `drop…@` it hangs up once it has the message.
 */
export async function setup(project: TestProject): Promise<void> {
  const taken: Taken[] = [];
  const open = mailServer(taken, ["STARTTLS"]);
  const signed = mailServer(taken, []);
  const readOut = createServer((request, response) => {
    const to = new URL(request.url ?? "/", "http://localhost").searchParams.get("to");
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(taken.filter((mail) => mail.to === to)));
  });
  const ports = await Promise.all([portOf(open.server), portOf(signed.server), portOf(readOut)]);
  project.provide("mailServer", {
    url: `smtp://127.0.0.1:${ports[0]}`,
    selfSigned: `smtp://127.0.0.1:${ports[1]}`,
    readOut: `http://127.0.0.1:${ports[2]}`,
  });
  stop = async () => {
    await Promise.all(
      [open, signed].map((server) => new Promise<void>((done) => server.close(() => done()))),
    );
    readOut.closeAllConnections();
    readOut.close();
  };
}

let stop: () => Promise<void> = async () => undefined;

export const teardown = (): Promise<void> => stop();

async function portOf(server: { listen: SMTPServer["server"]["listen"]; address: () => unknown }) {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return (server.address() as AddressInfo).port;
}

function mailServer(taken: Taken[], disabledCommands: string[]): SMTPServer {
  const hangUp = ({ id }: SMTPServerSession) => {
    const connections = Reflect.get(server, "connections") as Set<{
      id: string;
      _socket: { destroy: () => void };
    }>;
    for (const connection of connections) if (connection.id === id) connection._socket.destroy();
  };
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands,
    logger: false,
    onRcptTo({ address }, _, done) {
      const code = /^(550|451)[^-]*@/.exec(address)?.[1];
      done(code ? refusal(Number(code), `5.1.1 no mailbox ${address}`) : undefined);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        const code = /^(\d{3})-data/.exec(to)?.[1];
        if (code) return done(refusal(Number(code), "not this message"));
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
        taken.push({ to, from, message: Buffer.concat(chunks).toString("latin1") });
        if (to.startsWith("drop")) hangUp(session);
        else done();
      });
    },
  });
  server.on("error", () => undefined);
  return server;
}
