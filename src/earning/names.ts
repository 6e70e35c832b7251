/** The id under which the base rate is known among the rules. */
export const BASE_RULE = "base";
