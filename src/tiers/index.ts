export { tierExplainer } from "./explain";
export { countHistory, followProgram, walkHistory } from "./history";
export type { MemberTiers, PerkHeld } from "./member-tiers";
export { memberTiers, tiersOfWallet } from "./part";
export { tiersProgram } from "./program";
export { addProgress, expiryAt, levelsAt } from "./progress";
export { standingTexts } from "./read";
export type { Progress } from "./tally";
export type { TierView } from "./view";
