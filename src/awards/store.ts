import { type Param, type Statement, statement } from "../core/database";
import { SPEND_WIDTH } from "../ledger";
import { vouchersOfCodes } from "../vouchers";

/**
 * Reads the vouchers that a stored ledger gave, by rules and by full cards, and what replaced them.
 *
 * @param ledger SQL of its JSON, from tables named by `from`; `?1` is the shop.
 */
export const givenVouchersStatement = (
  ledger: string,
  from: string,
  params: readonly Param[],
): Statement =>
  vouchersOfCodes(
    `SELECT v.value ->> 1 FROM ${from} CROSS JOIN json_each(${ledger}, '$.vouchers') v
     UNION SELECT c.value ->> '$.given.code' FROM ${from}
       CROSS JOIN json_each(${ledger}, '$.cards') c`,
    params,
  );

/**
 * Reads the lots that stored ledgers filled, or that their full stamp cards took, by their full keys.
 *
 * @param from a table `a` with shop, member and ledger; `where` names its rows.
 */
export function givenLotsStatement(
  from: string,
  where: string,
  params: readonly Param[],
): Statement {
  const state = (name: string, due: number) =>
    `SELECT l.* FROM ${from} a CROSS JOIN json_each(a.ledger, '$.lots') k CROSS JOIN lots l
       ON l.shop = a.shop AND l.member = a.member AND l.unit = k.value ->> 1
       AND l.state = '${name}' AND l.due_at = k.value ->> ${due} AND l.lot = k.value ->> 0
     WHERE ${where}`;
  return statement(
    `${state("pending", 2)} UNION ALL ${state("available", 3)} UNION ALL ${state("closed", 3)}`,
    ...params,
  );
}

/** A claw-back beyond what was given takes from other lots: some are loaded at once. */
const TAKE_BACK_WIDTH = 64;
export const takeBackWidth = (width: number): number =>
  width === 1 ? TAKE_BACK_WIDTH : SPEND_WIDTH * width;
