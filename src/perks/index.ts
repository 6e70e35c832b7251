export { perkTerms } from "./adjust";
export { perksProgram } from "./program";
export { perksOfWallet, perksSummary } from "./read";
export type { PerkView } from "./view";
