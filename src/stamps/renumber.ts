import { type Renumbering, renumberedTakes } from "../members";

/**
 * SQL of stored completions with the numbers of their lots changed. A card that also took stamps of
 * another member stays full: what it took cannot be told apart.
 *
 * @param json SQL of a list of `Completion`
 */
export function renumberedCards(json: string, to: Renumbering): string {
  const given = "c.value ->> '$.given.lot'";
  return `(SELECT json_group_array(json_replace(c.value,
      '$.takes', json(${renumberedTakes("c.value, '$.takes'", to)}),
      '$.given.lot', (${given}) + ${to.by}))
    FROM json_each(${json}) c
    WHERE (${given} IS NULL OR ${to.isWithin(given)})
      AND NOT EXISTS (SELECT 1 FROM json_each(c.value, '$.takes') k
        WHERE NOT ${to.isWithin("k.value ->> 0")}))`;
}
