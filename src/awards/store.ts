import { type Param, type Statement, statement } from "../core/database";

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
  statement(
    `WITH RECURSIVE given(code) AS (
       SELECT v.value ->> 1 FROM ${from} CROSS JOIN json_each(${ledger}, '$.vouchers') v
       UNION SELECT c.value ->> '$.given.code' FROM ${from}
         CROSS JOIN json_each(${ledger}, '$.cards') c
       UNION SELECT v.replaced_by FROM given CROSS JOIN vouchers v
         ON v.shop = ?1 AND v.code = given.code AND v.replaced_by IS NOT NULL)
     SELECT v.* FROM given CROSS JOIN vouchers v ON v.shop = ?1 AND v.code = given.code`,
    ...params,
  );
