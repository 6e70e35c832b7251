import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { styleText } from "node:util";
import { call, expectOk, type Reply, refusalOf, type Server } from "./lib/api.ts";
import { readArgs, run, serverFrom, UsageError, wholeNumber } from "./lib/cli.ts";
import { fileOf } from "./lib/program-file.ts";
import { changeLines, hasChanges, type Paint, planLines } from "./lib/program-text.ts";
import { Progress } from "./lib/progress.ts";

const USAGE = `npm run program -- pull <file>
npm run program -- plan <file> [--from <date>] [--to <date>]
npm run program -- apply <file> [--from <date>]
npm run program -- rollback <version> [--from <date>]

pull writes the program in force as JSON, without what has its default. plan tells what a file would
change and what that would have brought, and changes nothing. apply makes a file a version; where
nothing differs it does nothing. rollback applies an earlier version again. A file with faults is
refused, with the place of each.

--from    of plan: where the span begins, 90 days ago without it; else: when the version begins, now
          without it
--to      of plan: where the span ends, now without it
--locale  de or en; the shop's without it
--url     of the server; REGULARS_URL, else the demo's without it
--key     a secret key; REGULARS_KEY, else the demo's without it`;

const DAY = 86_400_000;
const SPAN_DAYS = 90;
const POLL_MS = 500;
const LAST_VERSION = 1_000_000_000;

const paint: Paint = (colour, text) => styleText(colour, text, { stream: process.stdout });
const print = (lines: readonly string[]): void => console.log(lines.join("\n"));

await run(USAGE, async () => {
  const { values, positionals } = readArgs(USAGE, {
    from: { type: "string" },
    to: { type: "string" },
    locale: { type: "string" },
    url: { type: "string" },
    key: { type: "string" },
  });
  const [command, subject] = positionals;
  if (!subject || positionals.length > 2) throw new UsageError("Name a command and a file.");
  const asked: Asked = {
    server: serverFrom(values),
    locale: values.locale,
    from: instant(values.from),
    to: instant(values.to),
  };
  switch (command) {
    case "pull":
      return pull(asked, subject);
    case "plan":
      return plan(asked, documentIn(subject));
    case "apply":
      return apply(asked, documentIn(subject));
    case "rollback":
      return rollback(asked, wholeNumber(subject, "rollback", 0, LAST_VERSION));
    default:
      throw new UsageError("Say pull, plan, apply or rollback.");
  }
});

interface Asked {
  readonly server: Server;
  readonly locale: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A path with what of its query is known. */
function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return known.length === 0 ? path : `${path}?${new URLSearchParams(known)}`;
}

/** A day means its first moment in UTC. */
function instant(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new UsageError(`${text} is no date.`);
  return new Date(at).toISOString();
}

function documentIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (thrown) {
    throw new UsageError(`${file}: ${thrown instanceof Error ? thrown.message : thrown}`);
  }
}

async function pull({ server }: Asked, file: string): Promise<number> {
  const { version, document } = await expectOk(server, "GET /v1/program");
  const schema = await expectOk(server, "GET /v1/program/schema");
  writeFileSync(file, fileOf(document, schema));
  console.log(`Version ${version} is in ${file}.`);
  return 0;
}

async function plan(asked: Asked, document: unknown): Promise<number> {
  const { server, locale } = asked;
  const rehearsed = withQuery("PUT /v1/program", { dryRun: "true", locale });
  const rehearsal = await call(server, rehearsed, { body: document });
  if (rehearsal.status !== 200) return refused(rehearsal);
  const { changes } = rehearsal.body;
  if (!hasChanges(changes)) {
    console.log("Nothing differs from the program in force.");
    return 0;
  }
  print([...changeLines(changes, paint), ""]);
  const from = asked.from ?? new Date(Date.now() - SPAN_DAYS * DAY).toISOString();
  const reply = await call(server, withQuery("POST /v1/program/plan", { locale }), {
    body: { document, from, ...(asked.to ? { to: asked.to } : {}) },
    idempotencyKey: randomUUID(),
  });
  if (reply.status !== 200 && reply.status !== 202) return refused(reply);
  print(planLines(await finished(asked, reply.body), paint));
  return 0;
}

// biome-ignore lint/suspicious/noExplicitAny: scripts look into answers freely.
async function finished({ server, locale }: Asked, begun: any): Promise<any> {
  if (begun.status !== "running") return begun;
  const progress = new Progress("Members", begun.progress.members ?? 0, 0);
  let [found, seen] = [begun, 0];
  while (found.status === "running") {
    await sleep(POLL_MS);
    found = await expectOk(server, withQuery(`GET /v1/program/plans/${begun.id}`, { locale }));
    progress.advance(found.progress.lookedAt - seen);
    seen = found.progress.lookedAt;
  }
  progress.end();
  return found;
}

async function apply({ server, locale, from }: Asked, document: unknown): Promise<number> {
  const request = (dryRun?: string) => withQuery("PUT /v1/program", { dryRun, from, locale });
  const rehearsal = await call(server, request("true"), { body: document });
  if (rehearsal.status !== 200) return refused(rehearsal);
  if (!hasChanges(rehearsal.body.changes)) {
    console.log("Nothing differs from the program in force: nothing was applied.");
    return 0;
  }
  const idempotencyKey = randomUUID();
  return applied(await call(server, request(), { body: document, idempotencyKey }));
}

async function rollback({ server, locale, from }: Asked, to: number): Promise<number> {
  const body = { to, ...(from ? { from } : {}) };
  const request = withQuery("POST /v1/program/rollback", { locale });
  return applied(await call(server, request, { body, idempotencyKey: randomUUID() }));
}

function applied(reply: Reply): number {
  if (reply.status !== 201) return refused(reply);
  const { version, validFrom, validUntil, changes } = reply.body;
  const until = validUntil ? ` until ${validUntil}` : "";
  print([
    ...changeLines(changes, paint),
    `Version ${version} is in force from ${validFrom}${until}.`,
  ]);
  return 0;
}

/** Each fault on a line of its own, with its place in the document. */
function refused(reply: Reply): number {
  const faults: { pointer: string; detail?: string }[] = reply.body.errors ?? [];
  if (faults.length === 0) console.error(refusalOf(reply));
  for (const { pointer, detail } of faults) console.error(`${pointer || "/"}: ${detail ?? ""}`);
  return 1;
}
