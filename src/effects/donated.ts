import { statement } from "../core/database";
import type { MemberPart, OpenMember } from "../members";

/** What stands of a member's own donations to a cause; minor units. */
export interface Donated {
  /** Of points, and of what these bought. */
  readonly points: number;
  readonly money: number;
}

declare module "../members/member" {
  interface MemberParts {
    /** A value: what changes makes a new one. */
    readonly giving: ReadonlyMap<string, Donated>;
  }
}

export const NOTHING_DONATED: Donated = { points: 0, money: 0 };

type DonatedTuple = [cause: string, points: number, money: number];

/** Sums of a member's own donations, loaded with every member, as few rows as there are causes. */
export const memberGiving: MemberPart = {
  column: () => `(SELECT json_group_array(json_array(g.cause, g.by_points, g.by_money))
    FROM giving g WHERE g.shop = m.shop AND g.member = m.id)`,
  open: (_ctx, member, found) => {
    const sums = JSON.parse(found ?? "[]") as DonatedTuple[];
    Object.assign(member.parts, {
      giving: new Map(sums.map(([cause, points, money]) => [cause, { points, money }])),
    });
  },
};

/**
 * The member's own sum follows what they gave, or took back: for the commit that closes them.
 *
 * @param money minor units; less than 0: taken back
 */
export function addDonated(
  member: OpenMember,
  cause: string,
  by: keyof Donated,
  money: number,
): void {
  const before = member.parts.giving?.get(cause) ?? NOTHING_DONATED;
  const after = { ...before, [by]: before[by] + money };
  Object.assign(member.parts, {
    giving: new Map(member.parts.giving ?? []).set(cause, after),
  });
  member.writes.push(
    statement(
      `INSERT INTO giving (shop, member, cause, by_points, by_money) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET by_points = excluded.by_points, by_money = excluded.by_money`,
      member.row.shop,
      member.row.id,
      cause,
      after.points,
      after.money,
    ),
  );
}
