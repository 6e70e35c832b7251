import { type Context, realmOf } from "../core/context";
import { firstOf, rowsOf, statement } from "../core/database";
import { deleteTimer, insertTimer, type TimerMessage } from "../core/timers";
import { read, transact } from "../core/transact";
import { expiresAt, fill, settle } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatements,
  type OpenMember,
  openMember,
  whoIs,
} from "../members";
import { programNow } from "../program";
import { VOLUME_TIMER } from "./contacts";
import { bonusOn, settlesAt, yearOf } from "./rules";
import { bonusesStatement, insertBonus } from "./store";
import type { BonusRow } from "./tables";
import { creditUnit, currentYear } from "./volume";

/** A commit in between means that an order may have changed: the year is added up again. */
const MOST_TRIES = 10;

/**
 * The timer of a company's year fires: what it bought and kept brings store credit, once. Orders
 * are added up before, and the company's version says whether they are still the same.
 */
export async function settleVolume(ctx: Context, timer: TimerMessage): Promise<void> {
  if (timer.dueAt > ctx.now) return;
  const [company = "", text = ""] = timer.subject.split(":");
  const year = Number(text);
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const version = await versionOf(ctx, company);
    const goods = await ctx.registry.goodsOf(ctx, company, yearOf(year, ctx.shop.timeZone));
    if (await settled(ctx, timer, { company, year, version, goods })) return;
  }
  throw new Error("a company's orders do not stand still");
}

async function versionOf(ctx: Context, company: string): Promise<number> {
  const rows = await read(ctx, [
    statement("SELECT version FROM members WHERE shop = ?1 AND id = ?2", ctx.shop.id, company),
  ]);
  return firstOf<{ version: number }>(rows, 0)?.version ?? 0;
}

interface Year {
  readonly company: string;
  readonly year: number;
  readonly version: number;
  readonly goods: number;
}

/** false where the company has changed since its orders were added up. */
async function settled(ctx: Context, timer: TimerMessage, of: Year): Promise<boolean> {
  const who = whoIs(ctx.shop.id, { id: of.company });
  const factId = newId("fct");
  let isDone = false;
  await transact(ctx, {
    load: () => [bonusesStatement(who), ...memberStatements(ctx, { who, spendable: 0 })],
    decide: async (rows) => {
      const nothing = { status: 200, body: {}, writes: [], fact: null };
      const member = await openMember(ctx, rows.slice(1), 0);
      const terms = member?.program.parts.companies.volumeBonus ?? null;
      const isPaid = rowsOf<BonusRow>(rows, 0).some(({ year }) => year === of.year);
      isDone = true;
      if (!member || terms === null || isPaid || member.row.erased_at !== null) {
        return { ...nothing, writes: [deleteTimer(timer)] };
      }
      const dueAt = settlesAt(terms, of.year, ctx.shop.timeZone);
      if (dueAt > ctx.now) {
        const { subject, kind } = timer;
        const writes = [deleteTimer(timer), insertTimer(ctx, { dueAt, subject, kind })];
        return { ...nothing, writes };
      }
      isDone = member.row.version === of.version;
      if (!isDone) return nothing;
      const amount = bonusOn(terms, of.goods);
      const row = bonus(ctx, member, { ...of, amount });
      const { year, goods, unit } = row;
      const told = { type: "volume_bonus_settled", year, goods, unit, amount };
      return {
        ...nothing,
        writes: [deleteTimer(timer), ...closeMember(ctx, member)],
        fact: factOf(ctx, member, factId, ctx.now, [told]),
      };
    },
  });
  return isDone;
}

/** Gives the credit, and tells the row that remembers it. */
function bonus(ctx: Context, member: OpenMember, of: Year & { readonly amount: number }): BonusRow {
  const { number: program, parts } = member.program;
  const unit = creditUnit(ctx);
  if (of.amount > 0) {
    const entry = { reason: "volume_bonus", cause: `volume_bonus:${of.year}`, program };
    fill(member.book, {
      unit,
      amount: of.amount,
      activatesAt: ctx.now,
      expiresAt: expiresAt(parts.credit.expiry, ctx.now, ctx.shop.timeZone),
      from: "issued",
      entry: { ...entry, rule: "companies.volumeBonus" },
    });
    settle(member.book);
  }
  const row = {
    shop: ctx.shop.id,
    company: of.company,
    year: of.year,
    goods: of.goods,
    unit,
    amount: of.amount,
    program,
    settled_at: ctx.now,
  };
  member.writes.push(insertBonus(row));
  return row;
}

/** A program that begins to give bonuses counts this year's orders, those of before too. */
export async function followVolume(ctx: Context): Promise<void> {
  const terms = (await programNow(ctx)).parts.companies.volumeBonus;
  if (terms === null) return;
  const year = currentYear(ctx);
  const dueAt = settlesAt(terms, year, ctx.shop.timeZone);
  await ctx.db.batch([
    statement(
      `INSERT INTO timers (realm, due_at, shop, subject, kind)
       SELECT ?1, ?2, shop, id || ':' || ?4, ?5 FROM companies WHERE shop = ?3 AND true
       ON CONFLICT DO NOTHING`,
      realmOf(ctx.shop),
      dueAt,
      ctx.shop.id,
      `${year}`,
      VOLUME_TIMER,
    ),
  ]);
}
