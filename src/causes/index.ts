export { causesProgram } from "./program";
