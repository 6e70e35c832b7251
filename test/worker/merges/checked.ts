import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { rowsIn } from "../../queue";
import type { World } from "../../world";

/** What does not add up, by the tests' own reckoning, by the product's, and over the whole shop. */
export async function checked({ shop, call }: World): Promise<unknown[]> {
  const own = await faultsOf(await shardOf(shop), shop);
  const { body } = await call("GET /v1/ledger/check");
  const sums = await rowsIn(
    shop,
    `SELECT unit, sum(iif(to_account = 'merged', amount, 0) - iif(from_account = 'merged', amount, 0))
       AS net FROM transfers WHERE shop = ?1 GROUP BY unit HAVING net <> 0`,
    shop,
  );
  const carried = await rowsIn(
    shop,
    `SELECT unit FROM carried WHERE shop = ?1 GROUP BY unit
     HAVING sum(amount) <> 0 OR sum(expired) <> 0 OR sum(earned) <> 0 OR sum(spent) <> 0`,
    shop,
  );
  return [...own, ...body.findings, ...sums, ...carried];
}
