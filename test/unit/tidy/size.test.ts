import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "../../../src");
/** Beyond this a file is to be split; some data may go on to the hard stop. */
const SOFT_LINES = 200;
const HARD_LINES = 300;
/** How many files may lie between the two. */
const TOLERATED = 5;

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, lines: readFileSync(join(SRC, file), "utf8").trimEnd().split("\n") }));

test("no file is longer than 300 lines, and few than 200", () => {
  const long = files.filter(({ lines }) => lines.length > SOFT_LINES);
  const sizes = long.map(({ file, lines }) => `${file}: ${lines.length}`);
  expect(long.filter(({ lines }) => lines.length > HARD_LINES).map((f) => f.file)).toEqual([]);
  expect(long.length, sizes.join(", ")).toBeLessThanOrEqual(TOLERATED);
});

test("nothing is left to do, and nobody shuts the checker up", () => {
  const left = files.flatMap(({ file, lines }) =>
    lines
      .map((line, i) => ({ line, at: `${file}:${i + 1}` }))
      .filter(({ line }) =>
        /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|expect-error|nocheck)/.test(line),
      )
      .map(({ at }) => at),
  );
  expect(left).toEqual([]);
});

test("rules are pure: no clock, no chance, no I/O", () => {
  const impure = files
    .filter(({ file }) => /(^|[/-])rules\.ts$/.test(file))
    .flatMap(({ file, lines }) =>
      lines
        .filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line))
        .filter((line) =>
          /Date\.now|new Date\(\)|Math\.random|crypto\.|fetch\(|\bawait\b/.test(line),
        )
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(impure).toEqual([]);
});
