export { fullCards, stampTerms } from "./adjust";
export { type Completion, completeCards, type Filling, lotsOfCards, stampExpiry } from "./cards";
export { stampsProgram } from "./program";
export { renumberedCards } from "./renumber";
export { type Reopening, reopenCards } from "./reopen";
export { stampsOfWallet } from "./wallet";
