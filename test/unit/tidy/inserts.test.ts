import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "../../../src");

/** Columns that a migration adds or moves must not change what an insert means. */
test("every insert names its columns", () => {
  const nameless = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const found = readFileSync(join(SRC, file), "utf8").matchAll(
        /INTO\s+\w+\s+(VALUES|SELECT)\b/g,
      );
      return [...found].map(([sql]) => `${file}: ${sql}`);
    });
  expect(nameless).toEqual([]);
});
