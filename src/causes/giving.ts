import { statement } from "../core/database";
import type { MemberPart } from "../members";

/** What stands of a member's own donations, by cause; minor units. */
export interface Giving {
  readonly points: number;
  readonly money: number;
}

declare module "../members/member" {
  interface MemberParts {
    /** A value: what changes makes a new one. */
    readonly giving: ReadonlyMap<string, Giving>;
  }
}

export const NOTHING_GIVEN: Giving = { points: 0, money: 0 };

type GivingTuple = [cause: string, points: number, money: number];

/** Sums of a member's own donations, loaded with every member, as few rows as there are causes. */
export const memberGiving: MemberPart = {
  column: () => `(SELECT json_group_array(json_array(g.cause, g.by_points, g.by_money))
    FROM giving g WHERE g.shop = m.shop AND g.member = m.id)`,
  open: (_ctx, member, found) => {
    const sums = JSON.parse(found ?? "[]") as GivingTuple[];
    Object.assign(member.parts, {
      giving: new Map(sums.map(([cause, points, money]) => [cause, { points, money }])),
    });
  },
};

/** A member's sum as it is from now on, under the member's guard. */
export const putGiving = (
  { shop, member, cause }: { shop: string; member: string; cause: string },
  { points, money }: Giving,
) =>
  statement(
    `INSERT INTO giving (shop, member, cause, by_points, by_money) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT DO UPDATE SET by_points = excluded.by_points, by_money = excluded.by_money`,
    shop,
    member,
    cause,
    points,
    money,
  );
