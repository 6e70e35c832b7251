export { causesProgram } from "./program";
export { donationsOfMember, mergeGiving } from "./store";
export { causesOfWallet } from "./wallet";
