import { mkdtempSync } from "node:fs";
import path from "node:path";
import type { Bundle } from "./build.ts";
import { fill, SILENT_DAYS } from "./fill.ts";
import { RICH_PROGRAM } from "./rich.ts";
import { closeFile, makeDatabase, OPERATOR_SECRET, openFile, serve } from "./serve.ts";

/** A database with a shop of so many members, ready to be served. */
export interface Shop {
  readonly folder: string;
  readonly id: string;
  readonly key: string;
  readonly members: number;
  /** A shop of as many members in the same database under a rich program. */
  readonly rich: OtherShop;
}

/** The member whose points the bare Worker's redemptions would take; its rows are of this shop. */
export const BARE_SHOP = "shp_bare";

/** A reward that anybody can have at any time, though it has a stock. */
export const REWARD = "espresso";

const PROGRAM = {
  earning: { base: { points: 1, per: 100 } },
  journeys: {
    winBack: {
      isEnabled: true,
      afterDays: SILENT_DAYS,
      voucher: { name: { de: "10 %", en: "10%" }, worth: { kind: "percent", percent: 10 } },
      holdoutPercent: 0,
    },
  },
  rewards: [
    {
      id: REWARD,
      kind: "free_product",
      name: { de: "Ein Espresso", en: "An espresso" },
      cost: { points: 1 },
      costAmount: 60,
      stock: 1_000_000_000,
    },
  ],
};

/** A program that a shop is made with, beside the plain one. */
export interface OtherShop {
  readonly id: string;
  readonly key: string;
}

export interface MakeShop {
  readonly scratch: string;
  /** Any build of the Worker: it makes the shop through its own API. */
  readonly bundle: Bundle;
  readonly members: number;
  /** Members of the bare Worker's, in the same tables. */
  readonly bareMembers: number;
}

export async function makeShop({ scratch, bundle, members, bareMembers }: MakeShop): Promise<Shop> {
  const folder = mkdtempSync(path.join(scratch, `members-${members}-`));
  await makeDatabase(folder, bundle);
  const server = await serve(folder, { regulars: bundle });
  const url = await server.url("regulars");
  const plain = await shopUnder(url, PROGRAM);
  const rich = await shopUnder(url, { ...PROGRAM, ...RICH_PROGRAM });
  await server.stop();
  const database = openFile(folder);
  fill(database, plain.id, members);
  fill(database, rich.id, Math.min(members, RICH_MEMBERS));
  database.prepare(HISTORY_COUNTED).run(rich.id);
  if (bareMembers > 0) fill(database, BARE_SHOP, bareMembers);
  closeFile(database);
  return { folder, ...plain, members, rich };
}

/** What members bought before the program had tiers is counted once, behind their first order. */
const HISTORY_COUNTED = `INSERT INTO progress (shop, member, is_complete, days, days_from, sums, sets,
    gifts, told_at, undone_until)
  SELECT shop, id, 1, '', unixepoch() / 86400 - ${SILENT_DAYS - 1}, '[1,2490,{"points":24}]', '{}', '[]',
    0, NULL FROM members WHERE shop = ?1`;

/** Enough for every connection to have members of its own. */
const RICH_MEMBERS = 5_000;

async function shopUnder(url: string, program: object): Promise<OtherShop> {
  const made = await post<Made>(url, OPERATOR_SECRET, "POST /operator/shops", {
    name: "Bench",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "en",
  });
  const key = made.keys.live.secret;
  await post(url, key, "PUT /v1/program", program);
  return { id: made.id, key };
}

interface Made {
  readonly id: string;
  readonly keys: { readonly live: { readonly secret: string } };
}

async function post<T>(url: string, key: string, request: string, body: object): Promise<T> {
  const [method = "POST", route = "/"] = request.split(" ");
  const response = await fetch(url + route, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${request}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

/** A paid order of three lines. */
export const orderBody = (id: string, member: object, channel = "online") => ({
  id,
  source: "bench",
  channel,
  status: "paid",
  member,
  currency: "EUR",
  total: 3000,
  items: ["1", "2", "3"].map((line) => ({
    id: line,
    sku: "BEAN-1KG",
    name: "Espresso 1 kg",
    quantity: 2,
    total: 1000,
    categories: ["coffee"],
  })),
});
