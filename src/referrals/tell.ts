import type { Context } from "../core/context";
import { firstOf, rowsOf } from "../core/database";
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
import { type Program, programNumbered } from "../program";
import { shownCode, type VoucherRow } from "../vouchers";
import { referralStatement, vouchersOfReferral } from "./store";
import type { ReferralRow } from "./tables";
import { givenBy } from "./view";

const JOURNEY = "referral_rewarded";

const THANKS_DE = (code: string, voucher: string, points: string) =>
  `{% if code %}Wie versprochen gibt es dafür: {{ voucherDe }}. ${code} lautet {{ code }}${voucher}.{% else %}${points}{% endif %}`;
const UNTIL_DE = "{% if validUntil %} und gilt bis zum {{ validUntil | last_day }}{% endif %}";

/** How the advocate hears of the reward. */
export const referralTemplate: MessageTemplate = {
  journey: JOURNEY,
  subject: {
    en: "{% if code %}A voucher{% else %}{{ amount | points: unit }}{% endif %} for your recommendation",
    de: {
      du: "{% if code %}Ein Gutschein{% else %}{{ amount | points: unit }}{% endif %} für deine Empfehlung",
      sie: "{% if code %}Ein Gutschein{% else %}{{ amount | points: unit }}{% endif %} für Ihre Empfehlung",
    },
  },
  body: {
    en: `Your recommendation has arrived: somebody who came to us through you has ordered. Thank you!

{% if code %}As promised, here is: {{ voucherEn }}. Your code is {{ code }}{% if validUntil %}, valid until {{ validUntil | last_day }}{% endif %}.{% else %}As promised, we have added {{ amount | points: unit }} to your balance.{% endif %}`,
    de: {
      du: `Deine Empfehlung ist angekommen: Wer durch dich zu uns kam, hat bestellt. Danke dafür!

${THANKS_DE("Dein Code", UNTIL_DE, "Wie versprochen haben wir dir {{ amount | points: unit }} gutgeschrieben.")}`,
      sie: `Ihre Empfehlung ist angekommen: Wer durch Sie zu uns kam, hat bestellt. Danke dafür!

${THANKS_DE("Ihr Code", UNTIL_DE, "Wie versprochen haben wir Ihnen {{ amount | points: unit }} gutgeschrieben.")}`,
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

/** Tells advocates of their rewards. Called twice for one fact, it tells once. */
export async function tellRewarded(
  ctx: Context,
  entry: { readonly all: readonly Fact[] },
): Promise<void> {
  for (const { type, referral, advocate } of entry.all) {
    if (type !== JOURNEY || typeof referral !== "string" || typeof advocate !== "string") continue;
    await tellOne(ctx, referral, advocate);
  }
}

async function tellOne(ctx: Context, referral: string, advocate: string): Promise<void> {
  const who = whoIs(ctx.shop.id, { id: advocate });
  const factId = newId("fct");
  const draw = await drawOf(ctx, JOURNEY, advocate);
  const soon: Planned[] = [];
  await transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: advocate }),
    load: () => [
      referralStatement(ctx.shop.id, referral),
      vouchersOfReferral(ctx.shop.id, referral),
      ...memberStatements(ctx, { who, spendable: 0 }),
      ...planStatements(ctx, who),
    ],
    decide: async (rows) => {
      soon.length = 0;
      const nothing = { status: 200, body: {}, writes: [], fact: null };
      const row = firstOf<ReferralRow>(rows, 0);
      const member = await openMember(ctx, rows.slice(2), 0);
      if (!row || !member) return nothing;
      const promised = await programNumbered(ctx, row.program);
      const draft = draftOf(promised, row, rowsOf<VoucherRow>(rows, 1));
      if (!draft) return nothing;
      const program = member.program;
      const ofMessages = rows.slice(2 + memberStatementCount(0));
      const planned = await planMessage(ctx, program, member, ofMessages, draft, draw);
      if (!planned) return nothing;
      soon.push(planned);
      const fact = factOf(ctx, member, factId, ctx.now, []);
      return { ...nothing, writes: closeMember(ctx, member), fact };
    },
  });
  for (const planned of soon) pushSoon(ctx, planned);
}

/** null where there is nothing to tell: no reward was promised, or it was taken back since. */
function draftOf(
  program: Program,
  row: ReferralRow,
  vouchers: readonly VoucherRow[],
): Draft | null {
  const values = valuesOf(program, row, vouchers);
  if (row.status !== "rewarded" || row.rewarded_at === null || values === null) return null;
  return {
    // A reward that was taken back and given again is told again.
    key: `${JOURNEY}:${row.id}:${row.rewarded_at}`,
    journey: JOURNEY,
    purpose: "points",
    isPromotion: false,
    dueAt: row.rewarded_at,
    stopsOnOrder: false,
    holdoutPercent: 0,
    values,
  };
}

function valuesOf(
  program: Program,
  row: ReferralRow,
  vouchers: readonly VoucherRow[],
): Draft["values"] | null {
  const given = givenBy(row);
  if (given?.kind === "points") return { amount: given.amount, unit: given.unit };
  const voucher = vouchers.find((v) => v.member === row.advocate && v.status === "issued");
  const offer = program.parts.referral.advocate;
  if (!given || !voucher || !offer || !("voucher" in offer)) return null;
  return {
    voucherEn: offer.voucher.name.en,
    voucherDe: offer.voucher.name.de,
    code: shownCode(null, voucher.code),
    ...(voucher.expires_at === null ? {} : { validUntil: voucher.expires_at }),
  };
}
