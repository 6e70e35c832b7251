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
export { evaluate, shareOf, whyNot } from "./evaluate";
export { BASE_RULE, baseReason, earningProgram, partName } from "./program";
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
