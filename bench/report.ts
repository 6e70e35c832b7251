import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, cpus, loadavg, platform, totalmem } from "node:os";
import { type Cost, OPERATIONS } from "./operations.ts";
import type { Ratio } from "./ratios.ts";

export interface Measured {
  readonly command: string;
  readonly startedAt: Date;
  readonly seconds: number;
  readonly gzipBytes: number;
  /** Ascending. */
  readonly startUpMs: readonly number[];
  readonly costs: ReadonlyMap<number, Map<string, Cost>>;
  readonly ratios: readonly Ratio[];
  readonly ratioMembers: number;
  readonly pace: { readonly rounds: number; readonly sliceMs: number };
}

/** The bundle: less than a fifth of what the free plan takes; see decision 26. */
export const LIMITS = { gzipBytes: 560 * 1024, startUpMs: 60 };

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, i) => (i === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
};

const number = (value: number, digits = 0): string =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Round trips, rows written and rows read at every size, beside the budget. */
export function costTable(costs: Measured["costs"]): string {
  const sizes = [...costs.keys()];
  const cell = (c: { trips: number; written: number; read: number } | undefined) =>
    c ? `${c.trips} · ${c.written} · ${c.read}` : "–";
  return table(
    ["operation", "budget", ...sizes.map((size) => `${number(size)} members`)],
    OPERATIONS.map(({ name, budget }) => [
      name,
      cell(budget),
      ...sizes.map((size) => cell(costs.get(size)?.get(name))),
    ]),
  );
}

export function ratioTable(ratios: readonly Ratio[]): string {
  return table(
    ["", "c", "ratio", "min–max", "aim", "Regulars/s", "bare/s", "p50 ms", "bare p50 ms"],
    ratios.map((r) => [
      r.name,
      `${r.connections}`,
      number(r.median, 2),
      `${number(r.min, 2)}–${number(r.max, 2)}`,
      r.aim === null ? "–" : `≥ ${r.aim}`,
      number(r.perSecond.regulars),
      number(r.perSecond.bare),
      number(r.p50Ms.regulars, 2),
      number(r.p50Ms.bare, 2),
    ]),
  );
}

export const bundleLine = ({ gzipBytes }: Measured): string =>
  `Bundle ${number(gzipBytes / 1024)} KB gzip (limit ${LIMITS.gzipBytes / 1024}).`;

export const startUpLine = ({ startUpMs }: Measured): string =>
  `Start-up ${number(startUpMs[0] ?? Number.NaN)} ms CPU (aim ≤ ${LIMITS.startUpMs}; the least of ` +
  `${startUpMs.length} profiles of \`wrangler check startup\`, which took up to ` +
  `${number(startUpMs.at(-1) ?? Number.NaN)}).`;

function versionOf(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

export function machineLine(): string {
  const [cpu] = cpus();
  const memory = `${number(totalmem() / 2 ** 30)} GB`;
  return (
    `${cpus().length} × ${cpu?.model.trim() || "CPU of unknown model"}, ${memory}, ` +
    `${platform()} ${arch()}, Node ${process.version}, workerd ${versionOf("workerd")}`
  );
}

export const load = (): string => number(loadavg()[0] ?? 0, 1);

const faultList = (faults: readonly string[]): string =>
  ["Not as it should be:", "", ...faults.map((f) => `- ${f.split("\n")[0]}`)].join("\n");

/** The whole page `bench/RESULTS.md`. */
export function page(m: Measured, loadBefore: string, faults: readonly string[]): string {
  return `# Results

Written by \`${m.command}\` on ${m.startedAt.toISOString().slice(0, 10)} in ${number(m.seconds)} s; \
load of the machine before the start: ${loadBefore}.

${machineLine()}.

## Exact costs

Round trips to D1 · rows written · rows read, as D1 counts them in the built Worker with warm caches,
in a shop of each size whose members have identifiers, a wallet with a lot, an order with its two
transfers, a fact and a timer.

${costTable(m.costs)}

${faults.length === 0 ? "Equal at both sizes, and all within the budget of the design." : faultList(faults)}

## Against a bare Worker

Throughput of Regulars over that of a Worker which does nothing but the unavoidable I/O: for a wallet
one select by key; for an order and a redemption one batch that reads and one that writes as many rows
into the same tables; for a redirect one read of KV, with no click counted. Both in one workerd on one database with ${number(m.ratioMembers)} members each, \
with c connections
from a closed loop on the same machine; the Queue's work on the facts runs beside the orders. Without rate \
limits, whose local stand-in costs a millisecond, and without a log line a call. Medians of
${m.pace.rounds} rounds of alternating slices of ${m.pace.sliceMs / 1_000} s. Where KV is stubbed, a plain workerd \
serves both with a KV that answers from memory. The same endpoint against itself varies by a tenth.

${ratioTable(m.ratios)}

## Size and start

- ${bundleLine(m)}
- ${startUpLine(m)}
`;
}
