export { topUpsOfMember } from "./merging";
export { creditTerms } from "./terms";
