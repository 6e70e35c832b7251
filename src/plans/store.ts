import { insertRow, type Statement, statement } from "../core/database";
import type { Counts, Example, Sum } from "./sums";
import type { PlanRow } from "./tables";

export const planStatement = (shop: string, id: string): Statement =>
  statement("SELECT * FROM plans WHERE shop = ?1 AND id = ?2", shop, id);

/** What a plan has found so far: its draft, its sums, its examples. */
export const foundStatements = (shop: string, id: string): Statement[] => [
  statement("SELECT document FROM plan_documents WHERE shop = ?1 AND plan = ?2", shop, id),
  statement("SELECT * FROM plan_sums WHERE shop = ?1 AND plan = ?2", shop, id),
  statement("SELECT * FROM plan_examples WHERE shop = ?1 AND plan = ?2", shop, id),
];

export const insertPlan = (row: PlanRow, document: string): Statement[] => [
  insertRow("plans", row),
  insertRow("plan_documents", { shop: row.shop, plan: row.id, document }),
];

/** How far a plan comes with a page. */
export interface Advance extends Counts {
  readonly last_member: string;
  readonly is_cut: boolean;
  readonly status: PlanRow["status"];
  readonly finished_at: number | null;
}

/** A page is done, or the plan is cancelled: a page that is delivered twice is done once. */
export const advancePlan = (row: PlanRow, by: Advance): Statement =>
  statement(
    `UPDATE plans SET page = CASE WHEN page = ?3 THEN page + 1 ELSE -1 END, last_member = ?4,
       status = ?5, finished_at = ?6, is_cut = max(is_cut, ?7), looked_at = looked_at + ?8,
       gaining = gaining + ?9, losing = losing + ?10, differing = differing + ?11
     WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
    row.page,
    by.last_member,
    by.status,
    by.finished_at,
    Number(by.is_cut),
    by.looked_at,
    by.gaining,
    by.losing,
    by.differing,
  );

/** Adds a page's sums, and puts its examples in place of those before. */
export const addFound = (
  { shop, id }: Pick<PlanRow, "shop" | "id">,
  sums: readonly Sum[],
  examples: readonly Example[],
): Statement[] => [
  statement(
    `INSERT INTO plan_sums (shop, plan, kind, name, before, after, worth_before, worth_after,
       gaining, losing)
     SELECT ?1, ?2, j.value ->> 'kind', j.value ->> 'name', j.value ->> 'before',
       j.value ->> 'after', j.value ->> 'worth_before', j.value ->> 'worth_after',
       j.value ->> 'gaining', j.value ->> 'losing'
     FROM json_each(?3) j WHERE true
     ON CONFLICT DO UPDATE SET before = before + excluded.before, after = after + excluded.after,
       worth_before = worth_before + excluded.worth_before,
       worth_after = worth_after + excluded.worth_after,
       gaining = gaining + excluded.gaining, losing = losing + excluded.losing`,
    shop,
    id,
    JSON.stringify(sums),
  ),
  statement("DELETE FROM plan_examples WHERE shop = ?1 AND plan = ?2", shop, id),
  statement(
    `INSERT INTO plan_examples (shop, plan, member, money, units, given)
     SELECT ?1, ?2, j.value ->> 'member', j.value ->> 'money', j.value ->> 'units',
       j.value ->> 'given'
     FROM json_each(?3) j`,
    shop,
    id,
    JSON.stringify(examples),
  ),
];

/** Plans from before an instant, with all that they found. */
export const deletePlansBefore = (shop: string, before: number): Statement[] => {
  const old = "(SELECT id FROM plans WHERE shop = ?1 AND created_at < ?2)";
  return [
    ...["plan_documents", "plan_sums", "plan_examples"].map((table) =>
      statement(`DELETE FROM ${table} WHERE shop = ?1 AND plan IN ${old}`, shop, before),
    ),
    statement("DELETE FROM plans WHERE shop = ?1 AND created_at < ?2", shop, before),
  ];
};
