export { sendConfirmation } from "./confirm";
export { consentExplainer } from "./explain";
export { type Prepared, prepareGrants } from "./grant";
export { unsubscribeHeaders, unsubscribeUrl } from "./links";
export { consentPages } from "./pages";
export { type Known, recordConsents } from "./record";
export { latestOf, PURPOSES, type Purpose, permissionOf } from "./rules";
export { addressHash, CONSENT_STATEMENTS, consentStatements, emailFor } from "./store";
export { wordingOf } from "./texts";
