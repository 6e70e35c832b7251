import { expect, test } from "vitest";
import { codeKey, shopKey } from "../../../src/referrals/link";
import { rowsIn } from "../../queue";
import { env, newWorld } from "../../world";
import { claim, codeOf, newClub } from "./friends";

test("a member's code is made once, with link, QR, terms and texts to share", async () => {
  const { call } = await newClub();
  await call("PUT /v1/members/ext:anna", { locale: "de" });
  const made = await call("GET /v1/members/ext:anna/referral");
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const { code } = made.body;
  expect(made.body).toMatchObject({
    url: `http://localhost/r/${code}`,
    qrUrl: `http://localhost/r/${code}/qr.svg`,
    counts: { clicks: 0, claimed: 0, rewarded: 0 },
    terms:
      "Freunde bekommen 5 € Rabatt ab 10 € auf die erste Bestellung, du 100 Punkte, sobald deren Rückgabefrist vorbei ist.",
  });
  expect(made.body.shareTexts.de).toContain(`http://localhost/r/${code}`);
  expect((await call("GET /v1/members/ext:anna/referral")).body).toEqual(made.body);
});

test("calls that make the first code at once agree on one, and so do members on the prefix", async () => {
  const { call, shop } = await newClub();
  await call("PUT /v1/members/ext:anna", {});
  await call("PUT /v1/members/ext:ben", {});
  const names = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? "anna" : "ben"));
  const replies = await Promise.all(
    names.map((name) => call(`GET /v1/members/ext:${name}/referral`)),
  );
  const codes = new Set(replies.map((reply) => reply.body.code));
  expect(codes.size).toBe(2);
  expect(new Set([...codes].map((code: string) => code.slice(0, 3))).size).toBe(1);
  const rows = await rowsIn(shop, "SELECT code FROM referral_codes WHERE shop = ?1", shop);
  expect(rows).toHaveLength(2);
});

test("KV knows a code and its shop as soon as it was shown", async () => {
  const { call, shop } = await newClub();
  const code = await codeOf(call, "anna");
  const found = await env.KV.getWithMetadata(codeKey(code));
  expect(found.value).toBe(`https://shop.example/?ref=${code}`);
  expect(found.metadata).toMatchObject({
    shop,
    name: "Caf%C3%A9%20Morgenrot",
    windowSeconds: 2_592_000,
  });
  expect(await env.KV.get(shopKey(code.slice(0, 3)), "json")).toMatchObject({ shop });
});

test("nobody, another shop's member and an erased one have no code", async () => {
  const { call } = await newClub();
  const other = await newWorld();
  const { body } = await other.call("PUT /v1/members/ext:anna", {});
  for (const ref of ["ext:nobody", body.member.id]) {
    expect((await call(`GET /v1/members/${ref}/referral`)).status).toBe(404);
  }
  const mine = await call("PUT /v1/members/ext:gone", {});
  await call("DELETE /v1/members/ext:gone");
  const reply = await call(`GET /v1/members/${mine.body.member.id}/referral`);
  expect([reply.status, reply.body.code]).toEqual([409, "member_erased"]);
});

test("the person at the desk sees code and counts", async () => {
  const { call } = await newClub();
  await call("PUT /v1/members/ext:new", {});
  expect((await call("GET /v1/members/ext:new/summary")).body.referral).toBeNull();
  const code = await codeOf(call, "anna");
  await claim(call, code, { email: "ben@example.org" });
  const { body } = await call("GET /v1/members/ext:anna/summary");
  expect(body.referral).toEqual({ code, counts: { clicks: 0, claimed: 1, rewarded: 0 } });
});
