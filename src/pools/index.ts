export { freeCodes } from "./rules";
export { type DrawnPool, drawStatement, poolsStatement } from "./store";
export type { PoolRow } from "./tables";
export { freeCode, type TakenCode, takeCode, voidCode } from "./take";
