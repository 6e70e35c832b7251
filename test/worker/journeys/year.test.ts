import { beforeAll, describe, expect, test } from "vitest";
import type { ConsentRow } from "../../../src/consent/tables";
import { DAY } from "../../../src/lib/time";
import type { MessageRow } from "../../../src/messages";
import { rowsIn } from "../../queue";
import { env } from "../../world";
import { liveThrough, type Year } from "./year";

const isFull = env.REGULARS_FULL;
const MEMBERS = isFull ? 300 : 40;
/** The same seed lives the same year; only ids, and so the holdout's draws, differ. */
const SEED = "regulars";
const CAP = 2;

interface MailRow {
  readonly key: string;
  readonly deliveries: number;
  readonly sent_at: number;
}

/** A message with the mail that it became, if it did. */
type Told = MessageRow & { readonly mail: MailRow | null; readonly zone: string };

/** What the member sees of it, pushed or not. */
const VISIBLE = ["shown", "queued", "sending", "sent", "failed", "unconfirmed"];
const isVisible = (m: Told): boolean => VISIBLE.includes(m.status);

describe("a year of the demo's shop, delivered twice, out of order, and interrupted", () => {
  let year: Year;
  let told: Told[];
  let mails: MailRow[];
  let consents: ConsentRow[];

  beforeAll(async () => {
    year = await liveThrough(SEED, MEMBERS);
    const all = <T>(sql: string) => rowsIn<T>(year.shop, sql, year.shop);
    mails = await all<MailRow>("SELECT * FROM mails WHERE shop = ?");
    consents = await all<ConsentRow>("SELECT * FROM consents WHERE shop = ? ORDER BY happened_at");
    const rows = await all<MessageRow>("SELECT * FROM messages WHERE shop = ?");
    const zones = await all<{ id: string; zone: string | null }>(
      "SELECT id, profile ->> 'timeZone' AS zone FROM members WHERE shop = ?",
    );
    const zoneOf = new Map(zones.map(({ id, zone }) => [id, zone ?? "Europe/Berlin"]));
    told = rows.map((row) => ({
      ...row,
      mail: mails.find((mail) => decoded(mail.key) === `${row.member} ${row.key}`) ?? null,
      zone: zoneOf.get(row.member) ?? "",
    }));
  }, 600_000);

  test("there was a year: every journey told somebody, and the consumer was stopped", () => {
    const journeys = new Set(told.filter((m) => m.mail).map((m) => m.journey));
    expect([...journeys].sort()).toEqual(["points_expiring", "points_free", "win_back"]);
    expect(mails.length).toBeGreaterThan(MEMBERS);
    expect(year.kills).toBeGreaterThan(MEMBERS / 40);
    expect(new Set(told.filter((m) => m.mail).map((m) => m.zone)).size).toBeGreaterThan(1);
  });

  test("every mail is a message's, and nothing waits for ever", () => {
    expect(told.filter((m) => m.mail)).toHaveLength(mails.length);
    const open = told.filter((m) => m.status === "queued" || m.status === "sending");
    for (const m of open) expect(m.due_at).toBeGreaterThan(Date.UTC(2030, 11, 29));
    expect(told.filter((m) => m.status === "too_late")).toEqual([]);
  });

  test("nothing was sent without consent at that moment", () => {
    for (const m of told.filter((one) => one.mail)) {
      const before = consents.filter(
        (c) =>
          c.member === m.member &&
          c.purpose === m.purpose &&
          c.happened_at <= (m.mail?.sent_at ?? 0),
      );
      expect(before.at(-1)?.status, m.key).toBe("granted");
    }
  });

  test("nothing was sent in the quiet hours of the member's own clock", () => {
    for (const m of told.filter((one) => one.mail)) {
      const hour = hourIn(m.mail?.sent_at ?? 0, m.zone);
      expect(hour >= 8 && hour < 20, `${hour} h in ${m.zone}`).toBe(true);
    }
  });

  test("nothing was sent twice, but where the consumer was stopped, under the same key", () => {
    const twice = mails.filter((mail) => mail.deliveries > 1);
    expect(twice.length).toBeLessThanOrEqual(year.kills);
    for (const mail of twice) expect(mail.deliveries).toBe(2);
  });

  test("no member got more than the cap in any seven days", () => {
    for (const times of byMember(told.filter((m) => m.mail)).values()) {
      const sent = times.map((m) => m.mail?.sent_at ?? 0).sort((a, b) => a - b);
      for (const [i, at] of sent.entries()) {
        const first = sent[i - CAP];
        if (first !== undefined) expect(at - first).toBeGreaterThanOrEqual(7 * DAY);
      }
    }
  });

  test("each silence was told once, after the last order and before the next", async () => {
    const orders = await rowsIn<{ member: string; placed_at: number; is_kept: number }>(
      year.shop,
      "SELECT member, placed_at, is_kept FROM orders WHERE shop = ?",
      year.shop,
    );
    const silences = told.filter((m) => m.journey === "win_back");
    const since = silences.map((m) => `${m.member} ${m.last_order_at}`);
    expect(new Set(since).size).toBe(silences.length);
    const broken = silences.flatMap((m) => {
      const of = orders.filter((o) => o.member === m.member);
      const last = Number(m.key.split(":")[1]);
      // An order that came back wholly ends no silence.
      const kept = of.filter((o) => o.is_kept === 1);
      const between = kept.filter((o) => o.placed_at > last && o.placed_at < m.due_at);
      const isSince = of.some((o) => o.placed_at === last);
      return isSince && between.length === 0 ? [] : [{ ...m, between }];
    });
    expect(broken).toEqual([]);
  });

  test("every expiry was told at least twice beforehand, and each notice once", async () => {
    const expired = await rowsIn<{ member: string; unit: string; at: number }>(
      year.shop,
      `SELECT DISTINCT member, unit, happened_at AS at FROM transfers
       WHERE shop = ? AND reason = 'expire'`,
      year.shop,
    );
    expect(expired.length).toBeGreaterThan(MEMBERS);
    const byOwner = byMember(told);
    for (const { member, unit, at } of expired) {
      const notices = (byOwner.get(member) ?? []).filter(
        (m) => m.key.startsWith(`points_expiring:${unit}:${at}:`) && isVisible(m),
      );
      expect(notices.length, `${member} ${new Date(at).toISOString()}`).toBe(2);
      for (const notice of notices) expect(notice.planned_at).toBeLessThan(at);
    }
  });

  test("about a tenth is held out of each journey, and stays so", () => {
    const groups = new Map<string, Set<boolean>>();
    for (const m of told) {
      const key = `${m.journey} ${m.member}`;
      groups.set(key, (groups.get(key) ?? new Set()).add(m.reason === "held_out"));
    }
    for (const [key, drawn] of groups) expect(drawn.size, key).toBe(1);
    const share = [...groups.values()].filter((drawn) => drawn.has(true)).length / groups.size;
    // Four standard deviations and a half: one run in 100,000 is outside.
    const bound = 4.5 * Math.sqrt((0.1 * 0.9) / groups.size);
    expect(Math.abs(share - 0.1)).toBeLessThan(bound);
  });

  test("who was shown a win-back has its voucher, and nobody else has one", async () => {
    const vouchers = await rowsIn<{ cause: string; member: string }>(
      year.shop,
      "SELECT cause, member FROM vouchers WHERE shop = ?",
      year.shop,
    );
    const given = vouchers.map((v) => decoded(v.cause.slice("journey:".length)));
    const withOne = told.filter((m) => m.journey === "win_back" && m.status !== "held_out");
    expect(given.sort()).toEqual(withOne.map((m) => `${m.member} ${m.key}`).sort());
  });

  test("the ledger adds up", async () => {
    const { body } = await year.world.test("GET /v1/ledger/check");
    expect(body.findings).toEqual([]);
  });
});

/** The member and the key inside a message's id. */
function decoded(id: string): string {
  const text = atob(id.slice("msg_".length).replaceAll("-", "+").replaceAll("_", "/"));
  return (JSON.parse(`[${text}]`) as string[]).join(" ");
}

function byMember(messages: readonly Told[]): Map<string, Told[]> {
  const found = new Map<string, Told[]>();
  for (const m of messages) found.set(m.member, [...(found.get(m.member) ?? []), m]);
  return found;
}

const hourIn = (at: number, timeZone: string): number =>
  Number(
    new Intl.DateTimeFormat("en-GB", { hour: "2-digit", timeZone, hourCycle: "h23" }).format(at),
  );
