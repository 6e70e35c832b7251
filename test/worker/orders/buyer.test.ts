import { expect, test } from "vitest";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";

const by = (id: string, member: object | null) =>
  order(id, null, { channel: "store", ...(member ? { member } : {}) });
const codes = (body: { warnings: { code: string; pointer: string }[] }) =>
  body.warnings.map((w) => [w.code, w.pointer]);
const memberOf = async (call: Call, ref: string) => (await call(`GET /v1/members/${ref}`)).body;

test("any identifier finds the member, and an order teaches the others", async () => {
  const { call } = await newWorld();
  const anna = { email: "Anna@Example.com", name: "Anna", locale: "de", birthday: "1990-05-17" };
  const first = await call("POST /v1/orders", by("1", anna));
  const { id } = first.body.member;
  const more = { email: "anna@example.com", externalId: "c-42", card: "77 01", name: "Else" };
  const second = await call("POST /v1/orders", by("2", more));
  expect([second.body.member.id, second.body.warnings]).toEqual([id, []]);
  const third = await call("POST /v1/orders", by("3", { card: "7701", phone: "0049 170 1234567" }));
  expect(third.body.member.id).toBe(id);
  for (const ref of ["ext:c-42", "card:7701", "phone:+491701234567", "email:anna@example.com"]) {
    expect((await memberOf(call, ref)).id).toBe(id);
  }
  expect(await memberOf(call, id)).toMatchObject({ name: "Anna", locale: "de" });
  expect(third.body.member).toMatchObject({
    stage: "repeat_buyer",
    wallet: { points: { available: 90 } },
  });
});

test("identifiers of two members: the strongest counts, the other keeps theirs, the shop is warned", async () => {
  const { call } = await newWorld();
  const a = await call("PUT /v1/members/ext:a", { email: "a@example.com" });
  const b = await call("PUT /v1/members/ext:b", { email: "b@example.com" });
  const mixed = by("1", { externalId: "a", email: "b@example.com", phone: "+491701234567" });
  const placed = await call("POST /v1/orders", mixed);
  expect(placed.status).toBe(201);
  expect(placed.body.member.id).toBe(a.body.member.id);
  expect(codes(placed.body)).toEqual([["identifier_conflict", "/member/email"]]);
  expect((await memberOf(call, "email:b@example.com")).id).toBe(b.body.member.id);
  expect((await memberOf(call, "phone:+491701234567")).id).toBe(a.body.member.id);
  const own = await call("POST /v1/orders", by("2", { id: b.body.member.id, externalId: "a" }));
  expect(own.body.member.id).toBe(b.body.member.id);
  expect(codes(own.body)).toEqual([["identifier_conflict", "/member/externalId"]]);
  const wallet = async (ref: string) =>
    (await call(`GET /v1/members/${ref}/wallet`)).body.wallet.points.available;
  expect([await wallet("ext:a"), await wallet("ext:b")]).toEqual([30, 30]);
});

test("an identifier of one shop means nobody in another", async () => {
  const [one, two] = await Promise.all([newWorld(), newWorld()]);
  const [first, second] = await Promise.all(
    [one, two].map(({ call }) => call("POST /v1/orders", by("1", { email: "a@example.com" }))),
  );
  expect(first?.body.member.id).not.toBe(second?.body.member.id);
  const foreign = await two.call("POST /v1/orders", by("2", { id: first?.body.member.id }));
  expect([foreign.status, foreign.body.code]).toEqual([404, "not_found"]);
  expect(foreign.body.errors[0].pointer).toBe("/member/id");
});

test("what cannot identify anybody is told, and the order is a guest's", async () => {
  const { call } = await newWorld();
  const member = { email: "nobody", phone: "12", card: " ", name: "Anna" };
  const placed = await call("POST /v1/orders", by("1", member));
  expect(placed.body).toMatchObject({ member: null, effects: [] });
  expect(placed.body.claimCode).toMatch(/^[2-9A-Z-]+$/);
  expect(codes(placed.body)).toEqual([
    ["identifier_ignored", "/member/card"],
    ["identifier_ignored", "/member/email"],
    ["identifier_ignored", "/member/phone"],
  ]);
});

test("where members enrol themselves an order of somebody unknown is a guest's", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/program", { enrolment: "explicit" });
  const placed = await call("POST /v1/orders", by("1", { email: "a@example.com" }));
  expect(codes(placed.body)).toEqual([["member_unknown", "/member"]]);
  expect(placed.body).toMatchObject({ member: null, claimCode: expect.any(String) });
  expect((await call("GET /v1/members/email:a@example.com")).status).toBe(404);
  await call("PUT /v1/members/email:a@example.com", {});
  const known = await call("POST /v1/orders", by("2", { email: "a@example.com" }));
  expect(known.body.member.wallet.points.available).toBe(30);
});

test("an order of somebody erased is refused, and their address is a new member's", async () => {
  const { call } = await newWorld();
  const made = await call("PUT /v1/members/email:a@example.com", {});
  const { id } = made.body.member;
  await call(`DELETE /v1/members/${id}`);
  const refused = await call("POST /v1/orders", by("1", { id }));
  expect([refused.status, refused.body.code]).toEqual([409, "member_erased"]);
  const fresh = await call("POST /v1/orders", by("1", { email: "a@example.com" }));
  expect(fresh.body.member.id).not.toBe(id);
});

test("a receipt's code claims the order once, for one member", async () => {
  const { call } = await newWorld();
  const guest = await call("POST /v1/orders", by("1", null));
  await call("PUT /v1/members/ext:a", {});
  await call("PUT /v1/members/ext:b", {});
  const claim = (member: string, claimCode = guest.body.claimCode) =>
    call("POST /v1/orders/1/claim", { member, claimCode });
  const refused = async (answer: ReturnType<typeof claim>) => {
    const { status, body } = await answer;
    return [status, body.code, body.errors?.[0]?.pointer];
  };
  expect(await refused(claim("ext:a", "2222-2222"))).toEqual([
    422,
    "claim_code_wrong",
    "/claimCode",
  ]);
  expect(await refused(claim("ext:none"))).toEqual([404, "not_found", "/member"]);
  expect(await refused(claim("nobody"))).toEqual([400, "invalid_ref", "/member"]);
  const typed = guest.body.claimCode.toLowerCase().replaceAll("-", " ");
  const claimed = await claim("ext:a", typed);
  expect(claimed.body).toMatchObject({
    order: { status: "paid" },
    member: { stage: "first_time_buyer", wallet: { points: { available: 30 } } },
  });
  const again = await claim("ext:a");
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.body.effects).toEqual([]);
  expect(await refused(claim("ext:b"))).toEqual([409, "order_claimed", undefined]);
  const other = await call("POST /v1/orders", by("2", null));
  expect((await claim("ext:b", other.body.claimCode)).body.code).toBe("claim_code_wrong");
  expect((await memberOf(call, "ext:b")).keptOrders ?? 0).toBe(0);
});

test("of two members who claim an order at once, one has it", async () => {
  const { call } = await newWorld();
  const { body } = await call("POST /v1/orders", by("1", null));
  const names = ["a", "b", "c", "d"];
  for (const name of names) await call(`PUT /v1/members/ext:${name}`, {});
  const answers = await Promise.all(
    names.map((name) =>
      call("POST /v1/orders/1/claim", { member: `ext:${name}`, claimCode: body.claimCode }),
    ),
  );
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409]);
});
