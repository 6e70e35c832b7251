import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bundle } from "./build.ts";
import { customerNumbered, memberIdNumbered } from "./fill.ts";
import { drive, type Load, type Shot, type Slice } from "./load.ts";
import { codesOf, redirectPair } from "./redirect.ts";
import { serve } from "./serve.ts";
import { BARE_SHOP, orderBody, REWARD, type Shop } from "./shop.ts";

/** What a write reads and writes, for the bare Worker to do the same. */
export type Rows = { readonly read: number; readonly written: number };

export interface Pace {
  readonly rounds: number;
  readonly sliceMs: number;
  readonly warmUpMs: number;
  /** After a slice of writes: the Queue's work must not fall into the next slice. */
  readonly settleMs: number;
}

/** Regulars against the bare Worker, over the rounds. */
export interface Ratio {
  readonly name: string;
  readonly connections: number;
  readonly aim: number | null;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Medians over the rounds. */
  readonly perSecond: { readonly regulars: number; readonly bare: number };
  readonly p50Ms: { readonly regulars: number; readonly bare: number };
  readonly failures: readonly string[];
}

export interface Pair {
  readonly name: string;
  /** Of the bare Worker's throughput; null where none was set. */
  readonly aim: number | null;
  /** Whether the Queue has work after its calls. */
  readonly isWrite: boolean;
  regulars(member: number): Shot;
  bare(member: number): Shot;
}

const CONNECTIONS = [1, 16];

const pairsOf = ({ key }: Shop): readonly Pair[] => [
  {
    name: "wallet",
    aim: 0.8,
    isWrite: false,
    regulars: (member) => ({
      method: "GET",
      path: `/v1/members/ext:${customerNumbered(member)}/wallet`,
      headers: { authorization: `Bearer ${key}` },
    }),
    bare: (member) => ({ method: "GET", path: `/wallet/${memberIdNumbered(member)}`, headers: {} }),
  },
  {
    name: "order",
    aim: 0.5,
    isWrite: true,
    regulars: (member) => order(key, member),
    bare: (member) => postBare("order", member),
  },
  {
    name: "redemption",
    aim: null,
    isWrite: true,
    regulars: (member) =>
      post(key, "/v1/redemptions", randomUUID(), {
        rewardId: REWARD,
        member: `ext:${customerNumbered(member)}`,
      }),
    bare: (member) => postBare("redemption", member),
  },
];

const order = (key: string, member: number): Shot => {
  const id = randomUUID();
  return post(key, "/v1/orders", id, orderBody(id, { externalId: customerNumbered(member) }));
};

/** An order under a rich program against one under the plain program, both ours. */
const richPair = ({ key, rich }: Shop): Pair => ({
  name: "order, 20 rules, 2 tier sets, 2 stamp cards, against a plain program's",
  aim: 0.8,
  isWrite: true,
  regulars: (member) => order(rich.key, member),
  bare: (member) => order(key, member),
});

const post = (key: string, path: string, idempotencyKey: string, body: object): Shot => ({
  method: "POST",
  path,
  headers: {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "idempotency-key": idempotencyKey,
  },
  body: JSON.stringify(body),
});

const postBare = (what: string, member: number): Shot => ({
  method: "POST",
  path: `/${what}/${memberIdNumbered(member)}`,
  headers: { "idempotency-key": randomUUID() },
});

export interface Compared {
  readonly shop: Shop;
  readonly regulars: Bundle;
  readonly bare: Bundle;
  readonly rows: { readonly order: Rows; readonly redemption: Rows };
  readonly pace: Pace;
}

/** Every pair with 1 and with 16 connections, both Workers in one workerd on one database. */
export async function ratiosOf(compared: Compared, tell: (r: Ratio) => void): Promise<Ratio[]> {
  const { shop, regulars, bare, rows, pace } = compared;
  const server = await serve(
    shop.folder,
    { regulars, bare },
    { SHOP: BARE_SHOP, rows: { ...rows } },
  );
  try {
    const urls = { regulars: await server.url("regulars"), bare: await server.url("bare") };
    await checkRows(urls.bare, rows);
    const ratios: Ratio[] = [];
    for (const pair of [
      ...pairsOf(shop),
      redirectPair("redirect", 0.9, await codesOf(shop, urls)),
    ]) {
      ratios.push(...(await contest(pair, { members: shop.members, pace, urls }, tell)));
    }
    const both = { regulars: urls.regulars, bare: urls.regulars };
    ratios.push(
      ...(await contest(richPair(shop), { members: shop.members, pace, urls: both }, tell)),
    );
    return ratios;
  } finally {
    await server.stop();
  }
}

/** The bare Worker must do as much as it claims, or the ratio would mean nothing. */
async function checkRows(url: string, rows: Compared["rows"]): Promise<void> {
  for (const [what, { read, written }] of Object.entries(rows)) {
    const { path, ...init } = postBare(what, 1);
    const done = (await (await fetch(url + path, init)).json()) as Rows;
    if (done.read === read && done.written === written) continue;
    throw new Error(
      `The bare ${what} reads ${done.read} and writes ${done.written} rows; ` +
        `Regulars reads ${read} and writes ${written}.`,
    );
  }
}

export interface Contest {
  readonly members: number;
  readonly pace: Pace;
  readonly urls: Urls;
}

export type Urls = { readonly regulars: string; readonly bare: string };

/** A pair with 1 and with 16 connections. */
export async function contest(pair: Pair, of: Contest, tell: (r: Ratio) => void): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const connections of CONNECTIONS) {
    const ratio = await ratioOf(pair, of, connections);
    tell(ratio);
    ratios.push(ratio);
  }
  return ratios;
}

async function ratioOf(pair: Pair, contested: Contest, connections: number): Promise<Ratio> {
  const { members, pace, urls } = contested;
  const next = memberPicker(members, connections);
  const load = (ms: number): Record<"regulars" | "bare", Load> => ({
    regulars: { url: urls.regulars, connections, ms, shot: (c) => pair.regulars(next(c)) },
    bare: { url: urls.bare, connections, ms, shot: (c) => pair.bare(next(c)) },
  });
  const warm = [await drive(load(pace.warmUpMs).regulars), await drive(load(pace.warmUpMs).bare)];
  const slices: Record<"regulars" | "bare", Slice[]> = { regulars: [], bare: [] };
  for (let round = 0; round < pace.rounds; round++) {
    const order =
      round % 2 === 0 ? (["regulars", "bare"] as const) : (["bare", "regulars"] as const);
    for (const name of order) {
      slices[name].push(await drive(load(pace.sliceMs)[name]));
      if (pair.isWrite) await sleep(pace.settleMs);
    }
  }
  const all = [...warm, ...slices.regulars, ...slices.bare];
  const ratios = slices.regulars.map((s, i) => s.perSecond / (slices.bare[i]?.perSecond ?? 0));
  const medians = (of: (slice: Slice) => number) => ({
    regulars: median(slices.regulars.map(of)),
    bare: median(slices.bare.map(of)),
  });
  return {
    name: pair.name,
    connections,
    aim: pair.aim,
    median: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    perSecond: medians((s) => s.perSecond),
    p50Ms: medians((s) => s.p50Ms),
    failures: all.flatMap((s) => s.failures).slice(0, 3),
  };
}

/** Members of its own for each connection, in turn, so that no two writes race for one. */
function memberPicker(members: number, connections: number): (connection: number) => number {
  const each = Math.floor(members / connections);
  let turn = 0;
  return (connection) => {
    turn = (turn + 1) % each;
    return 1 + connection * each + turn;
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
