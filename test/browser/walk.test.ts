import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkLooks, watch } from "./check.ts";
import { chromiumPath, isRequired, openBrowser, PHONE } from "./chromium.ts";
import { type Served, serveBuilt } from "./serve.ts";
import { computeNumbers, fillShop, openShop, type Shop } from "./shop.ts";

const canRun = chromiumPath !== undefined || isRequired;
if (!canRun) console.warn("No Chromium on this machine: the browser tests are skipped.");

const START_MS = 60_000;
/** Several times what it takes, as the machine may be busy with other things. */
const WALK_MS = 60_000;
const MAIL_WITHIN_MS = 10_000;

describe.skipIf(!canRun)("in a browser", () => {
  let browser: Browser;
  let served: Served;
  let shop: Shop;

  beforeAll(async () => {
    [browser, served] = await Promise.all([openBrowser(), serveBuilt({ DEVELOPMENT: "true" })]);
    shop = await openShop(served);
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  /** A visitor on a phone. Axe is put in from outside, so the page's policy is set aside for it. */
  const visitor = (options: object = {}): Promise<BrowserContext> =>
    browser.newContext({ ...PHONE, ...options });

  /** Opens the mail that is there for an address, and follows the link in it. */
  async function followMail(page: Page, address: string): Promise<void> {
    const giveUpAt = Date.now() + MAIL_WITHIN_MS;
    const row = page.locator("li", { hasText: address }).locator('a[href^="/outbox/"]');
    do await page.goto(`${served.url}/outbox?shop=${shop.id}`);
    while ((await row.count()) === 0 && Date.now() < giveUpAt);
    await row.click();
    await page.locator('a[href*="/join/confirm/"]').first().click();
    await page.waitForURL(/\/join\/confirm\//);
  }

  interface Friend {
    readonly name: string;
    readonly address: string;
  }

  async function join(page: Page, { name, address }: Friend): Promise<void> {
    await page.getByLabel("Name (freiwillig)").fill(name);
    await page.getByLabel("E-Mail-Adresse").fill(address);
    await page.getByLabel(/an meine Punkte erinnern/).check();
    await page.getByRole("button", { name: "Mitmachen" }).click();
    await page.getByRole("heading", { name: "Schau in dein Postfach" }).waitFor();
  }

  async function confirm(page: Page, { name, address }: Friend): Promise<void> {
    await followMail(page, address);
    await page.getByRole("button", { name: "Karte anzeigen" }).click();
    await page.waitForURL(/\/card\//);
    expect(await page.locator(".card").textContent()).toContain(name);
  }

  /** From the poster to a friend's card; `look` is called on every page on the way. */
  async function walk(
    context: BrowserContext,
    mark: string,
    look: (page: Page, name: string) => Promise<void>,
  ): Promise<void> {
    const page = await context.newPage();
    const isClean = watch(page, served.url);
    const anna = { name: `Anna ${mark}`, address: `anna.${mark}@example.com` };
    const ben = { name: `Ben ${mark}`, address: `ben.${mark}@example.com` };
    await page.goto(`${served.url}/join/${shop.id}?source=poster`);
    await look(page, "join");
    await join(page, anna);
    await look(page, "sent");
    await followMail(page, anna.address);
    await look(page, "confirm");
    await confirm(page, anna);
    await look(page, "card-new");
    await page.getByRole("link", { name: "Erinnerungen abbestellen" }).click();
    await look(page, "unsubscribe");
    await page.goBack();
    const link = await page.getByRole("link", { name: /\/r\/\w+/ }).getAttribute("href");
    await page.goto(`${link}?page`);
    await look(page, "referral");
    await page.getByRole("link", { name: "Jetzt anmelden" }).click();
    await look(page, "join-invited");
    await join(page, ben);
    await confirm(page, ben);
    const vouchers = page.getByRole("region", { name: "Deine Gutscheine" });
    expect(await vouchers.textContent()).toContain("5 € zum Start");
    await look(page, "card-friend");
    isClean();
    await context.close();
  }

  test(
    "from joining to a friend's voucher, and every page on the way is accessible",
    async () => {
      await walk(await visitor({ bypassCSP: true }), "bunt", checkLooks);
    },
    WALK_MS,
  );

  test(
    "the same without JavaScript, under the pages' own policy",
    async () => {
      await walk(await visitor({ javaScriptEnabled: false }), "still", async () => undefined);
    },
    WALK_MS,
  );

  test(
    "a full card",
    async () => {
      await fillCard(shop);
      const { url } = await shop.call("POST /v1/members/ext:clara/card");
      const page = await (await visitor({ bypassCSP: true })).newPage();
      await page.goto(url);
      expect(await page.locator(".card").textContent()).toContain("Clara");
      await checkLooks(page, "card");
      await page.goto(`${served.url}/card/nothing`);
      await checkLooks(page, "card-unknown");
      await page.goto(`${served.url}/join/${shop.id}/poster`);
      await checkLooks(page, "poster");
      expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
      await page.goto(`${served.url}/outbox?shop=${shop.id}`);
      await checkLooks(page, "outbox");
      await page.context().close();
    },
    WALK_MS,
  );

  test(
    "the overview, on a phone and on a desk",
    async () => {
      await fillShop(shop, 8);
      await computeNumbers(served, shop);
      const page = await (await visitor({ bypassCSP: true })).newPage();
      for (const days of [90, 365]) {
        await page.goto(`${served.url}/?shop=${shop.id}&days=${days}`);
        await checkLooks(page, `overview-${days}`);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await checkLooks(page, "overview-desk");
      await page.context().close();
    },
    WALK_MS,
  );

  test(
    "signing in with a key, and out",
    async () => {
      const context = await visitor({ bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${served.url}/sign-in`);
      await checkLooks(page, "sign-in");
      await page.getByLabel("Schlüssel").fill("nonsense");
      await page.getByRole("button", { name: "Anmelden" }).click();
      await checkLooks(page, "sign-in-refused");
      await page.getByLabel("Schlüssel").fill(shop.key);
      await page.getByRole("button", { name: "Anmelden" }).click();
      await page.getByRole("heading", { name: "Übersicht" }).waitFor();
      const [cookie] = await context.cookies();
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
      await page.getByRole("button", { name: "Abmelden" }).click();
      await page.waitForURL(/\/sign-in$/);
      expect(await context.cookies()).toEqual([]);
      await context.close();
    },
    WALK_MS,
  );
});

/** A member who has a bit of everything. */
async function fillCard(shop: Shop): Promise<void> {
  const member = { externalId: "clara", name: "Clara Sommer", locale: "de" };
  const order = (id: string, total: number, channel: string) =>
    shop.call("POST /v1/orders", {
      id,
      source: "shop",
      channel,
      status: "paid",
      member,
      currency: "EUR",
      total,
      items: [{ id: "1", name: "Espresso Morgenrot 1 kg", quantity: 1, total }],
    });
  await order("1001", 14_490, "store");
  await order("1002", 2_690, "online");
  await order("1003", 8_990, "store");
  for (const n of [4, 5, 6, 7]) await order(`100${n}`, 750, "store");
  const given = { unit: "perk:filterkaffee", amount: 1, reason: "goodwill" };
  await shop.call("POST /v1/members/ext:clara/adjustments", given);
  for (const rewardId of ["espresso", "fuenf-euro"]) {
    await shop.call("POST /v1/redemptions", { rewardId, member: "ext:clara" });
  }
}

/** How many sheets a PDF has. */
const pagesIn = (pdf: Buffer): number =>
  pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
