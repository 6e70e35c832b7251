import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { expect, test } from "vitest";
import { runJobs } from "../../../src/jobs";
import { advance, pump, recording, rowsIn } from "../../queue";
import { env, newWorld } from "../../world";
import { DAY, iso, sale, setClock, sumsIn } from "./shop";

const NOON = Date.UTC(2026, 2, 10, 11);
const PATHS = ["daily", "lifecycle", "retention"].map((name) => `GET /v1/metrics/${name}`);

test.for(PATHS)("%s refuses days that are none, and ranges that are too long", async (path) => {
  const { call } = await newWorld();
  const bad = [
    "",
    "?from=2026-03-01",
    "?from=2026-02-30&to=2026-03-01",
    "?from=2026-03-02&to=2026-03-01",
    "?from=2000-03-02&to=2026-03-01",
    "?from=1066-10-14&to=1066-10-14",
    "?from=2026-03-01&to=2026-03-01&format=xml",
    "?from=2026-03-01&to=2026-03-01&other=1",
  ];
  for (const query of bad) {
    const { status, body } = await call(`${path}${query}`);
    expect([query, status, body.code]).toEqual([query, 400, "invalid_query"]);
  }
});

test.for(PATHS)("%s tells a shop nothing of another one", async (path) => {
  const [world, other] = [await newWorld(), await newWorld()];
  for (const { test } of [world, other]) await setClock({ ...world, test }, NOON);
  await world.test("POST /v1/orders", sale("1", "a", 1000));
  await advance(world, NOON + 2 * DAY);
  await advance(other, NOON + 2 * DAY);
  const range = "?from=2026-03-09&to=2026-03-11";
  const [mine, theirs] = [await world.test(path + range), await other.test(path + range)];
  expect(JSON.stringify(mine.body)).not.toBe(JSON.stringify(theirs.body));
  expect(JSON.stringify(theirs.body.data)).not.toMatch(/:[1-9]/);
});

test("a table has a header, a row a day, and no formula", async () => {
  const world = await newWorld();
  await setClock(world, NOON);
  await world.test("POST /v1/orders", sale("1", "a", 1234));
  await advance(world, NOON + 2 * DAY);
  const path = "GET /v1/metrics/daily?from=2026-03-09&to=2026-03-11&format=csv";
  const { status, body, headers } = await world.test(path);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(headers.get("content-disposition")).toBe('attachment; filename="daily.csv"');
  const rows = String(body).split("\r\n");
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatch(
    /^day,isComplete,orders\.paid,orders\.byGuests,.*units\.points\.outstanding/,
  );
  expect(rows[2]).toMatch(/^2026-03-10,true,1,0,0,1234,/);
  for (const name of ["lifecycle", "retention"]) {
    const table = await world.test(
      `GET /v1/metrics/${name}?from=2026-03-09&to=2026-03-11&format=csv`,
    );
    expect(String(table.body).split("\r\n").length).toBeGreaterThan(2);
  }
});

test("made anew, the numbers are the same; until then days are not complete", async () => {
  const world = await newWorld();
  await setClock(world, NOON);
  for (let i = 0; i < 8; i++) {
    await world.test(
      "POST /v1/orders",
      sale(`${i}`, `c${i % 3}`, 900, { placedAt: iso(NOON - i * 20 * DAY) }),
    );
  }
  await advance(world, NOON + DAY);
  const before = await sumsIn(world.sandbox);
  const day = "GET /v1/metrics/daily?from=2026-03-10&to=2026-03-10";
  const told = (await world.test(day)).body;
  const headers = { "idempotency-key": "again" };
  const { status, body } = await world.test("POST /v1/metrics/recompute", {}, { headers });
  expect([status, body]).toEqual([202, { isStarted: true }]);
  expect((await world.test(day)).body.data[0].isComplete).toBe(false);
  await pump(world.sandbox);
  expect(await sumsIn(world.sandbox)).toEqual(before);
  expect((await world.test(day)).body).toEqual(told);
  const again = await world.test("POST /v1/metrics/recompute", {}, { headers });
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect((await world.test(day)).body.data[0].isComplete).toBe(true);
});

test("cron sends a shop to the Queue when its day is over, and not again", async () => {
  const world = await newWorld();
  await world.call(
    "POST /v1/orders",
    sale("1", "a", 1000, { placedAt: iso(Date.now() - 3 * DAY) }),
  );
  await pump(world.shop);
  let scheduledTime = Date.UTC(2019, 0, 1) + Math.floor(Math.random() * 1e10);
  const tick = async () => {
    const queue = recording();
    const execution = createExecutionContext();
    await runJobs({ cron: "17 * * * *", scheduledTime: scheduledTime++ }, queue.env, execution);
    await waitOnExecutionContext(execution);
    return queue.sentFor(world.shop).filter((m) => m.type === "metrics");
  };
  const [message] = await tick();
  expect(message).toMatchObject({ type: "metrics", shop: world.shop });
  if (message) await env.QUEUE.send(message);
  await pump(world.shop);
  expect(await tick()).toEqual([]);
  const [row] = await rowsIn<{ orders: number }>(
    world.shop,
    "SELECT count(*) AS orders FROM daily_metrics WHERE shop = ?1 AND numbers LIKE '%paid%'",
    world.shop,
  );
  expect(row?.orders).toBe(1);
});
