export { messageExplainer } from "./explain";
export { listInbox, messagesSummary } from "./inbox";
export { drawOf, planMessage, planStatements, pushSoon } from "./plan";
export { contactProgram } from "./program";
export { customFaults, templateFault } from "./render";
export { sendMessage } from "./send";
export { messagesOfMember, stopMessages } from "./store";
export type { MessageRow } from "./tables";
export type { Draft, MessageTemplate, Planned } from "./types";
