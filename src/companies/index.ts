export { companyPart, contactGuard } from "./contacts";
export { companiesProgram } from "./program";
export { followVolume, settleVolume } from "./settle";
export { eraseContacts } from "./store";
export type { GoodsReader } from "./volume";
