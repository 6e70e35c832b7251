import { expect, test } from "vitest";
import {
  addressHash,
  CONSENT_STATEMENTS,
  consentStatements,
  emailFor,
  type Known,
  type Prepared,
  prepareGrants,
  recordConsents,
} from "../../../src/consent";
import type { Context } from "../../../src/core/context";
import { read } from "../../../src/core/transact";
import type { Who } from "../../../src/ledger";
import { closeMember, type MemberRow, memberStatements, openMember } from "../../../src/members";
import { contextAt } from "../../context";
import { rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";

const wording = {
  locale: "en" as const,
  text: "Yes, Café Morgenrot may e-mail me news and offers.",
};
const grant = { purpose: "marketing", status: "granted", method: "form", wording };

async function newMember(fields: object = { email: "Anna@Example.com" }) {
  const world = await newWorld();
  const { body } = await world.call("PUT /v1/members/ext:1", fields);
  const id: string = body.member.id;
  const give = (body_: object, options = {}) =>
    world.call(`POST /v1/members/${id}/consents`, body_, options);
  return { world, id, give };
}

async function standing(world: World, id: string, purpose = "marketing") {
  const { body } = await world.call(`GET /v1/members/${id}/consents`);
  return body.consents.find((c: { purpose: string }) => c.purpose === purpose);
}

test("a permission is proven by when, how, where and in which words it was given", async () => {
  const { world, id, give } = await newMember();
  const happenedAt = "2026-03-01T10:00:00Z";
  const given = await give({ ...grant, source: "checkout", happenedAt });
  expect(given.status, JSON.stringify(given.body)).toBe(201);
  expect(given.body.consent).toMatchObject({ status: "granted", isAllowed: true, reason: null });
  const { isAllowed, proof } = await standing(world, id);
  expect(isAllowed).toBe(true);
  expect(proof).toMatchObject({
    id: given.body.consent.id,
    method: "form",
    source: "checkout",
    happenedAt,
    wording,
  });
  expect(proof.id).toMatch(/^cns_/);
  expect(proof.caller).toMatch(/^key_/);
  const points = await standing(world, id, "points");
  expect(points).toMatchObject({ isAllowed: false, reason: "no_consent", status: null });
  const told = await world.call(`GET /v1/explain/${proof.id}?locale=de`);
  expect(told.body.text).toContain("Am 1. März 2026 hat das Mitglied Neuigkeiten und Angebote");
  expect(told.body.text).toContain(wording.text);
});

test("the entry that happened last counts, whenever it was recorded", async () => {
  const { world, id, give } = await newMember();
  await give(grant);
  const withdrawn = await give({ purpose: "marketing", status: "withdrawn", method: "staff" });
  expect(withdrawn.body.consent).toMatchObject({ isAllowed: false, reason: "withdrawn" });
  const late = { ...grant, method: "import", happenedAt: "2020-05-01T00:00:00Z" };
  expect((await give(late)).body.consent).toMatchObject({ status: "withdrawn", isAllowed: false });
  expect(await standing(world, id)).toMatchObject({ isAllowed: false, reason: "withdrawn" });
  await give(grant);
  expect(await standing(world, id)).toMatchObject({ isAllowed: true });
  const { body } = await world.call(`GET /v1/members/${id}/consents`);
  const statuses = body.history.map((c: { status: string }) => c.status);
  expect(statuses).toEqual(["granted", "withdrawn", "granted", "granted"]);
  const facts = await rowsIn<{ facts: string }>(
    world.shop,
    "SELECT facts FROM facts WHERE shop = ? AND facts LIKE '%consent_changed%' ORDER BY recorded_at",
    world.shop,
  );
  const changes = facts.flatMap((row) => JSON.parse(row.facts));
  expect(changes.map((fact) => fact.status)).toEqual(["granted", "withdrawn", "granted"]);
  expect(changes[0]).toMatchObject({ channel: "email", purpose: "marketing", method: "form" });
  expect(JSON.stringify(facts)).not.toContain("@");
});

test("a permission holds for the address it was given for", async () => {
  const { world, id, give } = await newMember({});
  const without = await give(grant);
  expect([without.status, without.body.code]).toEqual([422, "no_address"]);
  expect(await standing(world, id)).toMatchObject({ reason: "no_address" });
  expect((await give({ purpose: "marketing", status: "withdrawn" })).status).toBe(201);
  await world.call("PATCH /v1/members/ext:1", { email: "a@b.de" });
  await give(grant);
  expect(await standing(world, id)).toMatchObject({ isAllowed: true });
  const rows = await rowsIn<{ profile: string }>(
    world.shop,
    "SELECT profile FROM members WHERE shop = ? AND id = ?",
    world.shop,
    id,
  );
  expect(rows[0]?.profile).toContain("a@b.de");
  await world.call("DELETE /v1/members/ext:1");
  expect(await standing(world, id)).toMatchObject({ isAllowed: false, reason: "no_address" });
  expect((await give(grant)).body.code).toBe("member_erased");
});

test("erasing a member leaves the proof, and nothing that says who it was", async () => {
  const { world, id, give } = await newMember();
  await give(grant);
  await world.call("DELETE /v1/members/ext:1");
  const { body } = await world.call(`GET /v1/members/${id}/consents`);
  expect(body.history).toHaveLength(1);
  const rows = await rowsIn(world.shop, "SELECT * FROM consents WHERE shop = ?", world.shop);
  expect(JSON.stringify(rows)).not.toMatch(/anna|example\.com/i);
});

test("no entry is ever changed or deleted", async () => {
  const { world, give } = await newMember();
  await give(grant);
  for (const sql of ["UPDATE consents SET status = 'granted'", "DELETE FROM consents"]) {
    const change = rowsIn(world.shop, `${sql} WHERE shop = ?`, world.shop);
    await expect(change).rejects.toThrow("consents_are_immutable");
  }
});

test("a repeated request is recorded once, a rehearsal never", async () => {
  const { world, id, give } = await newMember();
  const headers = { "idempotency-key": "consent-1" };
  const [first, again] = [await give(grant, { headers }), await give(grant, { headers })];
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  const rehearsed = await world.call(`POST /v1/members/${id}/consents?dryRun=true`, {
    purpose: "marketing",
    status: "withdrawn",
  });
  expect(rehearsed.body).toMatchObject({ committed: false, consent: { reason: "withdrawn" } });
  const { body } = await world.call(`GET /v1/members/${id}/consents`);
  expect(body.history).toHaveLength(1);
});

test("what cannot be is refused, and another shop's members and entries are not found", async () => {
  const { world, id, give } = await newMember();
  for (const [body, code] of [
    [{ ...grant, happenedAt: "2999-01-01T00:00:00Z" }, "invalid_time"],
    [{ ...grant, happenedAt: "1970-01-01T00:00:00Z" }, "invalid_time"],
    [{ purpose: "marketing", status: "granted" }, "invalid_body"],
    [{ ...grant, purpose: "profiling" }, "invalid_body"],
    [{ ...grant, channel: "sms" }, "invalid_body"],
    // Taken over without its own time, it would override a withdrawal of this morning.
    [{ ...grant, method: "import" }, "invalid_body"],
    [{ ...grant, source: "A poster!" }, "invalid_body"],
    [{ purpose: "points", status: "withdrawn", doubleOptIn: true }, "invalid_body"],
  ] as const) {
    expect((await give(body)).body.code).toBe(code);
  }
  const entry = (await give(grant)).body.consent.id;
  const other = await newWorld();
  for (const path of [`/v1/members/${id}/consents`, `/v1/explain/${entry}`]) {
    expect((await other.call(`GET ${path}`)).status).toBe(404);
    expect((await world.test(`GET ${path}`)).status).toBe(404);
  }
  expect((await other.call(`POST /v1/members/${id}/consents`, grant)).status).toBe(404);
});

test("parallel entries of one member are all kept, and the last counts", async () => {
  const { world, id, give } = await newMember();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      give(i % 2 === 0 ? grant : { purpose: "marketing", status: "withdrawn" }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(201));
  const { body } = await world.call(`GET /v1/members/${id}/consents`);
  expect(body.history).toHaveLength(10);
  expect(body.consents[0].status).toBe(body.history[0].status);
});

test("a permission for a member's second address is for that address", async () => {
  const { world, id } = await newMember();
  await world.call("PATCH /v1/members/ext:1", { email: "second@example.com" });
  const ctx = await contextAt(world.shop, Date.now());
  const who = { sql: "?2", params: [world.shop, id] };
  const address = "second@example.com";
  const email = { address, hash: await addressHash(world.shop, address) };
  const common = { channel: "email", purpose: "points", wording } as const;
  const grants = await prepareGrants([
    { ...common, status: "requested", method: "form", happenedAt: ctx.now },
    { ...common, status: "granted", method: "double_opt_in" },
  ]);
  const { timer } = await recordFor(ctx, who, email, grants);
  expect(timer).toBeNull();
  expect(await standing(world, id, "points")).toMatchObject({
    isAllowed: true,
    proof: { method: "double_opt_in" },
    doubleOptIn: { requestedAt: expect.any(String), confirmedAt: expect.any(String) },
  });
  const [row] = await rowsIn<MemberRow>(
    world.shop,
    "SELECT * FROM members WHERE shop = ? AND id = ?",
    world.shop,
    id,
  );
  const rows = await read(ctx, consentStatements(ctx, who));
  if (!row) throw new Error("no member");
  expect((await emailFor(row, rows, "points"))?.address).toBe(address);
  expect((await emailFor(row, rows, "marketing"))?.address).toBe("anna@example.com");
});

/** Records grants as a page does that has opened the member. */
async function recordFor(ctx: Context, who: Who, email: Known["email"], grants: Prepared[]) {
  const rows = await read(ctx, [
    ...consentStatements(ctx, who),
    ...memberStatements(ctx, { who, spendable: 0 }),
  ]);
  const member = await openMember(ctx, rows.slice(CONSENT_STATEMENTS), 0);
  if (!member) throw new Error("no member");
  const recorded = recordConsents(ctx, member, { rows, requests: [], email }, grants);
  await ctx.db.batch(closeMember(ctx, member));
  return recorded;
}
