import { expect, test } from "vitest";
import { failureOf } from "../../../src/core/database";

test("what is too large for the database is told from our own faults", () => {
  const kind = (message: string) => failureOf(new Error(message)).kind;
  expect(kind("D1_ERROR: string or blob too big: SQLITE_TOOBIG")).toBe("too_big");
  expect(kind("D1_ERROR: no such column: x")).toBe("bug");
});
