import type { Book, Take } from "./book";
import type { Entry } from "./move";
import { fill, spend } from "./rules";
import { settle } from "./settle";

/** From which lots of the one it left, and which lots of the other it came into. */
export interface Passed {
  readonly takes: readonly Take[];
  readonly lots: readonly Take[];
}

interface Passing {
  readonly unit: string;
  readonly amount: number;
  /** null: what is passed on expires when it would have. */
  readonly expiresAt: number | null;
  readonly sent: Entry;
  readonly received: Entry;
}

/**
 * Passes what one member can spend on to another, for one commit that closes both: a lot for each
 * expiry, so that nothing lasts longer or shorter for it. It pays debts of whoever gets it first.
 * The caller has seen that the balance covers it.
 */
export function passOn(from: Book, to: Book, passing: Passing): Passed {
  const { unit, amount, sent, received } = passing;
  const takes = spend(from, unit, "transferred", amount, sent);
  const byExpiry = new Map<number, number>();
  for (const [, taken, expiry] of takes) {
    const expiresAt = passing.expiresAt ?? expiry;
    byExpiry.set(expiresAt, (byExpiry.get(expiresAt) ?? 0) + taken);
  }
  const lots = [...byExpiry].map(([expiresAt, taken]): Take => {
    const dates = { activatesAt: to.now, expiresAt };
    const filling = { unit, amount: taken, ...dates, entry: received };
    const filled = fill(to, { ...filling, from: "transferred" });
    return [filled.lot ?? filled.seq, taken, expiresAt];
  });
  settle(to);
  return { takes, lots };
}
