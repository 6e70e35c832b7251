import { expect, test } from "vitest";
import { bought, choose, givenBy, memberWith, SEA, TREES, worldWith } from "./shop";

const world = await worldWith();
const order = (id: string, member: string, total: number, more: object = {}) =>
  world.call("POST /v1/orders", bought(id, member, total, more));

test("purchases give to the cause that was chosen then, else to the program's", async () => {
  await memberWith(world, "a");
  await order("a-1", "a", 1000);
  // Without a choice 2 % of 10.00 € go to the trees.
  expect(await givenBy(world.call, "ext:a")).toMatchObject({ trees: [20, 20, 0, 0] });
  const chosen = await choose(world.call, "ext:a", "sea");
  expect(chosen.body).toMatchObject({ committed: true, cause: "sea" });
  await order("a-2", "a", 2500);
  await choose(world.call, "ext:a", null);
  await order("a-3", "a", 550);
  // 2 % of 25.00 € = 50; of 5.50 € = 11.
  expect(await givenBy(world.call, "ext:a")).toEqual({
    trees: [31, 31, 0, 0],
    sea: [50, 50, 0, 0],
    choir: [0, 0, 0, 0],
  });
  const told = await world.call("GET /v1/orders/a-2/explain?locale=de");
  expect(told.body.text).toBe("Die Bestellung hat 0,50 € für „Saubere Meere“ gebracht.");
});

test("what was given stays where it went, when the order is amended or returned", async () => {
  await memberWith(world, "b");
  await choose(world.call, "ext:b", "sea");
  await order("b-1", "b", 10000, {
    items: [
      { id: "a", name: "Goods", quantity: 2, total: 6000 },
      { id: "b", name: "Goods", quantity: 1, total: 4000 },
    ],
  });
  await choose(world.call, "ext:b", "choir");
  // 2 % of 60 € and of 40 €. One of two back takes 60 of 120.
  await world.call("POST /v1/orders/b-1/refunds", { id: "r", items: [{ id: "a", quantity: 1 }] });
  expect(await givenBy(world.call, "ext:b")).toMatchObject({ sea: [140, 140, 0, 0] });
  await world.call(
    "PUT /v1/orders/b-1",
    bought("b-1", "b", 11000, {
      items: [
        { id: "a", name: "Goods", quantity: 2, total: 6000 },
        { id: "b", name: "Goods", quantity: 1, total: 5000 },
      ],
    }),
  );
  // 2 % of 50 € are 20 more, for the sea that was chosen then.
  expect(await givenBy(world.call, "ext:b")).toMatchObject({
    sea: [160, 160, 0, 0],
    choir: [0, 0, 0, 0],
  });
  await world.call("POST /v1/orders/b-1/cancel", {});
  expect(await givenBy(world.call, "ext:b")).toMatchObject({ sea: [0, 0, 0, 0] });
});

test("a donation without a cause goes to the chosen one, which the wallet names", async () => {
  await memberWith(world, "c", 100);
  await choose(world.call, "ext:c", "sea");
  const given = await world.call("POST /v1/members/ext:c/donations", { amount: 100 });
  expect(given.body.donation).toMatchObject({ cause: "sea", money: 40 });
  const { body } = await world.call("GET /v1/members/ext:c/wallet");
  const chosen = body.causes.filter((c: { isChosen: boolean }) => c.isChosen);
  expect(chosen.map((c: { cause: string }) => c.cause)).toEqual(["sea"]);
});

test("a cause that the program drops is nobody's choice any more", async () => {
  const other = await worldWith();
  await memberWith(other, "d");
  await choose(other.call, "ext:d", "choir");
  const share = {
    id: "share",
    give: { type: "donation", cause: "chosen", else: "sea", amount: 10 },
  };
  await other.call("PUT /v1/program", {
    earning: { base: { points: 0 }, rules: [share] },
    causes: [TREES, SEA],
  });
  await other.call("POST /v1/orders", bought("d-1", "d", 1000));
  expect(await givenBy(other.call, "ext:d")).toMatchObject({ sea: [10, 10, 0, 0] });
  const unknown = await choose(other.call, "ext:d", "choir");
  expect([unknown.status, unknown.body.code]).toEqual([422, "unknown_cause"]);
  expect((await choose(other.call, "ext:nobody", "sea")).body.code).toBe("not_found");
});

test("programs whose donations lead nowhere are refused with a pointer", async () => {
  const faults = async (give: object, causes: object[] = [TREES]) => {
    const rules = [{ id: "r", give: { type: "donation", amount: 1, ...give } }];
    const { body } = await world.call("PUT /v1/program?dryRun=true", {
      earning: { rules },
      causes,
    });
    return (body.errors ?? []).map((e: { pointer: string }) => e.pointer);
  };
  expect(await faults({ cause: "chosen" })).toEqual(["/earning/rules/0/give/else"]);
  expect(await faults({ cause: "chosen", else: "sea" })).toEqual(["/earning/rules/0/give/else"]);
  expect(await faults({ cause: "trees", else: "trees" })).toEqual(["/earning/rules/0/give/else"]);
  expect(await faults({ cause: "chosen", else: "trees" })).toEqual([]);
  expect(await faults({ cause: "trees" }, [TREES, { ...SEA, key: "chosen" }])).toEqual([
    "/causes/1/key",
  ]);
  const miles = { ...TREES, accepts: { miles: { per: 1, gives: 1 } } };
  expect(await faults({ cause: "trees" }, [miles])).toEqual(["/causes/0/accepts/miles"]);
});
