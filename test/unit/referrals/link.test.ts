import { expect, test } from "vitest";
import { codeFrom } from "../../../src/lib/codes";
import {
  isReferralCode,
  newPrefix,
  newReferralCode,
  prefixOf,
  readReferralCode,
} from "../../../src/referrals/codes";
import { cardOf, type ShopLink, targetOf, withRef } from "../../../src/referrals/link";
import { isPreview } from "../../../src/referrals/preview";
import { codeInUrl } from "../../../src/referrals/redirect";
import { mailbox } from "../../../src/referrals/rules";

const LINK: ShopLink = {
  shop: "shp_1",
  shard: "DB",
  name: "Café",
  locale: "de",
  address: "du",
  picture: "https://shop.example/p.jpg",
  windowSeconds: 60,
  landing: "https://shop.example/hi",
  home: "https://shop.example",
};

test("a code begins with its shop's prefix, and its checksum covers the prefix too", () => {
  const prefix = newPrefix();
  const code = newReferralCode(prefix);
  expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{9}$/);
  expect(prefixOf(code)).toBe(prefix);
  expect(isReferralCode(code)).toBe(true);
  for (let i = 0; i < code.length; i++) {
    const other = code.charAt(i) === "7" ? "8" : "7";
    expect(isReferralCode(code.slice(0, i) + other + code.slice(i + 1))).toBe(false);
  }
});

test("a code is read as people type it; a voucher's longer or shorter code is none", () => {
  const code = newReferralCode("K7Q");
  const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4, 8)} ${code.slice(8)}`;
  expect(readReferralCode(typed)).toBe(code);
  expect(isReferralCode(codeFrom(new Uint8Array(40).fill(7), 7))).toBe(false);
  expect(readReferralCode("x".repeat(10_000)).length).toBeLessThanOrEqual(40);
});

test("ref joins the query of the target, and leaves path, query and hash as they are", () => {
  const cases = {
    "https://shop.example": "https://shop.example/?ref=K7",
    "https://shop.example/a?b=1&c=%20x+y": "https://shop.example/a?b=1&c=%20x+y&ref=K7",
    "https://shop.example/a#top": "https://shop.example/a?ref=K7#top",
    "https://shop.example/a?b#c?d=1": "https://shop.example/a?b&ref=K7#c?d=1",
    "https://shop.example/?ref=old&x=1": "https://shop.example/?x=1&ref=K7",
    "https://shop.example/?ref&preference=1": "https://shop.example/?preference=1&ref=K7",
    "https://shop.example/?": "https://shop.example/?ref=K7",
    "https://bäcker.example/Käse": "https://xn--bcker-gra.example/K%C3%A4se?ref=K7",
  };
  for (const [address, target] of Object.entries(cases))
    expect(withRef(address, "K7")).toBe(target);
});

test("a code leads to the landing page, else the home, else our own page", () => {
  expect(targetOf(LINK, "K7")).toBe("https://shop.example/hi?ref=K7");
  expect(targetOf({ ...LINK, landing: null }, "K7")).toBe("https://shop.example/?ref=K7");
  expect(targetOf({ ...LINK, landing: null, home: null }, "K7")).toBe("/r/K7?page");
});

test("a card is ASCII and fits into KV's metadata, without its picture if need be", () => {
  const picture = `https://x.example/${"ß".repeat(400)}`;
  for (const name of ["ẞ".repeat(120), "💥".repeat(60), '"'.repeat(120), "\ud83d"]) {
    const card = cardOf({ ...LINK, name, picture });
    expect(card.picture).toBeNull();
    expect(JSON.stringify(card)).toMatch(/^[ -~]{1,1024}$/);
    expect(name.toWellFormed().startsWith(decodeURIComponent(card.name))).toBe(true);
  }
  expect(cardOf(LINK)).toMatchObject({ name: "Caf%C3%A9", picture: LINK.picture });
  expect(cardOf(LINK)).not.toHaveProperty("landing");
});

test("only a plain link is served past the router", () => {
  expect(codeInUrl("https://x.example/r/K7QM3XR94")).toBe("K7QM3XR94");
  expect(codeInUrl("http://localhost:8787/r/k7qm-3xr9-4?fbclid=1")).toBe("k7qm-3xr9-4");
  for (const path of [
    "/r/K7?page",
    "/r/K7?x=1&page=1",
    "/r/K7/qr.svg",
    "/r/K7/qr.png",
    "/rx/K7",
    "/v1/r/K7",
    "/",
  ]) {
    expect(codeInUrl(`https://x.example${path}`), path).toBeNull();
  }
  expect(codeInUrl("https://x.example/r/K7/")).toBe("K7");
  expect(codeInUrl("https://x.example")).toBeNull();
  // What is no code is never a page or a picture either.
  expect(codeInUrl("https://x.example/r/%00?page")).toBe("\u0000");
  expect(codeInUrl("https://x.example/r/%E0%A4%A/qr.svg")).toBe("%E0%A4%A");
  expect(codeInUrl("https://x.example/r/")).toBe("");
});

const BOTS = [
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "WhatsApp/2.23.20.0",
  "Twitterbot/1.0",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "TelegramBot (like TwitterBot)",
  "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
  "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "Mozilla/5.0 (Macintosh) AppleWebKit/601 Safari/601 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
  "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
  "http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.social/)",
  "Mozilla/5.0 (Windows) SkypeUriPreview Preview/0.5",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Bluesky Cardyb/1.1; +mailto:support@bsky.app",
];
const PEOPLE = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 Version/18.5 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG 9) Chrome/130 Mobile Safari/537.36",
  "Mozilla/5.0 (iPhone) AppleWebKit/605 Mobile/15E148 [FBAN/FBIOS;FBAV/450.0;FBDV/iPhone15,2]",
  "Mozilla/5.0 (iPhone) AppleWebKit/605 Mobile/15E148 [Pinterest/iOS]",
  "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36 [LinkedInApp]",
  "Mozilla/5.0 (iPhone) Instagram 300.0.0.0 (iPhone15,2; iOS 17_4)",
  "",
];

test("previews and crawlers are told from people, in-app browsers too", () => {
  expect(BOTS.filter((agent) => !isPreview(agent))).toEqual([]);
  expect(PEOPLE.filter(isPreview)).toEqual([]);
  expect(isPreview(null)).toBe(false);
});

test("a mailbox is the same with tags, and at Gmail with dots and by its old name", () => {
  const same = ["An.Na+x@googlemail.com", "anna@gmail.com", "a.n.n.a@GMAIL.com"];
  expect(new Set(same.map(mailbox))).toEqual(new Set(["anna@gmail.com"]));
  expect(mailbox("an.na+shop@example.org")).toBe("an.na@example.org");
  expect(mailbox("an.na@example.org")).not.toBe(mailbox("anna@example.org"));
});
