import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { call, refusalOf, type Server } from "./lib/api.ts";
import { type LoggedOrder, readCdnow } from "./lib/cdnow.ts";
import { operatorFrom, readArgs, run, UsageError, wholeNumber } from "./lib/cli.ts";
import { LOCAL, readDemo, readJson, writeJson } from "./lib/files.ts";
import { inLanes, lanesBy } from "./lib/lanes.ts";
import { createShop } from "./lib/operator.ts";
import { Progress } from "./lib/progress.ts";

const USAGE = `npm run replay -- <file> --format cdnow --url <url> (--key <key> | --new-shop)

Posts an order log to a running server, each customer's orders in sequence. What an interruption
left is posted by the same command; what was posted before is answered as before.

--format       of the file: cdnow
--url          of the server; the demo's without it
--key          a secret key of the shop that takes the orders; it must reckon in USD
--new-shop     make a new shop in USD instead, by OPERATOR_SECRET (environment or .dev.vars)
--concurrency  customers at a time, 1 to 64; 8 without it`;

const SAVE_EVERY = 200;

interface Tally {
  created: number;
  replayed: number;
  readonly members: Set<string>;
}

await run(USAGE, async () => {
  const { values, positionals } = readArgs(USAGE, {
    format: { type: "string" },
    url: { type: "string" },
    key: { type: "string" },
    "new-shop": { type: "boolean" },
    concurrency: { type: "string", default: "8" },
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new UsageError("Name one file.");
  if (values.format !== "cdnow") throw new UsageError("--format must be cdnow.");
  if (Boolean(values.key) === Boolean(values["new-shop"])) {
    throw new UsageError("Give either --key or --new-shop.");
  }
  const width = wholeNumber(values.concurrency, "--concurrency", 1, 64);
  const text = readFileSync(file, "utf8");
  const orders = readCdnow(text);
  const url = values.url ?? readDemo()?.url;
  if (!url) throw new UsageError("Which server? Name it by --url.");
  const server = { url, key: values.key ?? (await keyOfNewShop(url)) };
  return replay(server, orders, memoryOf(text, server), width);
});

async function keyOfNewShop(url: string): Promise<string> {
  const made = await createShop(operatorFrom({ url }), {
    name: "CDNOW",
    currency: "USD",
    timeZone: "America/New_York",
    locale: "en",
    address: "sie",
  });
  console.log(
    `Made the shop ${made.id}. Its key is shown this once:\n\n  ${made.keys.live.secret}\n`,
  );
  return made.keys.live.secret;
}

async function replay(
  server: Server,
  orders: readonly LoggedOrder[],
  memory: Memory,
  width: number,
): Promise<number> {
  const tally: Tally = { created: 0, replayed: 0, members: new Set() };
  const remaining = orders.filter(({ row }) => !memory.rows.has(row));
  const before = orders.length - remaining.length;
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopped.abort());
  const progress = new Progress("Orders", orders.length, before);
  try {
    await inLanes(lanesBy(remaining, customerOf), width, async (order) => {
      stopped.signal.throwIfAborted();
      await post(server, order, tally);
      memory.remember(order.row);
      progress.advance();
    });
  } catch (thrown) {
    memory.save();
    progress.end();
    if (!stopped.signal.aborted) console.error(thrown instanceof Error ? thrown.message : thrown);
    console.error(`Stopped after ${memory.rows.size} of ${orders.length} orders. To go on:`);
    console.error("the same command, with --key and the shop's key.");
    return stopped.signal.aborted ? 130 : 1;
  }
  progress.end();
  memory.forget();
  console.log(summaryOf(orders, tally, before));
  return 0;
}

function customerOf(order: LoggedOrder): string {
  return order.customer;
}

/** An order is idempotent by its own id, so posting it again is safe whatever became of a try. */
async function post(server: Server, order: LoggedOrder, tally: Tally): Promise<void> {
  const reply = await call(server, "POST /v1/orders", { body: order.body });
  if (reply.status !== 200 && reply.status !== 201) {
    throw new Error(`Row ${order.row} was refused: ${refusalOf(reply)}`);
  }
  if (reply.status === 201) tally.created += 1;
  else tally.replayed += 1;
  tally.members.add(reply.body.member.id);
}

function summaryOf(orders: readonly LoggedOrder[], tally: Tally, before: number): string {
  const cents = orders.reduce((sum, order) => sum + order.cents, 0);
  const customers = new Set(orders.map(customerOf)).size;
  const count = (n: number) => n.toLocaleString("en");
  return [
    `Orders   ${count(orders.length)}: ${count(tally.created)} new, ${count(tally.replayed)} replayed` +
      (before > 0 ? `, ${count(before)} posted by an earlier run` : ""),
    `Members  ${count(customers)} customers, ${count(tally.members.size)} members answered`,
    `Money    ${count(cents / 100)} USD`,
  ].join("\n");
}

interface Memory {
  readonly rows: Set<number>;
  remember(row: number): void;
  save(): void;
  forget(): void;
}

/** Which rows of this file this server has taken with this key: only until all are posted. */
function memoryOf(text: string, server: Server): Memory {
  const hash = createHash("sha256").update(`${server.url}\n${server.key}\n`).update(text);
  const file = path.join(LOCAL, "replay", `${hash.digest("hex").slice(0, 32)}.json`);
  const rows = new Set(readJson<number[]>(file) ?? []);
  const save = () => writeJson(file, [...rows]);
  return {
    rows,
    remember(row) {
      rows.add(row);
      if (rows.size % SAVE_EVERY === 0) save();
    },
    save,
    forget: () => rmSync(file, { force: true }),
  };
}
