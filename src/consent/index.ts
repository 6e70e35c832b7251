export { sendConfirmation } from "./confirm";
export { consentExplainer } from "./explain";
export { unsubscribeHeaders, unsubscribeUrl } from "./links";
export { consentPages } from "./pages";
export {
  type Grant,
  type Known,
  type Outcome,
  type Prepared,
  prepareGrants,
  REQUEST_STATEMENTS,
  type Recorded,
  recordConsents,
  requestStatements,
  type Wording,
} from "./record";
export {
  type Channel,
  type Email,
  latestOf,
  type Method,
  type Permission,
  PURPOSES,
  type Purpose,
  permissionOf,
  type Status,
} from "./rules";
export { addressHash, CONSENT_STATEMENTS, consentStatements, emailOf } from "./store";
export { wordingOf } from "./texts";
