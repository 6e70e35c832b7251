import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { addTo, type Numbers } from "./sums";

/** How many statements {@link everStatements} makes. */
export const EVER_STATEMENTS = 4;

const THROUGH = "coalesce((SELECT through_day FROM metrics_state WHERE shop = ?1), '')";

/** Flows of a unit in facts `f`, and who gives, named as the sums of days name them. */
const inFacts = (from: string) => `
  SELECT (e.value ->> '$.unit') || '|' || w.key AS key, sum(w.value) AS amount
  FROM ${from} CROSS JOIN json_each(f.facts) e
    CROSS JOIN json_each(json_set(e.value -> '$.moved', '$.givers',
      coalesce(e.value ->> '$.givers', 0))) w
  WHERE f.shop = ?1 AND instr(f.facts, ?3) > 0
    AND e.value ->> '$.type' = 'points_moved' AND e.value ->> '$.unit' GLOB ?2`;

/**
 * What all members together ever moved of the units of a kind, exact as of now: the months' sums,
 * less days that something was added to, and the facts of those and of days that are not summed up
 * yet. One batch reads them as of one moment, and no write has to keep a sum that others wait for.
 */
export function everStatements(shop: string, kind: string): Statement[] {
  const [glob, named] = [`${kind}:*`, `"${kind}:`];
  return [
    statement(
      `SELECT j.key AS key, sum(j.value) AS amount
       FROM period_metrics p CROSS JOIN json_each(p.numbers) j
       WHERE p.shop = ?1 AND p.grain = 'month' AND j.key GLOB ?2
         AND ${THROUGH} > '' GROUP BY j.key`,
      shop,
      glob,
    ),
    statement(
      `SELECT j.key AS key, 0 - sum(j.value) AS amount FROM dirty_days d
         CROSS JOIN daily_metrics m ON m.shop = d.shop AND m.local_day = d.local_day
         CROSS JOIN json_each(m.numbers) j
       WHERE d.shop = ?1 AND d.local_day <= ${THROUGH} AND j.key GLOB ?2 GROUP BY j.key`,
      shop,
      glob,
    ),
    statement(
      `${inFacts("dirty_days d CROSS JOIN facts f ON f.shop = d.shop AND f.local_day = d.local_day")}
         AND d.shop = ?1 AND d.local_day <= ${THROUGH} GROUP BY 1`,
      shop,
      glob,
      named,
    ),
    statement(`${inFacts("facts f")} AND f.local_day > ${THROUGH} GROUP BY 1`, shop, glob, named),
  ];
}

/** Sums by `<unit>|<from>><to>`, and of who gives by `<unit>|givers`. */
export function everFrom(rows: Batch): Numbers {
  const ever: Numbers = {};
  for (let i = 0; i < EVER_STATEMENTS; i++) {
    for (const { key, amount } of rowsOf<{ key: string; amount: number }>(rows, i)) {
      addTo(ever, key, amount);
    }
  }
  return ever;
}
