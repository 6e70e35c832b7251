export { creditTerms } from "./terms";
