import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { call, expectOk, refusalOf, type Server } from "./api.ts";
import { AGREED, LEGAL_SENDER } from "./assortment.ts";
import { runCron } from "./cron.ts";
import { DEMO_PROGRAM } from "./demo-program.ts";
import { type Keys, LOCAL, operatorSecret, readJson, writeJson } from "./files.ts";
import { inLanes } from "./lanes.ts";
import { createShop } from "./operator.ts";
import { Progress } from "./progress.ts";
import { type SimulatedMember, simulate } from "./simulator.ts";

/** What the demo remembers, so that an interrupted first start goes on where it stopped. */
interface DemoState {
  readonly shopId: string;
  readonly keys: Keys;
  readonly endsAt: number;
  readonly isFilled: boolean;
  /** Whether consents and numbers are there too. */
  readonly isFurnished?: boolean;
  /** Which edition of the program it was given last. */
  readonly program?: string;
}

/** The demo, and what to look at in it. */
export interface ShownDemo extends DemoState {
  readonly card: string;
  readonly referral: string;
}

const STATE = path.join(LOCAL, "state", "demo.json");
/** Changes with {@link DEMO_PROGRAM}: a demo of an earlier edition is given the new one once. */
const PROGRAM = "demo-program-4";
const SEED = "regulars";
const MEMBERS = 300;
const CONCURRENCY = 8;

/** The demo shop, made and filled unless it is there: a sandbox, which follows real time. */
export async function ensureDemo(url: string, signal: AbortSignal): Promise<ShownDemo> {
  let state = (await knownDemo(url)) ?? (await createDemo(url));
  const server: Server = { url, key: state.keys.secret };
  await settle(server, state, signal);
  if (state.program !== PROGRAM) state = await applyProgram(server, state, signal);
  if (!state.isFilled) state = await fill(url, state, signal);
  if (!state.isFurnished) state = await furnish(server, state, signal);
  const member = `ext:${busiestMember(state)}`;
  const card = await linkFrom(server, `POST /v1/members/${member}/card`, signal);
  const referral = await linkFrom(server, `GET /v1/members/${member}/referral`, signal);
  return { ...state, card, referral };
}

/** A link that a call answers; whoever plays with the demo may have erased the member. */
async function linkFrom(server: Server, request: string, signal: AbortSignal): Promise<string> {
  const { status, body } = await call(server, request, { signal });
  return status === 200 ? body.url : "none any more: the member was erased";
}

const simulationOf = ({ endsAt }: DemoState) => simulate({ seed: SEED, members: MEMBERS, endsAt });

/** Whose card has the most to show. */
function busiestMember(state: DemoState): string {
  const [first, ...others] = simulationOf(state);
  if (!first) throw new Error("the simulation has no members");
  return others.reduce((a, b) => (b.calls.length > a.calls.length ? b : a), first).externalId;
}

/** Settings that depend on where the server answers, so that links lead to this one. */
async function settle(server: Server, { shopId }: DemoState, signal: AbortSignal): Promise<void> {
  const wanted = { legalSender: LEGAL_SENDER, landingUrl: `${server.url}/join/${shopId}` };
  const { legalSender, landingUrl } = await expectOk(server, "GET /v1/shop", { signal });
  if (legalSender === wanted.legalSender && landingUrl === wanted.landingUrl) return;
  await expectOk(server, "PATCH /v1/shop", { body: wanted, signal });
}

async function applyProgram(
  server: Server,
  state: DemoState,
  signal: AbortSignal,
): Promise<DemoState> {
  // The key is the same for every try, so that an interrupted start applies the program once.
  const idempotencyKey = PROGRAM;
  await expectOk(server, "PUT /v1/program", { body: DEMO_PROGRAM, idempotencyKey, signal });
  const applied = { ...state, program: PROGRAM };
  writeJson(STATE, applied);
  return applied;
}

/** What the year of orders does not bring along: permissions to write, and the numbers. */
async function furnish(server: Server, state: DemoState, signal: AbortSignal): Promise<DemoState> {
  const lanes = simulationOf(state).map((member, i) => consentsOf(member, i));
  await inLanes(lanes, CONCURRENCY, async ({ request, body, idempotencyKey }) => {
    await expectOk(server, request, { body, idempotencyKey, signal });
  });
  await spend(server, state, signal);
  await computeNumbers(server, signal);
  const furnished = { ...state, isFurnished: true };
  writeJson(STATE, furnished);
  return furnished;
}

/** Whose card is shown has spent some of it; as far as the points last. */
async function spend(server: Server, state: DemoState, signal: AbortSignal): Promise<void> {
  const member = `ext:${busiestMember(state)}`;
  for (const rewardId of ["guthaben", "baum", "espresso"]) {
    const body = { id: `demo-${rewardId}`, rewardId, member };
    await call(server, "POST /v1/redemptions", { body, signal });
  }
}

/** Every other member is reminded of points, two of five get news; as of their first order. */
function consentsOf({ externalId, calls }: SimulatedMember, index: number) {
  const first = calls[0]?.body as { placedAt?: string } | undefined;
  const purposes = [
    ...(index % 2 === 0 ? (["points"] as const) : []),
    ...(index % 5 < 2 ? (["marketing"] as const) : []),
  ];
  return purposes.map((purpose) => ({
    request: `POST /v1/members/ext:${externalId}/consents`,
    idempotencyKey: `demo-consent-${externalId}-${purpose}`,
    body: {
      purpose,
      status: "granted",
      method: "form",
      source: "checkout",
      wording: { locale: "de", text: AGREED[purpose] },
      happenedAt: first?.placedAt ?? null,
    },
  }));
}

/** Whose jobs compute the numbers, in wrangler.toml. */
const HOURLY = "17 * * * *";
const NUMBERS_WITHIN_MS = 120_000;
const TICK_EVERY = 20;
const POLL_MS = 500;

/** Runs the hourly schedule until every day of the year has its numbers; what is left comes later. */
async function computeNumbers(server: Server, signal: AbortSignal): Promise<void> {
  console.log("Computing the year's numbers …");
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  const range = `from=${day(365).slice(0, 10)}&to=${day(2).slice(0, 10)}`;
  const giveUpAt = Date.now() + NUMBERS_WITHIN_MS;
  for (let i = 0; Date.now() < giveUpAt; i++) {
    if (i % TICK_EVERY === 0) await runCron(server.url, HOURLY, signal);
    await sleep(POLL_MS, undefined, { signal });
    const { data } = await expectOk(server, `GET /v1/metrics/daily?${range}`, { signal });
    if (data.every((each: { isComplete: boolean }) => each.isComplete)) return;
  }
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
  const lanes = simulationOf(state).map((member) => member.calls);
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
