export { perkTerms } from "./adjust";
export { perksProgram } from "./program";
export { perksOfWallet, perksSummary } from "./read";
export { usesOfMember } from "./store";
export type { PerkView } from "./view";
