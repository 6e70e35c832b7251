import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const reference = readFileSync("docs/reference/storage.md", "utf8");
const migrations = readdirSync("migrations")
  .sort()
  .map((file) => readFileSync(`migrations/${file}`, "utf8"))
  .join("\n");

/** Tables that a migration made under another name. */
const renamed = new Map(
  [...migrations.matchAll(/^ALTER TABLE (\w+) RENAME TO (\w+)/gm)].map(
    ([, from = "", to = ""]) => [from, to] as const,
  ),
);

test("the storage reference names every table with its columns, in the order of the migrations", () => {
  const made = [...migrations.matchAll(/^CREATE TABLE (\w+) \(\n([\s\S]*?)^\)/gm)];
  expect(made.length).toBeGreaterThan(0);
  // What a migration made anew stands as it was made last.
  const latest = new Map(
    made.map(([, name = "", body = ""]) => [renamed.get(name) ?? name, body] as const),
  );
  for (const [table, body] of latest) {
    const columns = [
      ...[...body.matchAll(/^ {2}([a-z_]+) +(?:TEXT|INTEGER)/gm)].map(([, name]) => name),
      ...addedTo(table),
    ];
    const row = reference.split("\n").find((line) => line.startsWith(`| \`${table}\` |`)) ?? "";
    const told = [...(row.split("|")[3] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(told, table).toEqual(columns);
  }
});

test("the storage reference says what is in every JSON column", () => {
  const columns = migrations.matchAll(
    /^(?: {2}|ALTER TABLE \w+ ADD COLUMN )([a-z_]+) +TEXT[^\n]*-- JSON/gm,
  );
  // Rows of tables name each column; what is in it is told elsewhere on the page.
  const prose = reference.replaceAll(/^\| `\w+` \| [^|\n]+ \| `\w+`, .*$/gm, "");
  const names = [...columns].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(0);
  const isTold = (name: string) => new RegExp(`\`(?:\\w+\\.)?${name}\``).test(prose);
  expect(names.filter((name) => !isTold(name))).toEqual([]);
});

test("the storage reference names every binding and secret", () => {
  const environment = readFileSync("src/core/env.ts", "utf8");
  const names = [...environment.matchAll(/^ {2}readonly ([A-Z_]+)\??:/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(reference).toContain(`| \`${name}\` |`);
});

/** Columns that a later migration added. */
const addedTo = (table: string): (string | undefined)[] =>
  [...migrations.matchAll(/^ALTER TABLE (\w+) ADD COLUMN (\w+)/gm)]
    .filter(([, name]) => name === table)
    .map(([, , column]) => column);
