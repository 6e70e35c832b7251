import { expect, test } from "vitest";
import { newWorld } from "../../world";

const earning = (points: number, rules: object[] = []) => ({
  earning: { base: { points, per: 100 }, rules },
});
const first = { id: "first", if: { nthOrder: 1 }, give: { type: "points", amount: 50 } };

const base = (points: number) =>
  `You get ${points} ${points === 1 ? "point" : "points"} for every €1 you spend on goods.`;

test("what an application changes is told against what was in force then", async () => {
  const { test: call } = await newWorld();
  await call("POST /v1/sandbox/clock", { now: "2030-01-01T00:00:00Z" });
  const one = await call("PUT /v1/program", earning(2));
  const was = { ruleId: "earning.base", before: base(1), after: base(2) };
  expect(one.body.changes).toEqual({ added: [], removed: [], changed: [was], other: [] });
  // A version from a later date is compared with what is in force then, and so is one before it.
  const later = await call("PUT /v1/program?from=2030-06-01T00:00:00Z", earning(2, [first]));
  expect(later.body.changes.added).toMatchObject([{ ruleId: "earning.first" }]);
  const after = await call("PUT /v1/program?from=2030-07-01T00:00:00Z", earning(2));
  expect(after.body.changes).toMatchObject({ added: [], removed: [{ ruleId: "earning.first" }] });
  const before = await call("PUT /v1/program?from=2030-05-01T00:00:00Z", earning(2));
  expect(before.body.changes).toEqual({ added: [], removed: [], changed: [], other: [] });
  await call("PUT /v1/program/draft", earning(3));
  const dry = await call("POST /v1/program/apply?dryRun=true&program=draft", {});
  expect(dry.body.changes.changed).toMatchObject([{ before: base(2), after: base(3) }]);
  const back = await call("POST /v1/program/rollback", { to: 0 });
  expect(back.body.changes.changed).toMatchObject([{ before: base(2), after: base(1) }]);
});

test("two programs are compared by number, as draft or as in force, in either language", async () => {
  const { call } = await newWorld();
  expect((await call("GET /v1/program/diff")).body.code).toBe("no_draft");
  await call("PUT /v1/program", earning(2));
  await call("PUT /v1/program/draft", earning(3, [first]));
  const draft = await call("GET /v1/program/diff");
  expect(draft.status, JSON.stringify(draft.body)).toBe(200);
  expect(draft.body).toMatchObject({
    ...{ from: "current", to: "draft" },
    added: [{ ruleId: "earning.first" }],
    changed: [{ ruleId: "earning.base", before: base(2), after: base(3) }],
    other: [],
  });
  const back = await call("GET /v1/program/diff?from=draft&to=0&locale=de");
  expect(back.body).toMatchObject({
    removed: [{ ruleId: "earning.first" }],
    changed: [
      {
        before: "Sie bekommen 3 Punkte je 1 € Warenwert.",
        after: "Sie bekommen 1 Punkt je 1 € Warenwert.",
      },
    ],
  });
  expect((await call("GET /v1/program/diff?to=7")).body.code).toBe("unknown_version");
  expect((await call("GET /v1/program/diff?to=x")).status).toBe(400);
  const other = await newWorld();
  expect((await other.call("GET /v1/program/diff?to=1")).body.code).toBe("unknown_version");
});
