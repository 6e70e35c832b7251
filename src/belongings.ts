import { activitiesOfMember } from "./activities";
import { donationsOfMember, mergeGiving } from "./causes";
import { checkoutsOfMember } from "./checkout";
import { mergeConsents } from "./consent";
import { topUpsOfMember } from "./credit";
import { giftsOfMember } from "./gifts";
import { placesOfMember } from "./households";
import type { Belonging, Merger } from "./members";
import { adjustmentsOfMember } from "./members/adjustments";
import { mergeCounters } from "./members/merge-counters";
import { messagesOfMember } from "./messages";
import { mergeOrders } from "./orders/merging";
import { ordersOfMember } from "./orders/store";
import { usesOfMember } from "./perks";
import { referralsOfMember } from "./referrals";
import { redemptionsOfMember } from "./rewards";
import { fullCards } from "./stamps";
import { mergeTiers } from "./tiers";
import { vouchersOfMember } from "./vouchers";

/** Rows that follow a member who turns out to be another one; a test knows of those that do not. */
export const belongings: readonly Belonging[] = [
  adjustmentsOfMember([fullCards]),
  ordersOfMember,
  activitiesOfMember,
  redemptionsOfMember,
  vouchersOfMember,
  checkoutsOfMember,
  topUpsOfMember,
  usesOfMember,
  messagesOfMember,
  donationsOfMember,
  ...referralsOfMember,
  ...giftsOfMember,
  ...placesOfMember,
];

/** What is one of a kind for each member. */
export const mergers: readonly Merger[] = [
  mergeOrders,
  mergeCounters,
  mergeTiers,
  mergeConsents,
  mergeGiving,
];
