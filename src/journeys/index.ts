export { nudge } from "./nudge";
export { journeysProgram, journeyTemplates } from "./program";
export { LOOKED_AT_AFTER, lookAfter, tellOfFreed } from "./reactions";
