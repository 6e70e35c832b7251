import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a real server takes webhooks; see {@link setup}. */
    webhookReceiver: string;
  }
}

/** What the server says to one request. */
export interface Say {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly delayMs?: number;
}

/** What one request said to the server. */
export interface Heard {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * Starts a server on this machine, in Node, that takes webhooks at any path: `PUT` sets what it
 * says to the next requests there (204 after that), `POST` is a webhook, `GET` reads what came.
 */
export async function setup(project: TestProject): Promise<void> {
  const script = new Map<string, Say[]>();
  const heard = new Map<string, Heard[]>();
  const server = createServer(async (request, response) => {
    const at = request.url ?? "/";
    const body = await bodyOf(request);
    if (request.method === "PUT") script.set(at, JSON.parse(body) as Say[]);
    if (request.method === "POST") {
      const headers = request.headers as Record<string, string>;
      heard.set(at, [...(heard.get(at) ?? []), { headers, body }]);
      answer(response, script.get(at)?.shift() ?? { status: 204 });
    } else {
      response.end(JSON.stringify(heard.get(at) ?? []));
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  project.provide("webhookReceiver", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
}

let stop: () => void = () => undefined;

export const teardown = (): void => stop();

function answer(response: ServerResponse, { status, headers = {}, delayMs = 0 }: Say): void {
  const say = () => response.writeHead(status, headers).end();
  if (delayMs === 0) say();
  else setTimeout(say, delayMs);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
