import { expect, test } from "vitest";
import { type Database, type Statement, statement } from "../../../src/core/database";
import { unbroken } from "../../../src/core/i18n";
import { together } from "../../../src/core/together";

/** Answers each statement with its own text, and remembers the batches. */
function echo() {
  const batches: (readonly Statement[])[] = [];
  const db: Database = {
    batch: async (statements) => {
      batches.push(statements);
      if (statements.some(({ sql }) => sql === "broken")) throw new Error("no such table");
      return statements.map(({ sql }) => [{ sql }]);
    },
    bookmark: () => "bookmark",
  };
  return { db, batches };
}

test("what is read in one turn is one batch, and each reader gets its own rows", async () => {
  const { db, batches } = echo();
  const joined = together(db);
  const late = Promise.resolve().then(() => joined.batch([statement("d")]));
  const [first, second, third] = await Promise.all([
    joined.batch([statement("a"), statement("b")]),
    joined.batch([statement("c")]),
    late,
  ]);
  expect(batches.map((batch) => batch.map(({ sql }) => sql))).toEqual([["a", "b", "c", "d"]]);
  expect(first).toEqual([[{ sql: "a" }], [{ sql: "b" }]]);
  expect([second, third]).toEqual([[[{ sql: "c" }]], [[{ sql: "d" }]]]);
  expect(joined.bookmark()).toBe("bookmark");
});

test("a later turn is a batch of its own", async () => {
  const { db, batches } = echo();
  const joined = together(db);
  await joined.batch([statement("a")]);
  await joined.batch([statement("b")]);
  expect(batches).toHaveLength(2);
});

test("where one read fails, all of the turn do, and the next turn is well again", async () => {
  const { db } = echo();
  const joined = together(db);
  const reads = await Promise.allSettled(
    ["a", "broken"].map((sql) => joined.batch([statement(sql)])),
  );
  expect(reads.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(joined.batch([statement("a")])).resolves.toEqual([[{ sql: "a" }]]);
});

test("an amount and its currency stay on one line", () => {
  expect(unbroken("5 € ab 20 € Einkaufswert, 10 % oder 3 Bohnen")).toBe(
    "5\u00a0€ ab 20\u00a0€ Einkaufswert, 10\u00a0% oder 3 Bohnen",
  );
});
