import { expect, test } from "vitest";
import guide from "../../../docs/guides/rewards.md?raw";
import { KIND_SHAPES } from "../../../src/rewards/kinds";

const [, table = ""] = /\| kind \| brings \|\n([\s\S]*?)\n\n/.exec(guide) ?? [];

test("the guide to rewards tells of every kind that there is, and of no other", () => {
  const cells = table.split("\n").map((row) => row.split("|")[1] ?? "");
  const told = cells.flatMap((cell) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, kind]) => kind));
  expect(told.toSorted()).toEqual(Object.keys(KIND_SHAPES).toSorted());
});
