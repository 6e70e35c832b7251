import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readCdnow } from "../../../scripts/lib/cdnow.ts";

const SAMPLE = path.join(process.env.REGULARS_DATA ?? "/nowhere", "CDNOW_sample.txt");

test("a row becomes an order of its day, in cents, under its number", () => {
  const [first, second] = readCdnow(
    " 00004 0001 19970101  2   29.33\r\n 00018 0002 19970104  1    0.00\r\n\r\n",
  );
  expect(first).toMatchObject({ row: 1, customer: "00004", cents: 2933 });
  expect(first?.body).toMatchObject({
    id: "1",
    source: "cdnow",
    member: { externalId: "00004" },
    currency: "USD",
    total: 2933,
    items: [{ id: "1", quantity: 2, total: 2933 }],
    placedAt: "1997-01-01T12:00:00Z",
    mode: "history",
    earn: "rules",
  });
  expect(second).toMatchObject({ row: 2, customer: "00018", cents: 0 });
});

test("a row that is no order is named", () => {
  expect(() => readCdnow(" 00004 0001 19970101  2   29.33\nnonsense\n")).toThrow("Row 2");
});

test.skipIf(!existsSync(SAMPLE))("the published sample is read whole", () => {
  const orders = readCdnow(readFileSync(SAMPLE, "utf8"));
  expect(orders).toHaveLength(6_919);
  expect(new Set(orders.map((o) => o.customer)).size).toBe(2_357);
  expect(orders.filter((o) => o.cents === 0)).toHaveLength(8);
  expect(orders.reduce((sum, o) => sum + o.cents, 0)).toBe(24_409_194);
});
