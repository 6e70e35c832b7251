import type { Context } from "../core/context";
import type { ProgramParts } from "../core/registry";
import { read } from "../core/transact";
import { checkDocument, checkProgram, type ProgramAdviser, type Trade } from "../program";
import { assumedFindings } from "./assume";
import { easiestOf, type Findings } from "./findings";
import { historyFindings, historyFrom, historyStatements, MIN_MEMBERS } from "./history";
import { rounded, tradeFrom, tradeStatement } from "./trade";
import { warningsOf } from "./warnings";

/** What whoever asks wants to be assumed, in place of what is recorded. */
export type Asked = Partial<Trade> & { readonly members?: number };

/** What is wrong with a document; of a valid one, all its sentences and how it would do. */
export async function checkUp(ctx: Context, document: unknown, asked: Asked) {
  const { parts } = checkDocument(ctx, document);
  const checked = checkProgram(ctx, document);
  if (!parts) return { ...checked, checkup: null };
  const findings = await findingsOf(ctx, parts, asked);
  return { ...checked, checkup: viewOf(ctx, parts, findings) };
}

/** By what members really bought; by assumptions where somebody names one or there are too few. */
async function findingsOf(ctx: Context, parts: ProgramParts, asked: Asked): Promise<Findings> {
  const rows = await read(ctx, [tradeStatement(ctx), ...historyStatements(ctx)]);
  const { members, ...assumed } = asked;
  const recorded = historyFrom(rows, 1);
  const trade = { ...tradeFrom(rows, {}), ...assumed };
  const isAsked = Object.keys(asked).length > 0;
  return isAsked || recorded.length < MIN_MEMBERS
    ? assumedFindings(ctx, parts, trade, members)
    : historyFindings(ctx, parts, recorded, trade);
}

function viewOf(ctx: Context, parts: ProgramParts, findings: Findings) {
  const { basis, members, trade, worthRate, costRate, monthlySpend } = findings;
  const easiest = easiestOf(findings);
  return {
    basis,
    assumptions: { ...trade, members, monthlySpend: wholeMoney(monthlySpend) },
    reach: easiest && {
      reward: {
        kind: easiest.target.kind,
        id: easiest.target.id,
        name: easiest.target.name[ctx.locale],
      },
      unit: easiest.target.unit,
      cost: easiest.target.cost,
      share: rounded(easiest.share, 3),
      medianDays: easiest.medianDays === null ? null : rounded(easiest.medianDays, 1),
      members,
    },
    returnPercent: worthRate === null ? null : rounded(worthRate * 100, 2),
    monthlyCost: costRate === null ? null : wholeMoney(costRate * monthlySpend),
    currency: ctx.shop.currency,
    warnings: warningsOf(ctx, parts, findings),
  };
}

/** Assumptions may come to more money than there is. */
const wholeMoney = (money: number): number => Math.min(Math.round(money), Number.MAX_SAFE_INTEGER);

/** Warns of a program as it is applied, by how the shop has sold so far. */
export const programAdviser: ProgramAdviser = {
  statements: (ctx) => [tradeStatement(ctx)],
  warnings: (ctx, parts, rows, trade) =>
    warningsOf(ctx, parts, assumedFindings(ctx, parts, tradeFrom(rows, trade))),
};
