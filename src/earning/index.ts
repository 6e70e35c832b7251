export { whyNot } from "./base";
export { baseReason, partName } from "./base-words";
export {
  type ActivityType,
  CHANNELS,
  type Channel,
  HANDOVERS,
  LINE_KINDS,
  type LineKind,
  type Rule,
} from "./document";
export { evaluate } from "./evaluate";
export { budgetPeriod } from "./limits";
export {
  budgetOf,
  cooldownOf,
  expiryOf,
  isSurprise,
  limitsOf,
  shareOf,
  waitingOf,
} from "./lookup";
export { BASE_RULE } from "./names";
export { earningProgram } from "./program";
export { activatesAt, type Reached } from "./rules";
export type {
  Earner,
  EarningLine,
  Evaluated,
  Grant,
  Occasion,
  Passed,
  Room,
  Share,
  Stay,
  VoucherGrant,
  WhyNot,
} from "./types";
export type { Waiting } from "./waiting";
export { whyNotText } from "./why-not";
export { ruleName, ruleSentence } from "./words";
