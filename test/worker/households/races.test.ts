import { expect, test } from "vitest";
import { env, type Reply } from "../../world";
import { withLatency } from "../../world-latency";
import { family, own, pool, put, sound } from "./family";

const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

const outcomes = (replies: Reply[]) => {
  const seen = replies.map((r) => `${r.status} ${r.body.code ?? "moved"}`);
  return Object.fromEntries([...new Set(seen)].map((s) => [s, seen.filter((t) => t === s).length]));
};

test.each(LATENCIES)("of 30 draws of 100 from 1000, 10 are paid $name", async (at) => {
  const all = await family({}, { anna: 1000, ben: 0, carl: 0 });
  await put(all, "anna", 1000);
  const names = ["anna", "ben", "carl"];
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      all.world.call(
        `POST ${all.url}/draws`,
        { member: `ext:${names[i % 3]}`, amount: 100 },
        { env: at.env },
      ),
    ),
  );
  expect(outcomes(replies)).toEqual({ "201 moved": 10, "422 insufficient_points": 20 });
  const balances = await Promise.all(names.map((name) => own(all, name)));
  expect(balances.reduce((a, b) => a + b, 0)).toBe(1000);
  expect(await pool(all)).toBe(0);
  await sound(all);
});

test.each(LATENCIES)("a member who is to join two households joins one $name", async (at) => {
  const all = await family({}, { anna: 0, ben: 0 });
  const other = await all.world.call("PUT /v1/members/ext:carl", {});
  expect(other.status).toBe(201);
  await all.world.call("PUT /v1/members/ext:dora", {});
  const second = await all.world.call("POST /v1/households", { owner: "ext:dora", name: "D" });
  const urls = [all.url, `/v1/households/${second.body.household.id}`];
  const replies = await Promise.all(
    urls.map((url) =>
      all.world.call(`POST ${url}/members`, { member: "ext:carl" }, { env: at.env }),
    ),
  );
  expect(outcomes(replies)).toEqual({ "201 moved": 1, "409 already_in_household": 1 });
});
