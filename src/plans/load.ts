import { type RecordedActivity, recordedActivities } from "../activities";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import type { Person } from "../members";
import { type RecordedHandover, type RecordedOrder, recordedOrders } from "../orders";
import { MANUALS } from "../tiers";
import type { RecordedMember } from "./recorded";

/** Members of one page, and about how many orders they have together: a second or two of work. */
export const PAGE_MEMBERS = 50;
const PAGE_ORDERS = 2_000;
/** Orders that fit into memory; a member with more is replayed as far as that goes. */
const MAX_ORDERS = 25_000;

/** SQL of which members are looked at: a pool buys nothing, nor does who became another's alias. */
export const LOOKED_AT = "kind <> 'household' AND merged_into IS NULL";

/**
 * SQL of the ids of a page of members, by their ids: as many as have the orders of a page together,
 * and one at least.
 *
 * @param after SQL of the last id before; `?1` is the shop.
 */
export const pageOfMembers = (after: string): string =>
  `SELECT id FROM (
     SELECT id, sum(kept_orders) OVER (ORDER BY id) - kept_orders AS before FROM (
       SELECT id, kept_orders FROM members
       WHERE shop = ?1 AND id > ${after} AND ${LOOKED_AT}
       ORDER BY id LIMIT ${PAGE_MEMBERS}))
   WHERE before < ${PAGE_ORDERS}`;

/**
 * Reads everything recorded of members that a replay needs; {@link recordedFrom} takes the rows.
 *
 * @param members SQL of a table with their ids; `?1` is the shop.
 */
export const recordedStatements = (
  members: string,
  params: readonly (string | number)[],
): Statement[] => [
  statement(
    `SELECT m.id, m.created_at, m.profile, m.attributes, m.kind, ${MANUALS} AS manuals
     FROM (${members}) w CROSS JOIN members m ON m.shop = ?1 AND m.id = w.id ORDER BY m.id`,
    ...params,
  ),
  ...recordedOrders(members, params, `${MAX_ORDERS}`),
  recordedActivities(members, params, `${MAX_ORDERS}`),
];

/** How many statements {@link recordedStatements} makes. */
export const RECORDED_STATEMENTS = 4;

export interface RecordedPage {
  /** In the order of their ids. */
  readonly members: readonly RecordedMember[];
  /** Whether somebody has done more than fits. */
  readonly isCut: boolean;
}

/** The members of rows of {@link recordedStatements} from `index` on. */
export function recordedFrom(rows: Batch, index: number): RecordedPage {
  const people = rowsOf<Person & { manuals: string | null }>(rows, index);
  const orders = rowsOf<RecordedOrder>(rows, index + 1);
  const activities = rowsOf<RecordedActivity>(rows, index + 3);
  const ordersOf = Map.groupBy(orders, (row) => row.member);
  const handoversOf = Map.groupBy(rowsOf<RecordedHandover>(rows, index + 2), (row) => row.member);
  const activitiesOf = Map.groupBy(activities, (row) => row.member);
  return {
    members: people.map(({ manuals, ...person }) => ({
      person,
      manuals,
      orders: ordersOf.get(person.id) ?? [],
      handovers: handoversOf.get(person.id) ?? [],
      activities: activitiesOf.get(person.id) ?? [],
    })),
    isCut: Math.max(orders.length, activities.length) >= MAX_ORDERS,
  };
}
