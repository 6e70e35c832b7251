import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { build, gzipBytes, startUpMs } from "./build.ts";
import { costsOf, faultsOf, rowsLoaded } from "./costs.ts";
import type { Cost } from "./operations.ts";
import { type Ratio, ratiosOf } from "./ratios.ts";
import {
  bundleLine,
  costTable,
  LIMITS,
  load,
  type Measured,
  machineLine,
  page,
  ratioTable,
  startUpLine,
} from "./report.ts";
import { makeShop } from "./shop.ts";
import { stubbedRatios } from "./stub.ts";

const USAGE = `npm run bench -- [--smoke] [--members N] [--rounds N] [--write]

Counts what each operation costs D1 in a shop of 1,000 members and in one of N (1,000,000), weighs the
bundle, and measures wallets, orders, redemptions and redirects against a bare Worker. Fails when a count is over
its budget or differs between the sizes, when the bundle is too heavy, or when a call fails.

--smoke      a few seconds in all: N = 20,000, and ratios that only show that all works
--write      writes bench/RESULTS.md, not of a smoke run`;

const RESULTS = path.join(import.meta.dirname, "RESULTS.md");
const SMALL = 1_000;
/** Enough that no member has many orders at the end. */
const RATIO_MEMBERS = 5_000;
const FULL = {
  members: 1_000_000,
  startUps: 7,
  pace: { rounds: 9, sliceMs: 2_000, warmUpMs: 2_000, settleMs: 1_500 },
};
const SMOKE = {
  members: 20_000,
  startUps: 1,
  pace: { rounds: 1, sliceMs: 300, warmUpMs: 200, settleMs: 200 },
};
/** Below this share of the aim something is broken, however busy the machine. */
const ALARM = 0.3;

const { values: flags } = parseArgs({
  options: {
    smoke: { type: "boolean", default: false },
    members: { type: "string" },
    rounds: { type: "string" },
    write: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (flags.help) console.log(USAGE);
else if (flags.smoke && flags.write) {
  console.error(USAGE);
  process.exitCode = 2;
} else process.exitCode = await bench();

async function bench(): Promise<number> {
  const scratch = mkdtempSync(path.join(tmpdir(), "regulars-bench-"));
  const stop = () => {
    rmSync(scratch, { recursive: true, force: true });
    process.exit(1);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await measure(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measure(scratch: string): Promise<number> {
  const loadBefore = load();
  const startedAt = new Date();
  const size = flags.smoke ? SMOKE : FULL;
  const pace = { ...size.pace, rounds: wholeNumber(flags.rounds, size.pace.rounds) };
  console.log(`${machineLine()}; load ${loadBefore}\n`);
  const [regulars, counted, bare] = await Promise.all([
    build(scratch),
    build(scratch, "bench/counted.ts"),
    build(scratch, "bench/bare.ts"),
  ]);
  const costs = new Map<number, Map<string, Cost>>();
  for (const members of [SMALL, wholeNumber(flags.members, size.members)]) {
    const shop = await makeShop({ scratch, bundle: regulars, members, bareMembers: 0 });
    costs.set(members, await costsOf(shop, counted));
    rmSync(shop.folder, { recursive: true });
  }
  console.log(`Round trips · rows written · rows read\n\n${costTable(costs)}\n`);
  const shop = await makeShop({
    scratch,
    bundle: regulars,
    members: RATIO_MEMBERS,
    bareMembers: RATIO_MEMBERS,
  });
  const rows = {
    order: rowsOf(costs, "order, existing member"),
    redemption: rowsOf(costs, "redemption with stock"),
  };
  const ratios = [
    ...(await ratiosOf({ shop, regulars, bare, rows, pace }, tell)),
    ...(await stubbedRatios({ scratch, regulars, bare, pace }, tell)),
  ];
  console.log(`\n${ratioTable(ratios)}\n`);
  const measured: Measured = {
    command: ["npm run bench --", ...process.argv.slice(2)].join(" "),
    startedAt,
    seconds: 0,
    gzipBytes: gzipBytes(regulars),
    startUpMs: await startUpMs(scratch, size.startUps),
    costs,
    ratios,
    ratioMembers: RATIO_MEMBERS,
    pace,
  };
  console.log(`${bundleLine(measured)}\n${startUpLine(measured)}\n`);
  const seconds = (Date.now() - startedAt.getTime()) / 1_000;
  if (flags.write) {
    writeFileSync(RESULTS, page({ ...measured, seconds }, loadBefore, faultsOf(costs)));
  }
  return verdict(measured);
}

function tell({ name, connections, median }: Ratio): void {
  console.log(`${name}, ${connections} connection(s): ${median.toFixed(2)} of the bare Worker`);
}

function rowsOf(costs: ReadonlyMap<number, Map<string, Cost>>, operation: string) {
  const cost = costs.get(SMALL)?.get(operation);
  if (!cost) throw new Error(`${operation} was not counted.`);
  return { read: rowsLoaded(cost), written: cost.written };
}

/** 1 when anything exact is wrong; times and ratios only warn, as they depend on the machine. */
function verdict({ costs, ratios, gzipBytes: bytes, startUpMs: starts }: Measured): number {
  const faults = [
    ...faultsOf(costs),
    ...ratios.flatMap((r) => r.failures),
    ...(bytes > LIMITS.gzipBytes ? [`The bundle weighs ${bytes} bytes.`] : []),
  ];
  const warnings = [
    ...ratios
      .filter((r) => r.median < (r.aim ?? 0))
      .map((r) => {
        const word = r.median < (r.aim ?? 0) * ALARM ? "ALARM" : "Below the aim";
        return `${word}: ${r.name} with ${r.connections} at ${r.median.toFixed(2)} of ${r.aim}`;
      }),
    ...((starts[0] ?? 0) > LIMITS.startUpMs ? [`Start-up above ${LIMITS.startUpMs} ms.`] : []),
  ];
  for (const warning of warnings) console.log(warning);
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? "All counts hold." : `${faults.length} fault(s).`);
  return faults.length === 0 ? 0 : 1;
}

function wholeNumber(text: string | undefined, fallback: number): number {
  const value = Number(text ?? fallback);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`Not a whole number: ${text}\n\n${USAGE}`);
}
