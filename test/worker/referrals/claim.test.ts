import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { newReferralCode } from "../../../src/referrals/codes";
import { counting } from "../../counting";
import { order } from "../../orders";
import { rowsOfShop } from "../../rows";
import { callAs, env, newWorld } from "../../world";
import { claim, codeOf, factsOf, newClub } from "./friends";

const reasons = (body: { reasons: { code: string }[] }) => body.reasons.map((r) => r.code);

test("a claim makes the friend a member and gives them a first-order voucher at once", async () => {
  const { call, shop } = await newClub();
  const code = await codeOf(call, "anna");
  const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
  const friend = { email: "Ben@Example.org", name: "Ben", locale: "en" };
  const { status, body } = await claim(call, typed, friend, { source: "newsletter" });
  expect(status, JSON.stringify(body)).toBe(201);
  expect(body).toMatchObject({ status: "claimed", reasons: [], committed: true });
  expect(body.terms).toContain("You get €5 off");
  const member = await call("GET /v1/members/email:ben@example.org");
  expect(member.body).toMatchObject({ id: body.member, name: "Ben", locale: "en" });
  const vouchers = await call(`GET /v1/members/${body.member}/vouchers`);
  expect(vouchers.body.data).toMatchObject([
    {
      code: body.voucher.code,
      status: "issued",
      cause: { kind: "referral", id: body.id },
      conditions: { firstOrderOnly: true, minimumTotal: 1_000 },
    },
  ]);
  expect(await factsOf(shop, "referral_claimed")).toBe(1);
});

test("the same claim again gets the same answer, and writes nothing", async () => {
  const { call, shop } = await newClub();
  const code = await codeOf(call, "anna");
  const first = await claim(call, code, { email: "ben@example.org" });
  const before = await rowsOfShop(shop);
  const again = await claim(call, code, { email: "BEN@example.org" });
  expect(again.status).toBe(200);
  expect(again.body).toEqual(first.body);
  const { answers: _, ...after } = await rowsOfShop(shop);
  expect(before).toMatchObject(after);
});

test("a retry under one Idempotency-Key repeats the answer", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const headers = { "idempotency-key": "claim-1" };
  const send = () => call("POST /v1/referrals", { code, friend: { email: "b@b.de" } }, { headers });
  const [first, again] = [await send(), await send()];
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
});

test("of twenty claims at once through two codes one wins, with one voucher", async () => {
  const { call } = await newClub();
  const codes = [await codeOf(call, "anna"), await codeOf(call, "carl")];
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      claim(call, codes[i % 2] ?? "", { externalId: "ben", email: "ben@example.org" }),
    ),
  );
  const claimed = replies.filter((r) => r.body.status === "claimed");
  expect(new Set(claimed.map((r) => r.body.id)).size).toBe(1);
  const refused = replies.filter((r) => r.body.status === "refused");
  expect(refused).toHaveLength(10);
  for (const { body } of refused) expect(reasons(body)).toEqual(["already_referred"]);
  const vouchers = await call("GET /v1/members/ext:ben/vouchers");
  expect(vouchers.body.data).toHaveLength(1);
});

test("a rehearsed claim says the same and writes nothing", async () => {
  const { call, shop } = await newClub();
  const code = await codeOf(call, "anna");
  const before = await rowsOfShop(shop);
  const body = { code, friend: { email: "ben@example.org" } };
  const reply = await call("POST /v1/referrals?dryRun=true", body);
  expect(reply.body).toMatchObject({ status: "claimed", committed: false });
  expect(await rowsOfShop(shop)).toEqual(before);
});

test("nobody refers themselves, by id, card, phone or mailbox", async () => {
  const { call } = await newClub();
  await call("PUT /v1/members/ext:anna", {
    email: "anna.weber@gmail.com",
    phone: "+491701234567",
    card: "4711",
  });
  const { code } = (await call("GET /v1/members/ext:anna/referral")).body;
  const selves = [
    { externalId: "anna" },
    { email: "annaweber+friend@googlemail.com" },
    { email: "anna.weber+x@gmail.com" },
    { externalId: "other", phone: "0049 170 1234567" },
    { email: "new@example.org", card: "4711" },
  ];
  for (const friend of selves) {
    const { body } = await claim(call, code, friend);
    expect(body.status, JSON.stringify(friend)).toBe("refused");
    expect(reasons(body)).toContain("self_referral");
    expect(body.voucher).toBeNull();
  }
});

test("whoever has ordered is no friend to be won, whether paid, kept, or of the past", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const past = { mode: "history", placedAt: "2020-01-01T10:00:00Z" };
  await call("POST /v1/orders", order("1", "placed", { status: "placed" }));
  await call("POST /v1/orders", order("2", "past", past));
  await call("POST /v1/orders", order("3", "back"));
  await call("POST /v1/orders/3/cancel", {});
  await call("POST /v1/orders", order("4", null, { member: { email: "dots@gmail.com" } }));
  const known = [
    { externalId: "placed" },
    { externalId: "past" },
    { externalId: "back" },
    { email: "d.o.t.s+new@googlemail.com" },
    { email: "new@example.org", externalId: "past" },
  ];
  for (const friend of known) {
    const { body } = await claim(call, code, friend);
    expect(reasons(body), JSON.stringify(friend)).toEqual(["existing_customer"]);
  }
});

test("nobody is referred twice, nor in a circle", async () => {
  const { call } = await newClub();
  const friendly = async (code: string, name: string) =>
    (await claim(call, code, { externalId: name, email: `${name}@example.org` })).body;
  await friendly(await codeOf(call, "anna"), "ben");
  const twice = await friendly(await codeOf(call, "carl"), "ben");
  expect(reasons(twice)).toEqual(["already_referred"]);
  await friendly(await codeOf(call, "ben"), "dora");
  const direct = await friendly(await codeOf(call, "ben"), "anna");
  expect(reasons(direct)).toEqual(["circular"]);
  const further = await friendly(await codeOf(call, "dora"), "anna");
  expect(reasons(further)).toEqual(["circular"]);
});

test("a claim long after its click is too late, one just in time is not", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const at = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  const late = await claim(call, code, { email: "a@b.de" }, { clickedAt: at(31) });
  expect(reasons(late.body)).toEqual(["window_expired"]);
  const soon = await claim(call, code, { email: "a@b.de" }, { clickedAt: at(29) });
  expect(soon.body.status).toBe("claimed");
});

test("an unknown code, a program that is off and an advocate who is gone are refused", async () => {
  const { call } = await newClub();
  const nobody = await claim(call, newReferralCode("ZZZ"), { email: "a@b.de" });
  expect([nobody.status, nobody.body.member]).toEqual([201, null]);
  expect(reasons(nobody.body)).toEqual(["code_unknown"]);
  expect((await call("GET /v1/members/email:a@b.de")).status).toBe(404);
  const code = await codeOf(call, "anna");
  await call("DELETE /v1/members/ext:anna");
  expect(reasons((await claim(call, code, { email: "a@b.de" })).body)).toEqual(["advocate_gone"]);
  const off = await newClub({ isEnabled: false });
  const reply = await claim(off.call, await codeOf(off.call, "anna"), { email: "a@b.de" });
  expect(reasons(reply.body)).toEqual(["program_off"]);
  expect(reply.body.terms).toBeNull();
});

test("another shop's code is unknown here", async () => {
  const { call } = await newClub();
  const other = await newClub();
  const reply = await claim(call, await codeOf(other.call, "anna"), { email: "a@b.de" });
  expect(reasons(reply.body)).toEqual(["code_unknown"]);
});

test("a claim takes two round trips", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  await claim(call, code, { email: "1@b.de" });
  const cost = counting();
  const body = { code, friend: { email: "2@b.de", name: "Ben" } };
  const { status } = await call("POST /v1/referrals", body, {
    env: { ...env, ...cost.env, QUEUE: env.QUEUE },
  });
  expect([status, cost.trips]).toEqual([201, 2]);
});

test("a publishable key learns nothing about who is a customer, and changes no member", async () => {
  const { call, keys } = await newClub();
  const code = await codeOf(call, "anna");
  await call("POST /v1/orders", order("1", null, { member: { email: "kunde@b.de" } }));
  await call("PUT /v1/members/email:known@b.de", { name: "Known" });
  const browser = callAs(keys.live.publishable);
  const refused = await claim(browser, code, { email: "kunde@b.de" });
  expect(refused.body).toMatchObject({
    status: "refused",
    reasons: [{ code: "not_eligible" }],
    member: null,
    voucher: null,
  });
  const known = await claim(browser, code, { email: "known@b.de", phone: "+491700000000" });
  expect(known.body).toMatchObject({ status: "claimed", member: null });
  expect((await call("GET /v1/members/phone:+491700000000")).status).toBe(404);
  for (const field of ["externalId", "card"]) {
    const reply = await claim(browser, code, { email: "x@b.de", [field]: "1" });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, `/friend/${field}`]);
  }
  const fresh = await claim(browser, code, { email: "fresh@b.de", phone: "+491711111111" });
  expect(fresh.body.status).toBe("claimed");
  expect((await call("GET /v1/members/phone:+491711111111")).status).toBe(404);
  // Staff see why.
  const { body } = await call(`GET /v1/referrals/${refused.body.id}`);
  expect(reasons(body)).toEqual(["existing_customer"]);
  expect((await browser("GET /v1/referrals")).status).toBe(403);
});

test("a friend who cannot be found again is no friend", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  for (const friend of [{}, { name: "Ben" }, { email: "no address" }, { phone: "12" }]) {
    expect((await claim(call, code, friend)).status, JSON.stringify(friend)).toBe(400);
  }
  for (const hostile of ["", "' OR 1=1 --", "💥".repeat(20), "\u0000", "x".repeat(101)]) {
    const { status } = await claim(call, hostile, { email: "ok@b.de" });
    expect([201, 400], hostile).toContain(status);
  }
});

test("a refusal of a member is recorded once, and explained in the asker's language", async () => {
  const { call, shop } = await newClub();
  const code = await codeOf(call, "anna");
  await call("POST /v1/orders", order("1", "ben"));
  const [first, again] = [
    await claim(call, code, { externalId: "ben" }),
    await claim(call, code, { externalId: "ben" }),
  ];
  expect(again.body).toEqual(first.body);
  expect(await factsOf(shop, "referral_refused")).toBe(1);
  const { body } = await call(`GET /v1/explain/${first.body.id}?locale=de`);
  expect(body.text).toMatch(
    /wurde abgelehnt\. Die geworbene Person hatte schon früher bestellt\.$/,
  );
  expect((await call(`GET /v1/explain/${first.body.id}?locale=en`)).body.text).toContain("refused");
  const other = await newWorld();
  expect((await other.call(`GET /v1/explain/${first.body.id}`)).status).toBe(404);
  expect((await other.call(`GET /v1/referrals/${first.body.id}`)).status).toBe(404);
});

test("identifiers of others stay theirs when a friend is welcomed", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  await call("PUT /v1/members/ext:owner", { phone: "+491702222222" });
  const { body } = await claim(call, code, { externalId: "ben", phone: "+491702222222" });
  expect(body.status).toBe("claimed");
  const owner = await call("GET /v1/members/phone:+491702222222");
  expect(owner.body.externalId).toBe("owner");
});

test("the list goes on by its cursor, and refuses one that is none", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const made: string[] = [];
  for (const email of ["1@b.de", "2@b.de", "3@b.de"]) {
    made.unshift((await claim(call, code, { email })).body.id);
  }
  const first = await call("GET /v1/referrals?limit=2");
  const rest = await call(`GET /v1/referrals?limit=2&cursor=${first.body.nextCursor}`);
  const ids = [...first.body.data, ...rest.body.data].map((r: { id: string }) => r.id);
  expect(ids).toEqual(made);
  expect(first.body.data[0].voucher.code).toEqual(expect.any(String));
  expect((await call("GET /v1/referrals?cursor=nonsense")).status).toBe(400);
  expect((await call("GET /v1/referrals?status=nonsense")).status).toBe(400);
});
