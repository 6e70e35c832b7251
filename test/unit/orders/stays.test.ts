import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { contentFrom, contentJson } from "../../../src/orders/codec";
import { activationOf } from "../../../src/orders/date-rules";
import { stayEndOf } from "../../../src/orders/order";
import { orderOf, PLACED, programOf, ZONE } from "./order";

const DELIVERED = PLACED + 2 * DAY;
const ENDS = PLACED + 10 * DAY;

/** How an order waits, what is known of it, and from when on its points can be spent. */
const ACTIVATIONS: [
  name: string,
  wait: object,
  deliveredAt: number | null,
  end: number | null,
  at: number,
][] = [
  ["at the end of the stay", { wait: "P0D" }, null, ENDS, ENDS],
  ["three days after it", { wait: "P3D" }, null, ENDS, PLACED + 13 * DAY],
  ["whatever was delivered before", { wait: "P0D" }, DELIVERED, ENDS, ENDS],
  ["as placed without a stay", { wait: "P0D" }, DELIVERED, null, PLACED],
  ["days after placed without a stay", { wait: "P3D" }, null, null, PLACED + 3 * DAY],
  ["once paid, of a stay that is over", { wait: "P0D" }, null, PLACED - DAY, PLACED],
];

test.each(ACTIVATIONS)(
  "points that wait for a stay are free %s",
  (_, wait, deliveredAt, end, at) => {
    const program = programOf({ pending: { online: { after: "stay_end", ...wait } } });
    const order = { channel: "online", placedAt: PLACED } as const;
    expect(activationOf(order, program, { deliveredAt, stayEndsAt: end }, ZONE)).toBe(at);
  },
);

test("what waits for a delivery does not mind a stay", () => {
  const order = { channel: "online", placedAt: PLACED } as const;
  const reached = { deliveredAt: DELIVERED, stayEndsAt: ENDS };
  expect(activationOf(order, programOf(), reached, ZONE)).toBe(DELIVERED + 14 * DAY);
});

test("an order's stays end with the last of them", () => {
  const of = (...ends: (number | null)[]) =>
    stayEndOf(
      ends.map((endsAt) => ({ stay: endsAt === null ? null : { startsAt: PLACED, endsAt } })),
    );
  expect([of(), of(null), of(ENDS, null, DELIVERED)]).toEqual([null, null, ENDS]);
});

test("a stay is stored with its line, and costs others nothing", () => {
  const stay = { startsAt: PLACED, endsAt: ENDS };
  const [plain, room] = [
    { id: "a", quantity: 1, total: 5 },
    { id: "b", quantity: 1, total: 9, stay },
  ];
  const { content } = orderOf([plain, room]);
  const stored = contentJson(content);
  expect(stored).toContain(`["a",1,5],["b",1,9,0,0,0,0,[${PLACED},${ENDS}]]`);
  expect(contentFrom(stored)).toEqual(content);
  const kinds = orderOf([{ ...room, kind: "deposit" }]).content;
  expect(contentFrom(contentJson(kinds))).toEqual(kinds);
});
