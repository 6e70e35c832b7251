import { expect, test, vi } from "vitest";
import { advance, deliver, pump, rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";
import { DAY, iso, metricsMessage, runMetrics, sale, setClock } from "./shop";

const NOON = Date.UTC(2026, 2, 14, 11);
const READERS = [
  { email: "inhaber@shop.example", locale: "de" },
  { email: "owner@shop.example", locale: "en" },
];

interface MailRow {
  readonly key: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly deliveries: number;
}

const reportsIn = (shop: string) =>
  rowsIn<MailRow>(
    shop,
    "SELECT * FROM mails WHERE shop = ?1 AND key LIKE 'report:%' ORDER BY sent_at, recipient",
    shop,
  );

/** A sandbox with a few weeks of orders, at noon of 14 March 2026 in Berlin. */
async function withReaders(name = "Café Morgenrot"): Promise<World> {
  const world = await newWorld({ name });
  await setClock(world, NOON);
  for (const [i, customer] of ["a", "b", "a", "c"].entries()) {
    const placedAt = iso(NOON - i * 7 * DAY);
    await world.test("POST /v1/orders", sale(`${i}`, customer, 1990 + i, { placedAt }));
  }
  const { status } = await world.test("PATCH /v1/shop", { reportsTo: READERS });
  expect(status).toBe(200);
  return world;
}

test("staff who ask for it get yesterday's numbers in their language", async () => {
  const world = await withReaders();
  await advance(world, NOON + DAY);
  const [german, english] = await reportsIn(world.sandbox);
  expect(german).toMatchObject({
    recipient: "inhaber@shop.example",
    subject: "Café Morgenrot: Zahlen vom 14. März 2026",
  });
  expect(english).toMatchObject({
    recipient: "owner@shop.example",
    subject: "Café Morgenrot: numbers of 14 March 2026",
  });
  expect(german?.text).toMatch(/KOMPASS[\s\S]*Abwanderung[\s\S]*Umsatz, netto +19,90 € +19,91 €/);
  expect(german?.text).toMatch(/MITGLIEDER[\s\S]*Erstkäufer +2[\s\S]*Wiederkäufer +1/);
  expect(english?.text).toMatch(/COMPASS[\s\S]*Churn[\s\S]*Revenue, net +€19\.90 +€19\.91/);
  expect(english?.html).toContain("<td");
});

test("a report goes out once a day, however often the night's run is sent", async () => {
  const world = await withReaders();
  await setClock(world, NOON + DAY);
  const message = await metricsMessage(world.sandbox);
  for (let i = 0; i < 4; i++) await deliver([message, message]);
  await pump(world.sandbox);
  await runMetrics(world.sandbox);
  const reports = await reportsIn(world.sandbox);
  expect(reports).toHaveLength(2);
  await advance(world, NOON + 2 * DAY);
  expect(await reportsIn(world.sandbox)).toHaveLength(4);
  // A clock that jumps a month reports on its last day, not on every one of them.
  await advance(world, NOON + 40 * DAY);
  expect(await reportsIn(world.sandbox)).toHaveLength(6);
  await runMetrics(world.sandbox);
  const later = await reportsIn(world.sandbox);
  expect(later.slice(2).map((mail) => mail.deliveries)).toEqual([1, 1, 1, 1]);
});

test("who is taken off the list gets no more; the list is short and of addresses", async () => {
  const world = await withReaders();
  await world.test("PATCH /v1/shop", { reportsTo: [] });
  await advance(world, NOON + DAY);
  expect(await reportsIn(world.sandbox)).toEqual([]);
  const many = Array.from({ length: 11 }, (_, i) => ({
    email: `s${i}@shop.example`,
    locale: "de",
  }));
  for (const reportsTo of [many, [{ email: "nobody", locale: "de" }], [{ email: "a@b.example" }]]) {
    const { status } = await world.test("PATCH /v1/shop", { reportsTo });
    expect(status).toBe(400);
  }
});

test("a shop's name cannot become markup", async () => {
  const world = await withReaders('<b>Café</b> & "Söhne"');
  await advance(world, NOON + DAY);
  const [german] = await reportsIn(world.sandbox);
  expect(german?.subject).toContain('<b>Café</b> & "Söhne"');
  expect(german?.html).not.toContain("<b>");
});

test("no address of a reader is logged", async () => {
  const said: unknown[] = [];
  for (const level of ["info", "error", "log"] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => void said.push(...words));
  }
  // A live shop without a way to send mail: the provider refuses.
  const { call, shop } = await newWorld();
  await call("PATCH /v1/shop", { reportsTo: READERS });
  await runMetrics(shop).catch(() => undefined);
  vi.restoreAllMocks();
  expect(JSON.stringify(said)).not.toMatch(/shop\.example/);
});
