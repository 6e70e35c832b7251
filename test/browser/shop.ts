import { expectOk } from "../../scripts/lib/api.ts";
import { DEMO_PROGRAM } from "../../scripts/lib/demo-program.ts";
import { inLanes } from "../../scripts/lib/lanes.ts";
import { createShop } from "../../scripts/lib/operator.ts";
import { simulate } from "../../scripts/lib/simulator.ts";
import type { Served } from "./serve.ts";

export interface Shop {
  readonly id: string;
  readonly key: string;
  call(request: string, body?: unknown): ReturnType<typeof expectOk>;
}

const VOUCHER = {
  name: { de: "5 € zum Start", en: "€5 to start" },
  worth: { kind: "fixed_amount", amount: 500 },
  minimumTotal: 2_000,
};

/** A sandbox, so that mail can be read, with referrals on and a member who has something. */
export async function openShop(served: Served): Promise<Shop> {
  const operator = { url: served.url, key: served.operator };
  const made = await createShop(operator, {
    name: "Kaffeerösterei Morgenrot",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "de",
    address: "du",
    home: "https://morgenrot.example",
  });
  const key = made.keys.test.secret;
  const shop: Shop = {
    id: made.sandboxId,
    key,
    call: (request, body) => expectOk({ url: served.url, key }, request, { body }),
  };
  await shop.call("PUT /v1/program", {
    ...DEMO_PROGRAM,
    referral: { isEnabled: true, friend: { voucher: VOUCHER }, advocate: { points: 100 } },
  });
  return shop;
}

const CONCURRENCY = 4;

/** A year of a few customers, so that the plots have something to show. */
export async function fillShop(shop: Shop, members: number): Promise<void> {
  const simulation = simulate({ seed: "browser", members, endsAt: Date.now() });
  const lanes = simulation.map((member) => member.calls);
  await inLanes(lanes, CONCURRENCY, async ({ request, body }) => {
    await shop.call(request, body);
  });
}

const METRICS_WITHIN_MS = 20_000;
const POLL_MS = 250;

/** Runs the hourly schedule until the numbers of yesterday are there. */
export async function computeNumbers(served: Served, shop: Shop): Promise<void> {
  const yesterday = new Date(Date.now() - 36 * 3_600_000).toISOString().slice(0, 10);
  const giveUpAt = Date.now() + METRICS_WITHIN_MS;
  await served.cron("17 * * * *");
  while (Date.now() < giveUpAt) {
    const { data } = await shop.call(`GET /v1/metrics/daily?from=${yesterday}&to=${yesterday}`);
    if (data[0]?.isComplete) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error("the numbers are not there in time");
}
