export { unsubscribeHeaders, unsubscribeUrl } from "./links";
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
