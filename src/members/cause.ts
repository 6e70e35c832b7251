/** What a program says in place of a cause: the one that the member chose. */
export const CHOSEN_CAUSE = "chosen";
