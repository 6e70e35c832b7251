import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Readable } from "node:stream";
import { codeFrom } from "../src/lib/codes.ts";
import type { Bundle } from "./build.ts";
import { contest, type Pace, type Ratio } from "./ratios.ts";
import { redirectPair } from "./redirect.ts";
import type { Served, WorkerName } from "./serve.ts";

const CODES = 100;
const RANDOM_BYTES = 40;
/** Of a code: the shop's prefix and five signs of its own. */
const SIGNS = 8;

interface Compared {
  readonly scratch: string;
  readonly regulars: Bundle;
  readonly bare: Bundle;
  readonly pace: Pace;
}

/** The redirect without the cost of Miniflare's KV, which hides the Worker's own. */
export async function stubbedRatios(
  { scratch, regulars, bare, pace }: Compared,
  tell: (r: Ratio) => void,
): Promise<Ratio[]> {
  const server = await serveStubbed(scratch, { regulars, bare }, STUBBED);
  try {
    const urls = { regulars: await server.url("regulars"), bare: await server.url("bare") };
    const codes = Array.from({ length: CODES }, () =>
      codeFrom(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)), SIGNS),
    );
    const pair = redirectPair("redirect, KV stubbed", 0.8, codes);
    return await contest(pair, { members: CODES, pace, urls }, tell);
  } finally {
    await server.stop();
  }
}

const STUBBED: Stubbed = {
  value: "https://shop.example/willkommen?ref=K7QM3XR94",
  metadata: {
    shop: "shp_01kjx4z8m9e2vrw0q5t7y3n6bh",
    shard: "DB",
    name: "Caf%C3%A9%20Morgenrot",
    locale: "de",
    address: "du",
    picture: null,
    windowSeconds: 2_592_000,
  },
};

/** What the stub of KV answers to every key. */
export interface Stubbed {
  readonly value: string;
  readonly metadata: object;
}

/**
 * Serves Workers in a plain workerd whose KV is a stub that answers from memory, and whose Queue
 * takes everything: what is left is the Worker's own work. No database.
 */
export async function serveStubbed(
  scratch: string,
  workers: Readonly<Record<WorkerName, Bundle>>,
  stubbed: Stubbed,
): Promise<Pick<Served, "url" | "stop">> {
  const folder = mkdtempSync(path.join(scratch, "stub-"));
  const config = path.join(folder, "config.capnp");
  writeFileSync(path.join(folder, "stub.js"), stubScript(stubbed));
  writeFileSync(config, configOf(folder, workers));
  const binary = createRequire(import.meta.url).resolve("workerd/bin/workerd");
  const args = ["serve", config, "--control-fd=3"];
  const child = spawn(binary, args, { stdio: ["ignore", "ignore", "inherit", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ports = await listening(child.stdio[3] as Readable, Object.keys(workers).length);
  return {
    url: async (name) => `http://127.0.0.1:${ports.get(name)}`,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

const stubScript = ({ value, metadata }: Stubbed): string => `
const [value, metadata] = ${JSON.stringify([value, JSON.stringify(metadata)])};
export default {
  fetch: () => new Response(value, { headers: { "CF-KV-Metadata": metadata } }),
};`;

function configOf(folder: string, workers: Readonly<Record<WorkerName, Bundle>>): string {
  const own = Object.entries(workers).map(([name, bundle]) => workerText(folder, name, bundle));
  const sockets = Object.keys(workers).map(
    (name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${own.join(",")},
    (name = "stub", worker = (
      modules = [(name = "stub.js", esModule = embed "stub.js")], compatibilityDate = "2026-11-01"))],
  sockets = [${sockets.join(", ")}],
);
`;
}

function workerText(folder: string, name: string, { modules }: Bundle): string {
  const embedded = modules.map((module, i) => {
    const file = `${name}-${i}`;
    writeFileSync(path.join(folder, file), module.contents);
    const kind = module.type === "ESModule" ? "esModule" : "text";
    return `(name = "${module.path}", ${kind} = embed "${file}")`;
  });
  return `
    (name = "${name}", worker = (
      modules = [${embedded.join(", ")}], compatibilityDate = "2026-11-01",
      bindings = [(name = "KV", kvNamespace = "stub"), (name = "QUEUE", queue = "stub")]))`;
}

/** Ports by socket, as workerd tells them once it listens. */
function listening(control: Readable, sockets: number): Promise<Map<string, number>> {
  const ports = new Map<string, number>();
  let said = "";
  return new Promise((resolve, reject) => {
    control.once("close", () => reject(new Error("workerd ended before it listened.")));
    control.on("data", (chunk: Buffer) => {
      const lines = (said + chunk).split("\n");
      said = lines.pop() ?? "";
      for (const line of lines) {
        const event = JSON.parse(line) as { event: string; socket?: string; port?: number };
        if (event.event === "listen" && event.socket) ports.set(event.socket, event.port ?? 0);
      }
      if (ports.size === sockets) resolve(ports);
    });
  });
}
