export { memberGiving } from "./giving";
export { causesProgram } from "./program";
export { causesOfWallet } from "./wallet";
