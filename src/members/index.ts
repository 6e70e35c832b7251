export { type Aliasing, addAlias, removeAlias, rootOf } from "./aliases";
export {
  allPeriodsAt,
  countingBack,
  countingUse,
  limitAgainst,
  type Using,
} from "./allowance";
export type { Backing, Drawn, Lacking } from "./backing";
export { birthdayLockedUntil, withBirthday } from "./birthday";
export { CHOSEN_CAUSE } from "./cause";
export { closeMember, wakeByWallets } from "./close";
export { countIn, usageOf } from "./counted";
export {
  type Count,
  type Counts,
  countersStatement,
  countsFrom,
  periodsAround,
  UNUSED,
  type Usage,
  usageAt,
  usageFrom,
  usageStatement,
} from "./counters";
export { type Counting, countsAfter, countWrites, type Drawing, drawWrites } from "./counting";
export { type Explainer, type Explanation, tellTransfers, transferText } from "./explain";
export type { Adjusting, AdjustmentFollower, Followed, UnitTerms } from "./follow";
export {
  type Limit,
  type LimitPeriod,
  limits,
  type PeriodKey,
  periodsAt,
  startOfNext,
} from "./limits";
export type { MemberPart, MemberParts } from "./member";
export {
  type Belonging,
  type Merger,
  type Merging,
  type MergingWho,
  type Renumbering,
  renumberedTakes,
} from "./merging";
export {
  factOf,
  memberStatementCount,
  memberStatements,
  newMember,
  type OpenMember,
  openMember,
  settleDecision,
} from "./open";
export { type Opened, opened } from "./opened";
export {
  EMPTY_PROFILE,
  identifiersOf,
  MAX_IDENTIFIERS_PER_KIND,
  type Named,
  nameKeys,
  type Profile,
  profileFrom,
  profileJson,
  setProfile,
  wordsOf,
} from "./profile";
export { type Lifecycle, membersProgram } from "./program";
export { readMember, readWallet, type WalletPart } from "./read";
export {
  type Identifier,
  isMemberId,
  KINDS,
  normalised,
  parseRef,
  type Ref,
  turnOf,
  whoIs,
  whoIsAnyOf,
  whoIsExactly,
} from "./refs";
export { enrolledAnew, openedNext, type Person } from "./replay";
export { balanceSchema, briefSchema, stageSchema } from "./schemas";
export { checkSpender, type SpendingGuard } from "./spending";
export {
  type Activity,
  REMEMBERED_ORDERS,
  type Stage,
  type Standing,
  standingOf,
  turningPoints,
  withOrderAt,
} from "./stage";
export { readSummary, type SummaryPart } from "./summary";
export type { IdentifierRow, MemberRow } from "./tables";
export { type MemberFields, ownerOf, ownersStatement, writeMember } from "./upsert";
export {
  type Balance,
  balanceOf,
  balancesOf,
  earnerFacts,
  memberBrief,
  memberView,
  orderDatesOf,
  rowAfter,
  spendable,
  standing,
  standingView,
  walletView,
} from "./view";
export { wake } from "./wake";
