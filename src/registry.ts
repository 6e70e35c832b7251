import * as z from "zod";
import type { Endpoint } from "./core/http";
import type { ProgramParts, ProgramSlice, Registry } from "./core/registry";
import { earningProgram } from "./earning";
import { ledgerProgram } from "./ledger";
import { ledgerEndpoints } from "./ledger/routes";
import { eraseMails } from "./mail";
import { mailEndpoints } from "./mail/routes";
import { membersProgram } from "./members";
import { transferExplainer } from "./members/explain";
import { explainEndpoints } from "./members/explain-routes";
import { memberEndpoints } from "./members/routes";
import { contactProgram, stopMessages } from "./messages";
import { explainOrder } from "./orders/explain";
import { orderEndpoints } from "./orders/routes";
import { eraseRefundReasons } from "./orders/store";
import { ordersSummary } from "./orders/summary";
import { programEndpoints } from "./program/routes";
import { followVoucher, holdSettler, rewardsSummary } from "./rewards";
import { redemptionHolder } from "./rewards/holds";
import { rewardsProgram } from "./rewards/program";
import { rewardEndpoints } from "./rewards/routes";
import { healthEndpoints } from "./shops/health";
import { operatorEndpoints } from "./shops/operator";
import { shopEndpoints } from "./shops/routes";
import { eraseVoucherNotes, vouchersSummary } from "./vouchers";
import { voucherEndpoints } from "./vouchers/routes";

/** What each slice contributes, in the order in which a program is read out. */
const slices: readonly ProgramSlice[] = [
  earningProgram,
  ledgerProgram,
  rewardsProgram,
  membersProgram,
  contactProgram,
];

/** The slices' shapes make up the type by declaration merging, and the schema here. */
const programSchema = z.strictObject(
  Object.assign({}, ...slices.map((slice) => slice.shape)),
) as unknown as z.ZodType<ProgramParts>;

export const registry: Registry = {
  programSchema,
  slices,
  settlers: [holdSettler],
  summaries: [ordersSummary, vouchersSummary, rewardsSummary],
  erasers: [eraseVoucherNotes, stopMessages, eraseRefundReasons, eraseMails],
  holders: [redemptionHolder],
  voucherFollowers: [followVoucher],
  messageTemplates: [],
  explainers: [transferExplainer, { prefix: "ord", explain: explainOrder }],
};

export const endpoints: readonly Endpoint[] = [
  ...memberEndpoints,
  ...explainEndpoints,
  ...ledgerEndpoints,
  ...orderEndpoints,
  ...rewardEndpoints,
  ...voucherEndpoints,
  ...mailEndpoints,
  ...programEndpoints,
  ...shopEndpoints,
  ...operatorEndpoints,
  ...healthEndpoints,
];
