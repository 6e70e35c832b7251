import * as z from "zod";
import { activityEndpoints, eraseActivities, explainActivity } from "./activities";
import { belongings, mergers } from "./belongings";
import { causesOfWallet, causesProgram } from "./causes";
import { causeEndpoints } from "./causes/routes";
import { checkoutHolder, checkoutProgram, openCheckouts } from "./checkout";
import { programAdviser } from "./checkup";
import { checkupEndpoints } from "./checkup/routes";
import { companiesProgram, companyPart, contactGuard, eraseContacts } from "./companies";
import { companyEndpoints } from "./companies/routes";
import { webhookEndpoints } from "./connect/routes";
import { consentExplainer, consentPages } from "./consent";
import { consentEndpoints } from "./consent/routes";
import type { Endpoint } from "./core/http";
import type { ProgramParts, ProgramSlice, Registry } from "./core/registry";
import { creditTerms } from "./credit";
import { creditEndpoints } from "./credit/routes";
import { dashboardPages } from "./dashboard";
import { earningProgram } from "./earning";
import { memberGiving } from "./effects";
import { eraseGiftMessages, giftsProgram, giftTemplate } from "./gifts";
import { giftEndpoints } from "./gifts/routes";
import { departFromHousehold, householdsProgram, poolBacking } from "./households";
import { householdEndpoints } from "./households/routes";
import { journeysProgram, journeyTemplates } from "./journeys";
import { ledgerProgram } from "./ledger";
import { ledgerEndpoints } from "./ledger/routes";
import { eraseMails, mailPages } from "./mail";
import { mailEndpoints } from "./mail/routes";
import { membersProgram } from "./members";
import { transferExplainer } from "./members/explain";
import { explainEndpoints } from "./members/explain-routes";
import { memberEndpoints } from "./members/routes";
import { mergeExplainer } from "./merges";
import { mergeEndpoints } from "./merges/routes";
import { contactProgram, messageExplainer, messagesSummary, stopMessages } from "./messages";
import { messageEndpoints } from "./messages/routes";
import { EVER_STATEMENTS, everFrom, everStatements } from "./metrics";
import { metricsEndpoints } from "./metrics/routes";
import { cartEndpoints } from "./orders/cart-routes";
import { explainOrder } from "./orders/explain";
import { orderEndpoints } from "./orders/routes";
import { eraseRefundReasons } from "./orders/store";
import { ordersSummary } from "./orders/summary";
import { goodsOf } from "./orders/volume";
import { perksOfWallet, perksProgram, perksSummary, perkTerms } from "./perks";
import { perkEndpoints } from "./perks/routes";
import { planEndpoints } from "./plans/routes";
import { poolEndpoints } from "./pools/routes";
import { cardUrl, eraseJoins, portalEndpoints, portalPages } from "./portal";
import { presetEndpoints } from "./presets/routes";
import { programEndpoints } from "./program/routes";
import { referralExplainer, referralSummary, referralTemplate, republishShop } from "./referrals";
import { referralProgram } from "./referrals/program";
import { referralEndpoints } from "./referrals/routes";
import { followVoucher, openHolds, rewardsSummary } from "./rewards";
import { handoverEndpoints } from "./rewards/handover-routes";
import { redemptionHolder } from "./rewards/holds";
import { rewardsProgram } from "./rewards/program";
import { rewardEndpoints } from "./rewards/routes";
import { eraseTracking } from "./rewards/store-handover";
import { healthEndpoints } from "./shops/health";
import { operatorEndpoints } from "./shops/operator";
import { shopEndpoints } from "./shops/routes";
import { fullCards, stampsOfWallet, stampsProgram, stampTerms } from "./stamps";
import { memberTiers, tierExplainer, tiersOfWallet, tiersProgram } from "./tiers";
import { tierEndpoints } from "./tiers/routes";
import { eraseVoucherNotes, sharedCodesProgram, vouchersSummary } from "./vouchers";
import { voucherEndpoints } from "./vouchers/routes";

/** What each slice contributes, in the order in which a program is read out. */
const slices: readonly ProgramSlice[] = [
  earningProgram,
  ledgerProgram,
  stampsProgram,
  tiersProgram,
  perksProgram,
  causesProgram,
  rewardsProgram,
  sharedCodesProgram,
  checkoutProgram,
  referralProgram,
  giftsProgram,
  householdsProgram,
  companiesProgram,
  membersProgram,
  contactProgram,
  journeysProgram,
];

/** The slices' shapes make up the type by declaration merging, and the schema here. */
const programSchema = z.strictObject(
  Object.assign({}, ...slices.map((slice) => slice.shape)),
) as unknown as z.ZodType<ProgramParts>;

export const registry: Registry = {
  programSchema,
  slices,
  memberParts: [openHolds, openCheckouts, memberTiers, memberGiving, companyPart],
  summaries: [
    ordersSummary,
    vouchersSummary,
    rewardsSummary,
    perksSummary,
    referralSummary,
    messagesSummary,
  ],
  walletParts: [tiersOfWallet, causesOfWallet, stampsOfWallet, perksOfWallet],
  unitTerms: [stampTerms, perkTerms, creditTerms],
  adjustmentFollowers: [fullCards],
  erasers: [
    eraseVoucherNotes,
    eraseTracking,
    stopMessages,
    eraseRefundReasons,
    eraseMails,
    eraseJoins,
    eraseActivities,
    eraseGiftMessages,
    eraseContacts,
  ],
  spendingGuards: [contactGuard],
  goodsOf,
  backing: poolBacking,
  departures: [departFromHousehold],
  holders: [redemptionHolder, checkoutHolder],
  belongings,
  mergers,
  voucherFollowers: [followVoucher],
  shopFollowers: [republishShop],
  programAdviser,
  messageTemplates: [...journeyTemplates, referralTemplate, giftTemplate],
  everMoved: { statements: EVER_STATEMENTS, load: everStatements, from: everFrom },
  cardUrl,
  explainers: [
    transferExplainer,
    { prefix: "ord", explain: explainOrder },
    { prefix: "act", explain: explainActivity },
    messageExplainer,
    consentExplainer,
    referralExplainer,
    tierExplainer,
    mergeExplainer,
  ],
};

export const endpoints: readonly Endpoint[] = [
  ...memberEndpoints,
  ...mergeEndpoints,
  ...tierEndpoints,
  ...explainEndpoints,
  ...ledgerEndpoints,
  ...orderEndpoints,
  ...cartEndpoints,
  ...creditEndpoints,
  ...activityEndpoints,
  ...rewardEndpoints,
  ...handoverEndpoints,
  ...poolEndpoints,
  ...perkEndpoints,
  ...causeEndpoints,
  ...voucherEndpoints,
  ...referralEndpoints,
  ...giftEndpoints,
  ...householdEndpoints,
  ...companyEndpoints,
  ...messageEndpoints,
  ...consentEndpoints,
  ...mailEndpoints,
  ...portalEndpoints,
  ...metricsEndpoints,
  ...programEndpoints,
  ...presetEndpoints,
  ...planEndpoints,
  ...checkupEndpoints,
  ...webhookEndpoints,
  ...shopEndpoints,
  ...operatorEndpoints,
  ...healthEndpoints,
];

/** What browsers open; no part of the API. */
export const pages: readonly Endpoint[] = [
  ...consentPages,
  ...mailPages,
  ...portalPages,
  ...dashboardPages,
];
