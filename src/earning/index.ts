export { whyNot } from "./base";
export {
  type ActivityType,
  CHANNELS,
  type Channel,
  HANDOVERS,
  LINE_KINDS,
  type LineKind,
  type Rule,
  type Waiting,
} from "./document";
export { evaluate } from "./evaluate";
export { budgetPeriod } from "./limits";
export { budgetOf, cooldownOf, expiryOf, limitsOf, shareOf, waitingOf } from "./lookup";
export { BASE_RULE } from "./names";
export { baseReason, earningProgram, partName, ruleName } from "./program";
export { activatesAt } from "./rules";
export type {
  Earner,
  EarningLine,
  Evaluated,
  Grant,
  Occasion,
  Passed,
  Room,
  Share,
  VoucherGrant,
  WhyNot,
} from "./types";
