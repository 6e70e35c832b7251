export { sendConfirmation } from "./confirm";
export { consentExplainer } from "./explain";
export { type Grant, type Prepared, prepareGrants, type Wording } from "./grant";
export { unsubscribeHeaders, unsubscribeUrl } from "./links";
export { consentPages } from "./pages";
export {
  type Known,
  type Outcome,
  REQUEST_STATEMENTS,
  type Recorded,
  recordConsents,
  requestStatements,
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
export { addressHash, CONSENT_STATEMENTS, consentStatements, emailFor, emailOf } from "./store";
export { wordingOf } from "./texts";
