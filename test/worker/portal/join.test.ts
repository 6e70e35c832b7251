import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/lib/time";
import { deliver, pump } from "../../queue";
import { callAs, env, newWorld, takeSent, type World } from "../../world";

const START = Date.UTC(2026, 2, 1, 10);
const bindings = { ...env, PUBLIC_URL: "https://bonus.example" };
const visit = callAs("");
const FORM = { "content-type": "application/x-www-form-urlencoded" };

const send = (path: string, fields: [string, string][] = []) =>
  visit(`POST ${path}`, new URLSearchParams(fields).toString(), {
    headers: FORM,
    env: bindings,
  });

async function advance(world: World, at: number): Promise<void> {
  await world.test("POST /v1/sandbox/clock", { now: new Date(at).toISOString() });
  await pump(world.sandbox, { env: bindings });
}

async function opened(settings: object = {}): Promise<World> {
  const world = await newWorld({ locale: "de", address: "du", ...settings });
  await advance(world, START);
  return world;
}

const ANNA: [string, string] = ["email", " Anna@Example.com "];
const join = (world: World, fields: [string, string][] = [ANNA], query = "") =>
  send(`/join/${world.sandbox}${query}`, fields);

async function mailsTo(world: World, address = "anna@example.com") {
  await pump(world.sandbox, { env: bindings });
  return (await world.test(`GET /v1/sandbox/mails?to=${address}`)).body.data;
}

const linkIn = (text: string): string =>
  /https:\/\/bonus\.example(\/join\/confirm\/\S+)/.exec(text)?.[1] ?? "";

async function linkTo(world: World): Promise<string> {
  const [mail] = await mailsTo(world);
  return linkIn(mail.text);
}

const memberIn = (world: World) => world.test("GET /v1/members/email:anna@example.com");
const consentsOf = async (world: World) =>
  (await world.test("GET /v1/members/email:anna@example.com/consents")).body.consents;

test("the form asks for two permissions, both unticked, in the words that are recorded", async () => {
  const world = await opened({ name: "Rösterei <b>&" });
  const page = await visit(`GET /join/${world.sandbox}?source=poster`);
  expect(page.status).toBe(200);
  expect(page.body.match(/type="checkbox"/g)).toHaveLength(2);
  expect(page.body).not.toContain("checked");
  expect(page.body).toContain("Ja, Rösterei &lt;b&gt;&amp; darf mir Neuigkeiten");
  expect(page.body).not.toContain("<script");
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self'");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  const english = await visit(`GET /join/${world.sandbox}?locale=en`);
  expect(english.body).toContain('<html lang="en">');
  expect((await visit("GET /join/shp_01h455vb4pex5vsknk084sn02q")).status).toBe(404);
});

test("who joins lands on their card, and what they ticked counts with its proof", async () => {
  const world = await opened();
  const asked = await join(
    world,
    [ANNA, ["name", "Anna"], ["consent", "points"]],
    "?source=poster&store=altstadt",
  );
  expect(asked.status).toBe(200);
  expect((await memberIn(world)).status).toBe(404);
  const link = await linkTo(world);
  const looked = await visit(`GET ${link}`);
  expect(looked.body).toContain("an meine Punkte erinnern");
  expect((await memberIn(world)).status).toBe(404);
  const confirmed = await send(link);
  expect(confirmed.status).toBe(303);
  const card = await visit(`GET ${confirmed.headers.get("location")}`);
  expect(card.status).toBe(200);
  expect(card.body).toContain("Anna");
  const { body: member } = await memberIn(world);
  expect(member).toMatchObject({ name: "Anna", locale: "de", stage: "prospect" });
  const of = (purpose: string, all: { purpose: string }[]) =>
    all.find((consent) => consent.purpose === purpose);
  const consents = await consentsOf(world);
  expect(of("points", consents)).toMatchObject({
    status: "granted",
    isAllowed: true,
    proof: { method: "double_opt_in", source: "poster:altstadt", wording: { locale: "de" } },
    doubleOptIn: { requestedAt: expect.any(String), confirmedAt: expect.any(String) },
  });
  expect(of("marketing", consents)).toMatchObject({ status: null, isAllowed: false });
});

test("the mail holds nothing that whoever filled in the form wrote", async () => {
  const world = await opened();
  await join(world, [ANNA, ["name", "BUY http://evil.example"]]);
  const [mail] = await mailsTo(world);
  expect(mail.to).toBe("Anna@Example.com");
  expect(JSON.stringify([mail.subject, mail.text, mail.html])).not.toContain("BUY");
  expect(mail.headers).toMatchObject({ "Auto-Submitted": "auto-generated" });
});

test("confirming twice, also at once, changes nothing", async () => {
  const world = await opened();
  await join(world, [ANNA, ["consent", "marketing"]]);
  const link = await linkTo(world);
  const both = await Promise.all([send(link), send(link)]);
  expect(both.map((r) => r.status)).toEqual([303, 303]);
  const before = (await world.test("GET /v1/members/email:anna@example.com/timeline")).body.data;
  expect((await send(link)).status).toBe(303);
  const after = (await world.test("GET /v1/members/email:anna@example.com/timeline")).body.data;
  expect(after).toEqual(before);
});

test("a known address gets the same answer, keeps its name, and only adds what was ticked", async () => {
  const world = await opened();
  await world.test("PUT /v1/members/ext:1", { email: "anna@example.com", name: "Anna Groß" });
  const known = await join(world, [ANNA, ["name", "Somebody"], ["consent", "marketing"]]);
  const unknown = await join(world, [["email", "new@example.com"]]);
  expect(known.body).toBe(unknown.body);
  await send(await linkTo(world));
  const { body } = await memberIn(world);
  expect(body).toMatchObject({ name: "Anna Groß", externalId: "1" });
  const granted = (await consentsOf(world)).filter(
    (c: { status: string }) => c.status === "granted",
  );
  expect(granted.map((c: { purpose: string }) => c.purpose)).toEqual(["marketing"]);
});

test("an address gets one mail in ten minutes and three a day, and the page never tells", async () => {
  const world = await opened();
  const answers = [await join(world), await join(world)];
  expect(await mailsTo(world)).toHaveLength(1);
  for (const minutes of [11, 25, 40, 60]) {
    await advance(world, START + minutes * MINUTE);
    answers.push(await join(world));
  }
  expect(await mailsTo(world)).toHaveLength(3);
  expect(new Set(answers.map((a) => a.body)).size).toBe(1);
  await advance(world, START + DAY + HOUR);
  await join(world);
  expect(await mailsTo(world)).toHaveLength(4);
});

test("parallel requests of one address send one mail", async () => {
  const world = await opened();
  const answers = await Promise.all(Array.from({ length: 5 }, () => join(world)));
  expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 200, 200]);
  expect(await mailsTo(world)).toHaveLength(1);
});

test("a request that nobody confirmed is deleted after seven days, and its link says so", async () => {
  const world = await opened();
  await join(world);
  const link = await linkTo(world);
  await advance(world, START + 8 * DAY);
  expect((await visit(`GET ${link}`)).status).toBe(410);
  expect((await send(link)).status).toBe(410);
  expect((await memberIn(world)).status).toBe(404);
  expect((await visit(`GET ${link.slice(0, -2)}xx`)).status).toBe(404);
  expect((await visit("GET /join/confirm/nonsense")).status).toBe(404);
});

test("once confirmed, the request holds no personal data any more", async () => {
  const world = await opened();
  await join(world, [ANNA, ["name", "Anna"]]);
  await send(await linkTo(world));
  const rows = await Promise.all(
    ["DB", "DB_2", "DB_3"].map((name) =>
      (Reflect.get(env, name) as D1Database)
        .prepare("SELECT email, name, ticked FROM joins WHERE shop = ?")
        .bind(world.sandbox)
        .all(),
    ),
  );
  expect(rows.flatMap((r) => r.results)).toEqual([{ email: null, name: null, ticked: "[]" }]);
});

test("an erased member's address joins anew, and the old link leads to no card", async () => {
  const world = await opened();
  await join(world);
  const link = await linkTo(world);
  await send(link);
  const { body: first } = await memberIn(world);
  await world.test("DELETE /v1/members/email:anna@example.com");
  expect((await send(link)).status).toBe(410);
  await advance(world, START + HOUR);
  await join(world);
  await send(await linkTo(world));
  const { body: second } = await memberIn(world);
  expect(second.id).not.toBe(first.id);
});

test("programs that fill every field send nothing, and a wrong address is told at its field", async () => {
  const world = await opened();
  expect((await join(world, [ANNA, ["website", "http://spam.example"]])).status).toBe(200);
  expect(await mailsTo(world)).toHaveLength(0);
  const wrong = await join(world, [
    ["email", "anna"],
    ["name", '"><b>'],
  ]);
  expect(wrong.status).toBe(422);
  expect(wrong.body).toContain('aria-invalid="true"');
  expect(wrong.body).toContain("&quot;&gt;&lt;b&gt;");
  const json = await visit(`POST /join/${world.sandbox}`, {});
  expect(json.status).toBe(415);
  const huge = await join(world, [["email", "x".repeat(20_000)]]);
  expect(huge.status).toBe(413);
});

test("an address that sends too much is slowed down", async () => {
  const world = await opened();
  const limiter = { limit: async () => ({ success: false }) };
  const busy = { ...bindings, BROWSER_RATE: limiter } as never;
  const slowed = await visit(`POST /join/${world.sandbox}`, "email=a%40b.de", {
    headers: FORM,
    env: busy,
  });
  expect(slowed.status).toBe(429);
  expect(Number(slowed.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("who came through a friend's link finds the voucher on the card", async () => {
  const world = await opened({ homeUrl: "https://shop.example" });
  const voucher = {
    name: { de: "5 € zum Start", en: "€5 to start" },
    worth: { kind: "fixed_amount", amount: 500 },
  };
  await world.test("PUT /v1/program", {
    referral: { isEnabled: true, friend: { voucher }, advocate: { points: 100 } },
  });
  await world.test("PUT /v1/members/ext:advocate", { email: "ada@example.com" });
  const { body: referral } = await world.test("GET /v1/members/ext:advocate/referral");
  await join(world, [ANNA], `?ref=${referral.code}`);
  const confirmed = await send(await linkTo(world));
  const card = await visit(`GET ${confirmed.headers.get("location")}`);
  expect(card.body).toContain("5 € zum Start");
  const { body: vouchers } = await world.test("GET /v1/members/email:anna@example.com/vouchers");
  expect(vouchers.data).toHaveLength(1);
  expect(card.body).toContain(vouchers.data[0].code);
});

test("a poster shows the program in a sentence and a code that leads to joining", async () => {
  const world = await opened();
  const poster = await visit(`GET /join/${world.sandbox}/poster?store=altstadt&source=poster`);
  expect(poster.status).toBe(200);
  expect(poster.body).toContain("<svg");
  expect(poster.headers.get("content-security-policy")).toContain("form-action 'none'");
  expect((await visit("GET /join/nobody/poster")).status).toBe(404);
});

test("a code that is none, or a program without referrals, keeps nobody from joining", async () => {
  for (const code of ["NONSENSE", "K7QM3XR94", "%3Cb%3E"]) {
    const world = await opened();
    await join(world, [ANNA], `?ref=${code}`);
    expect((await send(await linkTo(world))).status).toBe(303);
    expect((await memberIn(world)).status).toBe(200);
  }
});

test("erasing a member deletes what waits under their address", async () => {
  const world = await opened();
  await world.test("PUT /v1/members/ext:1", { email: "anna@example.com" });
  await join(world, [ANNA, ["name", "Anna"]]);
  const link = await linkTo(world);
  await world.test("DELETE /v1/members/ext:1");
  expect((await send(link)).status).toBe(410);
  expect((await memberIn(world)).status).toBe(404);
});

test("a link of one shop confirms nothing in another, and the mail waits for two days at most", async () => {
  const [world, other] = [await opened(), await opened()];
  await join(world);
  await advance(world, START + 3 * DAY);
  const [mail] = await mailsTo(world);
  expect(mail.sentAt).toBe(new Date(START).toISOString().replace(".000", ""));
  await send(linkIn(mail.text));
  expect((await memberIn(world)).status).toBe(200);
  expect((await memberIn(other)).status).toBe(404);
});

test("a request whose mail is delivered twice at once is mailed once", async () => {
  const world = await opened();
  await join(world);
  const mail = takeSent(world.sandbox).filter((m) => m.type === "timer" && m.kind === "join_mail");
  expect(mail).toHaveLength(1);
  const once = () => deliver(mail, { env: bindings });
  await Promise.all([once(), once(), once()]);
  await once();
  expect(await mailsTo(world)).toMatchObject([{ deliveries: 1 }]);
});
