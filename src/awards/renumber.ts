import type { Renumbering } from "../members";
import { renumberedCards } from "../stamps";

/**
 * SQL of a stored ledger with its numbers of lots and transfers changed, as `ledger.ts` stores them.
 *
 * @param json SQL of the column
 */
export function renumberedLedger(json: string, to: Renumbering): string {
  const { by, isWithin } = to;
  const entries = `(SELECT json_group_array(json_replace(e.value,
      '$[5]', (e.value ->> 5) + ${by},
      '$[6]', iif(e.value ->> 6 = 0, 0, (e.value ->> 6) + ${by})))
    FROM json_each(${json}, '$.entries') e)`;
  // What only a full card took from or gave is of no use without the card.
  const lots = `(SELECT json_group_array(json_replace(k.value, '$[0]', (k.value ->> 0) + ${by}))
    FROM json_each(${json}, '$.lots') k
    WHERE k.value ->> 4 IS NULL OR ${isWithin("k.value ->> 0")})`;
  return `json_replace(${json}, '$.entries', json(${entries}), '$.lots', json(${lots}),
    '$.cards', json(${renumberedCards(`${json}, '$.cards'`, to)}))`;
}

/** SQL that selects, as `lot`, the lots that a row `x` with a ledger filled. */
export const LOTS_FILLED = `SELECT k.value ->> 0 AS lot FROM json_each(x.ledger, '$.lots') k
  WHERE k.value ->> 4 IS NULL`;
