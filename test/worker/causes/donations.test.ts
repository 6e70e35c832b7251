import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { counting } from "../../counting";
import { faultsOf } from "../../invariants";
import { callAs, env, newWorld, type Reply, type World } from "../../world";
import { withLatency } from "../../world-latency";
import { give, givenBy, memberWith, PROGRAM, worldWith } from "./shop";

const world = await worldWith();

async function clean(of: World): Promise<void> {
  expect(await faultsOf(await shardOf(of.shop), of.shop)).toEqual([]);
  expect((await of.call("GET /v1/ledger/check")).body.findings).toEqual([]);
}

const outcomes = (replies: Reply[]) => {
  const seen = replies.map((r) => `${r.status} ${r.body.code ?? r.body.donation.status}`);
  return Object.fromEntries([...new Set(seen)].map((s) => [s, seen.filter((t) => t === s).length]));
};

/** A donation; points that are left of 330, what the cause gets, or why not. */
const CASES: [name: string, donation: object, points: number, money: number | string][] = [
  // 100 points are 1.00 €.
  ["points in one step", { cause: "trees", amount: 100 }, 230, 100],
  ["points in three steps", { cause: "trees", amount: 300 }, 30, 300],
  // Of 250 two steps of 100 are given, and 50 stay.
  ["points beyond whole steps stay", { cause: "trees", amount: 250 }, 130, 200],
  // 330 = 6 × 50 + 30; 6 × 0.20 € = 1.20 €.
  ["points at another rate", { cause: "sea", amount: 330 }, 30, 120],
  ["less than a step", { cause: "trees", amount: 99 }, 330, "422 donation_too_small /amount"],
  ["more than there is", { cause: "trees", amount: 331 }, 330, "422 insufficient_points /amount"],
  ["to what takes none", { cause: "choir", amount: 100 }, 330, "422 donation_not_accepted /unit"],
  [
    "of a unit that it takes none of",
    { cause: "trees", unit: "miles", amount: 100 },
    330,
    "422 donation_not_accepted /unit",
  ],
  ["to what is unknown", { cause: "moon", amount: 100 }, 330, "422 unknown_cause /cause"],
  ["without a choice", { amount: 100 }, 330, "422 unknown_cause /cause"],
  ["money", { cause: "choir", money: 500 }, 330, 500],
  ["money with its order", { cause: "sea", money: 1, order: "till:7" }, 330, 1],
  ["nothing", { cause: "trees", amount: 0 }, 330, "400 invalid_body"],
  ["money and points at once", { cause: "trees", amount: 1, money: 1 }, 330, "400 invalid_body"],
];

test.each(CASES)("%s", async (name, donation, points, money) => {
  const member = await memberWith(world, name.replaceAll(" ", "-"), 30, 300);
  const reply = await give(world, member, donation);
  const wallet = await world.call(`GET /v1/members/${member}/wallet`);
  expect(wallet.body.wallet.points.available).toBe(points);
  if (typeof money === "string") {
    const pointer = reply.body.errors?.[0]?.pointer ?? "";
    expect(`${reply.status} ${reply.body.code} ${pointer}`).toContain(money);
    return;
  }
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  const isMoney = "money" in donation;
  const by = { purchases: 0, points: isMoney ? 0 : money, money: isMoney ? money : 0 };
  expect(reply.body).toMatchObject({
    committed: true,
    donation: { status: "given", money, amount: 330 - points, unit: isMoney ? null : "points" },
    given: money,
    by,
    member: { wallet: { points: { available: points } } },
  });
  const { cause } = reply.body.donation;
  expect((await givenBy(world.call, member))[cause]).toEqual([money, 0, by.points, by.money]);
});

test("the ledger adds up after every donation", () => clean(world));

test("a donation is undone once, and its points are back in the lots they came from", async () => {
  const member = await memberWith(world, "undone", 30, 300);
  const lots = async () => (await world.call(`GET /v1/members/${member}/lots`)).body.data;
  const before = await lots();
  await give(world, member, { id: "d-1", cause: "trees", amount: 200 });
  await give(world, member, { id: "d-2", cause: "trees", money: 500 });
  expect((await givenBy(world.call, member)).trees).toEqual([700, 0, 200, 500]);
  const undo = (id: string) => world.call(`POST /v1/members/${member}/donations/${id}/reverse`, {});
  const back = await undo("d-1");
  expect(back.body).toMatchObject({
    donation: { id: "d-1", status: "reversed" },
    given: 500,
    by: { purchases: 0, points: 0, money: 500 },
  });
  expect(await lots()).toEqual(before);
  const again = await undo("d-1");
  expect(again.body).toEqual(back.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  await undo("d-2");
  expect((await givenBy(world.call, member)).trees).toEqual([0, 0, 0, 0]);
  // A retry of the donation itself repeats what it answered then.
  const retried = await give(world, member, { id: "d-1", cause: "trees", amount: 200 });
  expect([retried.status, retried.body.donation.status]).toEqual([200, "given"]);
  const list = await world.call(`GET /v1/members/${member}/donations`);
  expect(list.body.data.map((d: { id: string; status: string }) => [d.id, d.status])).toEqual(
    expect.arrayContaining([
      ["d-1", "reversed"],
      ["d-2", "reversed"],
    ]),
  );
  await clean(world);
});

test("a donation is made once for its id, and other content of that id is refused", async () => {
  const member = await memberWith(world, "once", 300);
  const donation = { id: "app-1", cause: "trees", amount: 100 };
  const [first, again] = [await give(world, member, donation), await give(world, member, donation)];
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  const other = await give(world, member, { ...donation, amount: 200 });
  expect([other.status, other.body.code]).toEqual([409, "donation_differs"]);
  const tried = await give(world, member, { cause: "trees", amount: 200 }, "?dryRun=true");
  expect(tried.body).toMatchObject({ committed: false, given: 300 });
  expect((await givenBy(world.call, member)).trees).toEqual([100, 0, 100, 0]);
});

const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

test.each(LATENCIES)(
  "of 20 donations for one balance 3 are made, 17 lack points $name",
  async (at) => {
    const member = await memberWith(world, `race-${at.name.length}`, 50, 300);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.call(
          `POST /v1/members/${member}/donations`,
          { cause: "trees", amount: 100 },
          { env: at.env },
        ),
      ),
    );
    expect(outcomes(replies)).toEqual({ "201 given": 3, "422 insufficient_points": 17 });
    expect((await givenBy(world.call, member)).trees).toEqual([300, 0, 300, 0]);
    await clean(world);
  },
);

test("one id 20 times in parallel is one donation with equal answers", async () => {
  const member = await memberWith(world, "same", 300);
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => give(world, member, { id: "s", cause: "trees", amount: 100 })),
  );
  expect(outcomes(replies)).toEqual({ "201 given": 1, "200 given": 19 });
  expect(new Set(replies.map((r) => JSON.stringify(r.body))).size).toBe(1);
});

test("a donation says why, in the member's language", async () => {
  const member = await memberWith(world, "told", 300);
  await give(world, member, { cause: "trees", amount: 100 });
  await give(world, member, { cause: "sea", money: 490 });
  const { body } = await world.call(`GET /v1/members/${member}/transfers?limit=3`);
  const texts = await Promise.all(
    body.data.map(async ({ id }: { id: string }) => {
      const told = await world.call(`GET /v1/explain/${id}?locale=de`);
      return told.body.text
        .replace(/am .*? (wurden?|als|für)/, "am … $1")
        .replace(/ am \d.*?20\d\d/, " am …");
    }),
  );
  expect(texts.sort()).toEqual([
    "1 € wurden am … für gespendete Punkte an „Bäume für Köln“ gegeben.",
    "100 Punkte wurden am … gespendet.",
    "4,90 € wurden am … als eigene Spende an „Saubere Meere“ gegeben.",
  ]);
});

test("another shop's member and donation are not found, and an erased member gives no more", async () => {
  const other = await worldWith(PROGRAM);
  const member = await memberWith(world, "gone", 300);
  await give(world, member, { id: "g-1", cause: "trees", amount: 100 });
  const { body } = await world.call(`GET /v1/members/${member}`);
  const codeOf = async (call: World["call"], request: string, of?: object) => {
    const reply = await call(request, of);
    return [reply.status, reply.body.code];
  };
  const donations = `/v1/members/${body.id}/donations`;
  const donation = { cause: "trees", amount: 100 };
  expect(await codeOf(other.call, `POST ${donations}`, donation)).toEqual([404, "not_found"]);
  expect(await codeOf(other.call, `GET ${donations}`)).toEqual([404, "not_found"]);
  expect(await codeOf(other.call, `POST ${donations}/g-1/reverse`, {})).toEqual([404, "not_found"]);
  const stranger = await memberWith(world, "stranger");
  const theirs = `POST /v1/members/${stranger}/donations/g-1/reverse`;
  expect(await codeOf(world.call, theirs, {})).toEqual([404, "not_found"]);
  await world.call(`DELETE /v1/members/${member}`);
  for (const request of [`POST ${donations}`, `PUT /v1/members/${body.id}/cause`]) {
    const of = request.startsWith("PUT") ? { cause: null } : donation;
    expect(await codeOf(world.call, request, of)).toEqual([409, "member_erased"]);
  }
  expect(await codeOf(world.call, `POST ${donations}/g-1/reverse`, {})).toEqual([
    409,
    "member_erased",
  ]);
  const made = await newWorld();
  const key = await made.call("POST /v1/keys", { label: "r", scopes: ["members:read"] });
  expect(await codeOf(callAs(key.body.key), `POST ${donations}`, donation)).toEqual([
    403,
    "forbidden",
  ]);
});

test("a donation is two round trips", async () => {
  const member = await memberWith(world, "cost", 300);
  await give(world, member, { cause: "trees", amount: 100 });
  const meter = counting(env);
  const donation = { cause: "trees", amount: 100 };
  await world.call(`POST /v1/members/${member}/donations`, donation, { env: meter.env });
  expect(meter.trips).toBe(2);
  expect(meter.rowsWritten).toBeLessThanOrEqual(14);
  expect(meter.rowsRead).toBeLessThanOrEqual(50);
});
