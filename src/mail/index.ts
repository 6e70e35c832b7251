export { deleteOldMails, eraseMails } from "./outbox";
export type { Mail, Sent } from "./rules";
export { sendMail } from "./send";
