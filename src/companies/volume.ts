import type { Context } from "../core/context";
import { firstOf, rowsOf } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { unitFor } from "../ledger";
import { localDay, toIso } from "../lib/time";
import { parseRef, whoIs } from "../members";
import { programOf, programStatement, voiceOf } from "../program";
import { bonusOn, levelAt, nextLevel, settlesAt, yearOf } from "./rules";
import { sentences } from "./sentences";
import { bonusesStatement, companyStatement } from "./store";
import type { BonusRow, CompanyRow } from "./tables";

/** What a member bought in a time and kept of it: goods, in minor units, as orders now stand. */
export type GoodsReader = (
  ctx: Context,
  member: string,
  time: { readonly from: number; readonly until: number },
) => Promise<number>;

declare module "../core/registry" {
  interface Registry {
    readonly goodsOf: GoodsReader;
  }
}

/** Of the shop's calendar. */
export const currentYear = (ctx: Context): number =>
  Number(localDay(ctx.now, ctx.shop.timeZone).slice(0, 4));

/** This year so far, what is missing to the next level, and what earlier years brought. */
export async function readVolume(ctx: Context, ref: string) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(ctx, [
    companyStatement(who),
    bonusesStatement(who),
    programStatement(ctx, ctx.now),
  ]);
  const company = firstOf<CompanyRow>(rows, 0);
  if (!company) throw new DomainError("not_found", "The shop has no such company.");
  const { parts } = await programOf(ctx, rows, 2);
  const { timeZone } = ctx.shop;
  const year = currentYear(ctx);
  const goods = await ctx.registry.goodsOf(ctx, company.id, yearOf(year, timeZone));
  const terms = parts.companies.volumeBonus;
  return {
    year,
    goods,
    unit: creditUnit(ctx),
    bonus: terms === null ? 0 : bonusOn(terms, goods),
    level: terms && levelAt(terms.levels, goods),
    next: terms && nextLevel(terms.levels, goods),
    settlesAt: terms && toIso(settlesAt(terms, year, timeZone)),
    sentence: sentences(parts, voiceOf(ctx))[0]?.text ?? null,
    settled: rowsOf<BonusRow>(rows, 1)
      .filter(isSomething)
      .map((row) => ({
        year: row.year,
        goods: row.goods,
        unit: row.unit,
        amount: row.amount,
        settledAt: toIso(row.settled_at),
      })),
  };
}

/** Years before a company bought anything are settled too, and nobody asks for them. */
const isSomething = ({ goods }: BonusRow): boolean => goods > 0;

export const creditUnit = ({ shop }: Context): string => unitFor("credit", shop.currency);
