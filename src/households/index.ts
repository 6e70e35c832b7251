export { poolBacking } from "./backing";
export { departFromHousehold } from "./depart";
export { followPools } from "./follow";
export { householdsProgram } from "./program";
export { placesOfMember } from "./store";
