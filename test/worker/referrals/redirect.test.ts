import { expect, test } from "vitest";
import { forgetLinks } from "../../../src/referrals";
import { newPrefix, newReferralCode } from "../../../src/referrals/codes";
import { codeKey, shopKey } from "../../../src/referrals/link";
import { deliver, pump, rowsIn } from "../../queue";
import { env, newWorld, takeSent, type World } from "../../world";
import { useProgram } from "../rewards/points";
import { codeOf, newClub, TERMS } from "./friends";
import { visit } from "./visits";

const clicksOf = async (world: World, name = "anna"): Promise<number> =>
  (await world.call(`GET /v1/members/ext:${name}/referral`)).body.counts.clicks;

const target = (code: string) => `https://shop.example/?ref=${code}`;

test("a link is answered by one read of KV, and no database", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const found = await visit(`/r/${code}`);
  expect([found.status, found.headers.get("location")]).toEqual([302, target(code)]);
  expect([found.trips, found.reads, found.puts]).toEqual([0, 1, 0]);
  expect(found.headers.get("cache-control")).toBe("no-store");
  expect(found.headers.get("set-cookie")).toBe(
    `ref=${code}; Path=/; Max-Age=2592000; SameSite=Lax; HttpOnly; Secure`,
  );
  expect(found.headers.get("x-request-id")).toMatch(/^req_/);
});

test("the documented endpoint behind the fast path answers the same", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const reply = await call(`GET /r/${code}`);
  expect([reply.status, reply.headers.get("location")]).toEqual([302, target(code)]);
  expect(reply.headers.get("set-cookie")).not.toContain("Secure");
});

test("the cookie lasts as long as the program's attribution window", async () => {
  const { call } = await newClub({ attributionWindow: "P7D" });
  const found = await visit(`/r/${await codeOf(call, "anna")}`);
  expect(found.headers.get("set-cookie")).toContain("Max-Age=604800;");
});

test("a code is read as people type it, and whatever is added to the link is no matter", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
  for (const path of [`/r/${typed}`, `/r/${code}?fbclid=x&utm=y`, `/r/%20${code}%20`]) {
    expect((await visit(path)).headers.get("location"), path).toBe(target(code));
  }
});

test("clicks are counted after the answer, together, without a write to KV", async () => {
  const world = await newClub();
  const code = await codeOf(world.call, "anna");
  const visits = await Promise.all(Array.from({ length: 7 }, () => visit(`/r/${code}`)));
  expect(visits.map((v) => v.puts)).toEqual(Array(7).fill(0));
  const sent = takeSent(world.shop).filter((m) => m.type === "clicks");
  expect(sent).toMatchObject([{ type: "clicks", code, count: 7, shop: world.shop }]);
  await deliver(sent);
  expect(await clicksOf(world)).toBe(7);
  // At least once: a message that comes twice is counted twice.
  await deliver(sent);
  expect(await clicksOf(world)).toBe(14);
  const days = await rowsIn<{ clicks: number }>(
    world.shop,
    "SELECT clicks FROM referral_clicks WHERE shop = ?1",
    world.shop,
  );
  expect(days).toEqual([{ clicks: 14 }]);
});

test("previews, HEAD and pages loaded just in case are no clicks", async () => {
  const world = await newClub();
  const code = await codeOf(world.call, "anna");
  await visit(`/r/${code}`, { agent: "WhatsApp/2.23.20.0" });
  await visit(`/r/${code}`, { headers: { "sec-purpose": "prefetch" } });
  const head = await visit(`/r/${code}`, { method: "HEAD" });
  expect([head.status, head.headers.get("location"), head.text]).toEqual([302, target(code), ""]);
  expect(takeSent(world.shop).filter((m) => m.type === "clicks")).toEqual([]);
  await visit(`/r/${code}`, { agent: null });
  expect(takeSent(world.shop).filter((m) => m.type === "clicks")).toHaveLength(1);
});

test("clicks of an invented code are counted nowhere", async () => {
  const world = await newClub();
  const [code, at] = [newReferralCode("ZZZ"), Date.now()];
  const shard = takeSent(world.shop)[0]?.shard ?? "DB";
  await deliver([{ type: "clicks", shard, shop: world.shop, code, count: 5, at }]);
  expect(await env.KV.get(codeKey(code))).toBeNull();
});

test("messengers get a small page about the shop, in its language, with its picture", async () => {
  const world = await newClub();
  await world.call("PATCH /v1/shop", {
    name: `Café "><script>alert(1)</script> & Co`,
    pictureUrl: "https://shop.example/bild.jpg",
  });
  const code = await codeOf(world.call, "anna");
  const found = await visit(`/r/${code}`, { agent: "facebookexternalhit/1.1" });
  expect([found.status, found.trips, found.reads]).toEqual([200, 0, 1]);
  expect(found.headers.get("content-type")).toContain("text/html");
  expect(found.headers.get("set-cookie")).toBeNull();
  for (const property of ["og:title", "og:description", "og:url", "og:image"]) {
    expect(found.text, property).toContain(`property="${property}"`);
  }
  expect(found.text).toContain("https://shop.example/bild.jpg");
  expect(found.text).toContain("eine Empfehlung für dich");
  expect(found.text).toContain(target(code));
  expect(found.text).not.toContain("<script>");
});

test("a code that KV has lost leads to the shop at once, and is repaired after the answer", async () => {
  const world = await newClub();
  const code = await codeOf(world.call, "anna");
  await env.KV.delete(codeKey(code));
  const found = await visit(`/r/${code}`);
  expect([found.status, found.headers.get("location")]).toEqual([302, target(code)]);
  expect([found.trips, found.reads]).toEqual([0, 2]);
  expect(found.headers.get("set-cookie")).toContain(`ref=${code};`);
  expect(await env.KV.get(codeKey(code))).toBe(target(code));
  expect(takeSent(world.shop).filter((m) => m.type === "clicks")).toMatchObject([{ count: 1 }]);
});

test("an invented code leads to its prefix's shop, and is never written", async () => {
  const { call } = await newClub();
  const code = newReferralCode((await codeOf(call, "anna")).slice(0, 3));
  const found = await visit(`/r/${code}`);
  expect([found.status, found.trips, found.puts]).toEqual([302, 0, 0]);
  expect(found.headers.get("location")).toBe(target(code));
});

test("a mistyped code leads to the shop's home, without ref or cookie", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const wrong = code.slice(0, -1) + (code.endsWith("2") ? "3" : "2");
  const found = await visit(`/r/${wrong}`);
  expect([found.status, found.headers.get("location")]).toEqual([302, "https://shop.example/"]);
  expect([found.trips, found.headers.get("set-cookie")]).toEqual([0, null]);
});

test("with no shop known there is a small page, and D1 is asked after it", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const prefix = code.slice(0, 3);
  await env.KV.delete(codeKey(code));
  await env.KV.delete(shopKey(prefix));
  forgetLinks();
  const first = await visit(`/r/${code}`, { headers: { "accept-language": "de-AT,de;q=0.9" } });
  expect([first.status, first.trips]).toEqual([200, 0]);
  expect(first.text).toContain("Danke für die Empfehlung");
  forgetLinks();
  expect((await visit(`/r/${code}`)).headers.get("location")).toBe(target(code));
});

test("no link is ever answered with an error, however odd", async () => {
  const odd = [
    "%00",
    "%E0%A4%A",
    "x".repeat(3_000),
    "..%2f..%2f",
    "'%20OR%201=1",
    "%F0%9F%92%A5",
    "%20",
    "-",
    newReferralCode(newPrefix()),
    "%0d%0aSet-Cookie:%20x=1",
  ];
  for (const path of odd) {
    for (const rest of ["", "?page", "/qr.svg"]) {
      const found = await visit(`/r/${path}${rest}`);
      expect(found.status, path + rest).toBeLessThan(400);
      expect(found.headers.get("set-cookie") ?? "", path).not.toContain("x=1");
    }
  }
});

test("where KV fails there is a page, no error", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const getWithMetadata = () => Promise.reject(new Error("KV GET failed: 500"));
  const found = await visit(`/r/${code}`, { kv: { getWithMetadata } as never });
  expect([found.status, found.trips]).toEqual([200, 0]);
});

test("a new landing page holds for codes to come at once, for old ones after the next click", async () => {
  const world = await newClub();
  const code = await codeOf(world.call, "anna");
  const landingUrl = "https://shop.example/hallo?a=1#oben";
  await world.call("PATCH /v1/shop", { landingUrl });
  const shop = await env.KV.get<{ landing: string }>(shopKey(code.slice(0, 3)), "json");
  expect(shop?.landing).toBe(landingUrl);
  await visit(`/r/${code}`);
  await pump(world.shop);
  const fresh = `https://shop.example/hallo?a=1&ref=${code}#oben`;
  expect((await visit(`/r/${code}`)).headers.get("location")).toBe(fresh);
});

test("a new attribution window reaches links by the program that was applied", async () => {
  const world = await newClub();
  const code = await codeOf(world.call, "anna");
  await world.call("PUT /v1/program", { referral: { ...TERMS, attributionWindow: "P1D" } });
  await pump(world.shop);
  const shop = await env.KV.get(shopKey(code.slice(0, 3)), "json");
  expect(shop).toMatchObject({ windowSeconds: 86_400 });
});

test("a shop without a site leads to our own page", async () => {
  const world = await newWorld({ homeUrl: null });
  await useProgram(world.shop, { referral: TERMS });
  const code = await codeOf(world.call, "anna");
  expect((await visit(`/r/${code}`)).headers.get("location")).toBe(`/r/${code}?page`);
});

test("the small page says both terms in one sentence, names nobody, and leads on", async () => {
  const world = await newClub();
  await world.call("PUT /v1/members/ext:anna", { name: "Anna Geheim" });
  const code = await codeOf(world.call, "anna");
  const german = await visit(`/r/${code}?page`);
  expect(german.status).toBe(200);
  expect(german.text).toContain(
    "Du bekommst 5 € Rabatt ab 10 € auf deine erste Bestellung, und wer uns empfohlen hat, 100 Punkte, wenn du sie behältst.",
  );
  expect(german.text).toContain(`/join/${world.shop}?ref=${code}`);
  expect(german.text).toContain(target(code));
  expect(german.text).not.toContain("Geheim");
  const english = await visit(`/r/${code}?page`, { headers: { "accept-language": "en-US" } });
  expect(english.text).toContain("You get €5 off");
  const invented = newReferralCode(code.slice(0, 3));
  const other = await visit(`/r/${invented}?page`);
  expect(other.text).not.toContain("/join/");
  expect(other.text).toContain("https://shop.example/");
});

test("a link's QR code is a picture that caches may keep", async () => {
  const { call } = await newClub();
  const code = await codeOf(call, "anna");
  const found = await visit(`/r/${code}/qr.svg`);
  expect([found.status, found.trips]).toEqual([200, 0]);
  expect(found.headers.get("content-type")).toContain("image/svg+xml");
  expect(found.headers.get("cache-control")).toContain("max-age");
  expect(found.text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  const typo = await visit("/r/nonsense/qr.svg");
  expect([typo.status, typo.headers.get("location")]).toEqual([302, "/r/NONSENSE"]);
});
