import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import type { Fact } from "../core/facts";
import { transact } from "../core/transact";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatementCount,
  memberStatements,
  openMember,
  turnOf,
  whoIs,
} from "../members";
import {
  type Draft,
  drawOf,
  type MessageTemplate,
  type Planned,
  planMessage,
  planStatements,
  pushSoon,
} from "../messages";
import { findGift } from "./store";
import type { GiftRow } from "./tables";

const JOURNEY = "gift_received";

/** How a member hears of a gift. What the giver wrote is no text of the shop's, and stays out. */
export const giftTemplate: MessageTemplate = {
  journey: JOURNEY,
  subject: {
    en: "A gift for you: {{ amount | points: unit }}",
    de: {
      du: "Ein Geschenk für dich: {{ amount | points: unit }}",
      sie: "Ein Geschenk für Sie: {{ amount | points: unit }}",
    },
  },
  body: {
    en: "Somebody who is a member here too has given you {{ amount | points: unit }}. Enjoy!",
    de: {
      du: "Jemand, der hier auch Mitglied ist, hat dir {{ amount | points: unit }} geschenkt. Viel Freude damit!",
      sie: "Jemand, der hier auch Mitglied ist, hat Ihnen {{ amount | points: unit }} geschenkt. Viel Freude damit!",
    },
  },
  action: {
    url: "card",
    label: {
      en: "Open your card",
      de: { du: "Deine Karte ansehen", sie: "Ihre Karte ansehen" },
    },
  },
  custom: () => undefined,
};

/** Tells members of what they were given. Called twice for one fact, it tells once. */
export async function tellGiven(
  ctx: Context,
  entry: { readonly all: readonly Fact[] },
): Promise<void> {
  for (const { type, gift, to } of entry.all) {
    if (type !== JOURNEY || typeof gift !== "string" || typeof to !== "string") continue;
    await tellOne(ctx, gift, to);
  }
}

async function tellOne(ctx: Context, gift: string, receiver: string): Promise<void> {
  const who = whoIs(ctx.shop.id, { id: receiver });
  const factId = newId("fct");
  const draw = await drawOf(ctx, JOURNEY, receiver);
  const soon: Planned[] = [];
  await transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: receiver }),
    load: () => [
      findGift(ctx.shop.id, gift),
      ...memberStatements(ctx, { who, spendable: 0 }),
      ...planStatements(ctx, who),
    ],
    decide: async (rows) => {
      soon.length = 0;
      const nothing = { status: 200, body: {}, writes: [], fact: null };
      const row = firstOf<GiftRow>(rows, 0);
      const member = await openMember(ctx, rows.slice(1), 0);
      if (!row || !member || row.reversed_at !== null) return nothing;
      const ofMessages = rows.slice(1 + memberStatementCount(0));
      const draft = draftOf(row);
      const planned = await planMessage(ctx, member.program, member, ofMessages, draft, draw);
      if (!planned) return nothing;
      soon.push(planned);
      const fact = factOf(ctx, member, factId, ctx.now, []);
      return { ...nothing, writes: closeMember(ctx, member), fact };
    },
  });
  for (const planned of soon) pushSoon(ctx, planned);
}

const draftOf = ({ id, unit, amount, created_at }: GiftRow): Draft => ({
  key: `${JOURNEY}:${id}`,
  journey: JOURNEY,
  purpose: "points",
  isPromotion: false,
  dueAt: created_at,
  stopsOnOrder: false,
  holdoutPercent: 0,
  values: { amount, unit },
});
