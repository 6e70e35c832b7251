export {
  BASE_RULE,
  baseReason,
  CHANNELS,
  type Channel,
  earningProgram,
  LINE_KINDS,
  type LineKind,
  partName,
} from "./program";
export * from "./rules";
