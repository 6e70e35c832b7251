import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readArgs, run } from "./lib/cli.ts";
import { ROOT, randomSecret } from "./lib/files.ts";

const USAGE = `npm run setup

Makes what Regulars needs in the Cloudflare account that wrangler is signed in to, unless it is
there: a D1 database, a KV namespace and two queues. Writes their ids into wrangler.toml and random
secrets into .production.vars, which \`npm run deploy\` uploads. Can be run again.`;

const CONFIG = path.join(ROOT, "wrangler.toml");
const SECRETS = path.join(ROOT, ".production.vars");
const NAME = "regulars";
const QUEUES = [NAME, `${NAME}-dead`];

await run(USAGE, async () => {
  readArgs(USAGE, {});
  const database = madeUnlessThere(
    () => databases().find(({ name }) => name === NAME)?.uuid,
    ["d1", "create", NAME],
  );
  const namespace = madeUnlessThere(
    () => namespaces().find(({ title }) => title === NAME)?.id,
    ["kv", "namespace", "create", NAME],
  );
  for (const queue of QUEUES) {
    const isThere = () => new RegExp(`\\b${queue}(?![\\w-])`).test(wrangler("queues", "list"));
    madeUnlessThere(() => (isThere() ? queue : undefined), ["queues", "create", queue]);
  }
  const config = readFileSync(CONFIG, "utf8")
    .replace(/^database_id = ".*"$/m, `database_id = "${database}"`)
    .replace(/^id = ".*"$/m, `id = "${namespace}"`);
  writeFileSync(CONFIG, config);
  if (!existsSync(SECRETS)) {
    const lines = ["SIGNING_SECRET", "OPERATOR_SECRET"].map((n) => `${n}=${randomSecret()}\n`);
    writeFileSync(SECRETS, lines.join(""), { mode: 0o600 });
  }
  console.log("Ready: npm run deploy. Keep .production.vars safe, and out of the repository.");
  return 0;
});

function madeUnlessThere(find: () => string | undefined, create: string[]): string {
  const known = find();
  if (known !== undefined) return known;
  console.log(`wrangler ${create.join(" ")}`);
  wrangler(...create);
  const made = find();
  if (made === undefined) throw new Error(`Made, and yet not found: ${create.join(" ")}`);
  return made;
}

function databases(): { name: string; uuid: string }[] {
  return JSON.parse(wrangler("d1", "list", "--json"));
}

function namespaces(): { title: string; id: string }[] {
  return JSON.parse(wrangler("kv", "namespace", "list"));
}

function wrangler(...args: string[]): string {
  const script = path.join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const done = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, CI: "1", WRANGLER_HIDE_BANNER: "true" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (done.status === 0) return done.stdout;
  throw new Error(`wrangler ${args.join(" ")} failed.\n${done.stdout}`);
}
