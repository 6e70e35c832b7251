/** Members are counted up to here: of a larger shop only those are told that were looked at. */
export const COUNTED_MEMBERS = 100_000;

/** Plans under way at once: each costs as much as reading all that the shop has recorded. */
export const MAX_RUNNING = 3;
