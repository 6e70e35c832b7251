export { deleteOldMails, eraseMails } from "./outbox";
export { mailPages } from "./pages";
export type { Mail, Sent } from "./rules";
export { sendMail } from "./send";
