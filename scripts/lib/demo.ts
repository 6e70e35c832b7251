import path from "node:path";
import { call, expectOk, refusalOf, type Server } from "./api.ts";
import { DEMO_PROGRAM } from "./assortment.ts";
import { type Keys, LOCAL, operatorSecret, readJson, writeJson } from "./files.ts";
import { inLanes } from "./lanes.ts";
import { createShop } from "./operator.ts";
import { Progress } from "./progress.ts";
import { simulate } from "./simulator.ts";

/** What the demo remembers, so that an interrupted first start goes on where it stopped. */
interface DemoState {
  readonly shopId: string;
  readonly keys: Keys;
  readonly endsAt: number;
  readonly isFilled: boolean;
}

const STATE = path.join(LOCAL, "state", "demo.json");
const SEED = "regulars";
const MEMBERS = 300;
const CONCURRENCY = 8;

/** The demo shop, made and filled unless it is there: a sandbox, which follows real time. */
export async function ensureDemo(url: string, signal: AbortSignal): Promise<DemoState> {
  const state = (await knownDemo(url)) ?? (await createDemo(url));
  return state.isFilled ? state : fill(url, state, signal);
}

/** The demo of an earlier start, if the database still knows its key. */
async function knownDemo(url: string): Promise<DemoState | undefined> {
  const state = readJson<DemoState>(STATE);
  if (!state) return undefined;
  const { status } = await call({ url, key: state.keys.secret }, "GET /v1/program");
  return status === 401 ? undefined : state;
}

async function createDemo(url: string): Promise<DemoState> {
  const operator = { url, key: operatorSecret() ?? "" };
  const created = await createShop(operator, {
    name: "Kaffeerösterei Morgenrot",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "de",
    address: "du",
    home: "https://morgenrot.example",
  });
  const state: DemoState = {
    shopId: created.sandboxId,
    keys: created.keys.test,
    endsAt: Date.now(),
    isFilled: false,
  };
  writeJson(STATE, state);
  return state;
}

async function fill(url: string, state: DemoState, signal: AbortSignal): Promise<DemoState> {
  const server: Server = { url, key: state.keys.secret };
  // The key is the same for every try, so that an interrupted start applies the program once.
  const idempotencyKey = "demo-program";
  await expectOk(server, "PUT /v1/program", { body: DEMO_PROGRAM, idempotencyKey, signal });
  const simulation = { seed: SEED, members: MEMBERS, endsAt: state.endsAt };
  const lanes = simulate(simulation).map((member) => member.calls);
  const progress = new Progress("A year of orders", lanes.flat().length);
  await inLanes(lanes, CONCURRENCY, async ({ request, body }) => {
    const reply = await call(server, request, { body, signal });
    if (reply.status >= 300) throw new Error(`${request}: ${refusalOf(reply)}`);
    progress.advance();
  });
  progress.end();
  const filled = { ...state, isFilled: true };
  writeJson(STATE, filled);
  return filled;
}
