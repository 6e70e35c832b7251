export { perksProgram } from "./program";
