import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "../../../src");

/** Lower floors know nothing of higher ones; those of one floor may know each other or not. */
const FLOORS: { slices: readonly string[]; mayMeet: boolean }[] = [
  { slices: ["lib"], mayMeet: true },
  { slices: ["core"], mayMeet: true },
  { slices: ["ui"], mayMeet: true },
  { slices: ["shops", "program", "ledger", "members"], mayMeet: true },
  { slices: ["vouchers", "pools", "mail", "consent", "messages", "effects"], mayMeet: true },
  {
    slices: [
      ...["earning", "tiers", "stamps", "perks", "causes"],
      ...["rewards", "referrals", "journeys", "presets", "gifts", "merges"],
      ...["households", "companies", "credit"],
    ],
    mayMeet: false,
  },
  { slices: ["awards"], mayMeet: false },
  { slices: ["checkout"], mayMeet: false },
  { slices: ["orders", "activities", "metrics", "connect"], mayMeet: false },
  { slices: ["plans"], mayMeet: false },
  { slices: ["checkup"], mayMeet: false },
  { slices: ["reference", "dashboard", "portal"], mayMeet: false },
  {
    slices: [
      "registry",
      "belongings",
      "reactions",
      "consumer",
      "jobs",
      "rounds",
      "clock",
      "app",
      "index",
    ],
    mayMeet: true,
  },
];

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
  .map((file) => file.replaceAll("\\", "/"));

/** What a file imports from src, as files; `declare module` is a type's place, no import. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), "utf8");
  const found = text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)"/gms);
  return [...found].flatMap(([, path = ""]) => {
    if (path.endsWith(".css")) return [];
    const target = relative(SRC, join(SRC, dirname(file), path)).replaceAll("\\", "/");
    const candidates = [
      `${target}.ts`,
      `${target}.tsx`,
      `${target}/index.ts`,
      `${target}/index.tsx`,
    ];
    const resolved = candidates.find((candidate) => files.includes(candidate));
    return [resolved ?? `missing: ${target}`];
  });
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));

const sliceOf = (file: string): string => file.split("/")[0]?.replace(/\.tsx?$/, "") ?? "";
const floorOf = (slice: string): number => FLOORS.findIndex((f) => f.slices.includes(slice));

test("every file belongs to a slice of a known floor", () => {
  expect(files.filter((file) => floorOf(sliceOf(file)) < 0)).toEqual([]);
});

test("every import leads to a file", () => {
  expect([...graph.values()].flat().filter((path) => path.startsWith("missing"))).toEqual([]);
});

test("imports point down the floors, and features never meet", () => {
  const wrong = [...graph].flatMap(([file, imports]) => {
    const [slice, floor] = [sliceOf(file), floorOf(sliceOf(file))];
    return imports
      .filter((other) => {
        const otherFloor = floorOf(sliceOf(other));
        const isNeighbour = otherFloor === floor && sliceOf(other) !== slice;
        return otherFloor > floor || (isNeighbour && !FLOORS[floor]?.mayMeet);
      })
      .map((other) => `${file} → ${other}`);
  });
  expect(wrong).toEqual([]);
});

test("a slice is used through its index, but for the top floor, which puts all together", () => {
  const wrong = [...graph].flatMap(([file, imports]) => {
    if (floorOf(sliceOf(file)) === FLOORS.length - 1) return [];
    return imports
      .filter((other) => other.includes("/") && sliceOf(other) !== sliceOf(file))
      .filter((other) => !["lib", "core", "ui"].includes(sliceOf(other)))
      .filter((other) => !/^[a-z]+\/index\.tsx?$/.test(other))
      .map((other) => `${file} → ${other}`);
  });
  expect(wrong).toEqual([]);
});

test("slices do not import in circles", () => {
  const slices = new Map<string, Set<string>>();
  for (const [file, imports] of graph) {
    const others = imports.map(sliceOf).filter((other) => other !== sliceOf(file));
    slices.set(sliceOf(file), new Set([...(slices.get(sliceOf(file)) ?? []), ...others]));
  }
  expect(circlesIn(slices)).toEqual([]);
});

test("files do not import in circles", () => {
  expect(circlesIn(withoutTypes())).toEqual([]);
});

/** Imports that remain at run time: a circle of types alone is none. */
function withoutTypes(): Map<string, string[]> {
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(SRC, file), "utf8");
      const types = [...text.matchAll(/^(?:import|export) type\b[^;]*?\bfrom "(\.[^"]+)"/gms)].map(
        ([, path = ""]) => relative(SRC, join(SRC, dirname(file), path)).replaceAll("\\", "/"),
      );
      const kept = (graph.get(file) ?? []).filter(
        (other) => !types.includes(other.replace(/(\/index)?\.tsx?$/, "")),
      );
      return [file, kept];
    }),
  );
}

function circlesIn(edges: ReadonlyMap<string, Iterable<string>>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at >= 0) {
      circles.push([...path.slice(at), node].join(" → "));
      return;
    }
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return circles;
}
