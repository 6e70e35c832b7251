import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const ROOT = path.resolve(import.meta.dirname, "..");
const WRANGLER = path.join(ROOT, "node_modules/wrangler/bin/wrangler.js");

/** No questions, no telemetry, no look-up of newer versions. */
const QUIET = {
  ...process.env,
  CI: "1",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

/** A Worker as it would be uploaded. The first module is the entry. */
export interface Bundle {
  readonly modules: readonly Module[];
}

export interface Module {
  readonly type: "ESModule" | "Text";
  readonly path: string;
  readonly contents: string;
}

/** Bundles a Worker as a deployment does; without an entry, the one of wrangler.toml. */
export async function build(scratch: string, entry?: string): Promise<Bundle> {
  const out = mkdtempSync(path.join(scratch, "bundle-"));
  const script = entry ? [path.join(ROOT, entry)] : [];
  await wrangler(scratch, "deploy", ...script, "--dry-run", "--outdir", out);
  const files = readdirSync(out).filter((file) => /\.(js|css)$/.test(file));
  const [main, ...others] = files.sort(
    (a, b) => Number(b.endsWith(".js")) - Number(a.endsWith(".js")),
  );
  if (!main?.endsWith(".js") || others.some((file) => file.endsWith(".js"))) {
    throw new Error(`Expected one script in the bundle, found ${files.join(", ")}.`);
  }
  return {
    modules: [main, ...others].map((file) => ({
      type: file.endsWith(".js") ? "ESModule" : "Text",
      path: file,
      contents: readFileSync(path.join(out, file), "utf8"),
    })),
  };
}

/** What an upload weighs: every module, compressed one by one. */
export const gzipBytes = ({ modules }: Bundle): number =>
  modules.reduce((sum, m) => sum + gzipSync(m.contents).length, 0);

interface Profile {
  readonly nodes: readonly { id: number; callFrame: { functionName: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/**
 * CPU time of a start in ms, as `wrangler check startup` samples it: everything but idle, so the
 * profiler and the runtime's own modules are in it. Noise only adds: the least of several counts.
 */
export async function startUpMs(scratch: string, runs: number): Promise<number[]> {
  const measured: number[] = [];
  for (let run = 0; run < runs; run++) {
    const file = path.join(scratch, `startup-${run}.cpuprofile`);
    await wrangler(scratch, "check", "startup", "--outfile", file);
    measured.push(activeMs(JSON.parse(readFileSync(file, "utf8")) as Profile));
  }
  return measured.sort((a, b) => a - b);
}

function activeMs({ nodes, samples, timeDeltas }: Profile): number {
  const idle = new Set(nodes.filter((n) => n.callFrame.functionName === "(idle)").map((n) => n.id));
  const active = samples.map((node, i) => (idle.has(node) ? 0 : (timeDeltas[i] ?? 0)));
  return active.reduce((sum, us) => sum + us, 0) / 1_000;
}

async function wrangler(scratch: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    env: { ...QUIET, WRANGLER_LOG_PATH: path.join(scratch, "logs") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", reject);
  });
  if (code !== 0) throw new Error(`wrangler ${args[0]} failed:\n${Buffer.concat(said)}`);
}
