import type { Context } from "../core/context";
import { transact } from "../core/transact";
import type { Freed } from "../ledger";
import { newId } from "../lib/ids";
import { HOUR } from "../lib/time";
import {
  closeMember,
  factOf,
  memberStatementCount,
  memberStatements,
  openMember,
  spendable,
  turnOf,
} from "../members";
import { drawOf, type Planned, planMessage, planStatements, pushSoon } from "../messages";
import { SERVICE } from "./drafts";
import { whoIsMember } from "./look";
import { pointsValues } from "./values";

const JOURNEY = "points_free";
/** What became free longer ago is no news. */
const NEWS_MS = 48 * HOUR;

export const isNews = ({ at, amount }: Freed, now: number): boolean =>
  amount > 0 && now - at <= NEWS_MS;

/**
 * Tells a member of points that were on the way and can be spent now; not where they are spent
 * already. Called twice for one fact, it tells once.
 */
export async function tellFreed(
  ctx: Context,
  of: { member: string; fact: string; unit: string; freed: Freed },
) {
  const who = whoIsMember(ctx, of.member);
  const factId = newId("fct");
  const draw = await drawOf(ctx, JOURNEY, of.member);
  let planned: Planned | null = null;
  await transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: of.member }),
    load: () => [...memberStatements(ctx, { who, spendable: 0 }), ...planStatements(ctx, who)],
    decide: async (rows) => {
      planned = null;
      const nothing = { status: 200, body: {}, writes: [], fact: null };
      const member = await openMember(ctx, rows, 0);
      if (!member || spendable(member.book, of.unit) <= 0) return nothing;
      const program = member.program;
      const { isEnabled, holdoutPercent } = program.parts.journeys.pointsFree;
      if (!isEnabled) return nothing;
      const draft = {
        ...SERVICE,
        key: `${JOURNEY}:${of.fact}:${of.unit}`,
        journey: JOURNEY,
        dueAt: of.freed.at,
        holdoutPercent,
        values: pointsValues(ctx, program, member, { unit: of.unit, amount: of.freed.amount }),
      };
      const ofMessages = rows.slice(memberStatementCount(0));
      planned = await planMessage(ctx, program, member, ofMessages, draft, draw);
      if (!planned) return nothing;
      return {
        ...nothing,
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, factId, ctx.now, []),
      };
    },
  });
  if (planned) pushSoon(ctx, planned);
}
