import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import readme from "../../../README.md?raw";

const ROOT = join(import.meta.dirname, "../../..");

test("the code tour leads to everything in src", () => {
  const missing = readdirSync(join(ROOT, "src")).filter(
    (name) => !readme.includes(`\`src/${name}\``),
  );
  expect(missing).toEqual([]);
});

test("every guide is named in the README", () => {
  const guides = readdirSync(join(ROOT, "docs/guides"));
  expect(guides.filter((name) => !readme.includes(`(docs/guides/${name})`))).toEqual([]);
});
