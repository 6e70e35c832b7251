export { closeMember } from "./close";
export { type Explainer, type Explanation, transferText } from "./explain";
export {
  factOf,
  memberStatementCount,
  memberStatements,
  newMember,
  type OpenMember,
  openMember,
  programFound,
  settleDecision,
} from "./open";
export { type Opened, opened } from "./opened";
export {
  EMPTY_PROFILE,
  identifiersOf,
  MAX_IDENTIFIERS_PER_KIND,
  type Named,
  type Profile,
  profileFrom,
  setProfile,
  wordsOf,
} from "./profile";
export { membersProgram } from "./program";
export { readMember, readWallet } from "./read";
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
} from "./refs";
export { balanceSchema, briefSchema, stageSchema } from "./schemas";
export { REMEMBERED_ORDERS, type Stage, standingOf, withOrderAt } from "./stage";
export type { SummaryPart } from "./summary";
export type { IdentifierRow, MemberRow } from "./tables";
export { ownerOf, ownersStatement } from "./upsert";
export {
  type Balance,
  balanceOf,
  balancesOf,
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
