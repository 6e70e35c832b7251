export { causesProgram } from "./program";
export { causesOfWallet } from "./wallet";
