import { statement } from "../../../src/core/database";
import { give } from "../../../src/gifts/give";
import { reverseGift } from "../../../src/gifts/reverse";
import { closeHousehold } from "../../../src/households/close";
import { openNew } from "../../../src/households/create";
import { followPools } from "../../../src/households/follow";
import { joinHousehold } from "../../../src/households/join";
import { leaveHousehold } from "../../../src/households/leave";
import { moveByHand } from "../../../src/households/move";
import { mergeMembers } from "../../../src/merges/merge";
import { undoMerge } from "../../../src/merges/undo";
import { DAY, type Move } from "../../histories";

/* What members do together, as steps of random histories. */

/** What a history has made beside what `Made` knows. */
export interface Together {
  readonly gifts: string[];
  readonly households: string[];
  readonly merges: string[];
  /** Facts that reactions have seen. */
  readonly followed: Set<string>;
}

export const nobodyTogether = (): Together => ({
  gifts: [],
  households: [],
  merges: [],
  followed: new Set(),
});

/** One of four people, of whom two also place orders by themselves. */
export const PEOPLE = ["m0", "m1", "m2", "m3"] as const;
const person = (by: number): string => `ext:${PEOPLE[by % PEOPLE.length]}`;
const pick = <T>(list: readonly T[], by: number): T | undefined =>
  list[by % Math.max(1, list.length)];

export const gift =
  ({ gifts }: Together): Move =>
  async ({ ctx, index, a, b, c }) => {
    // To anybody else, and now and then to oneself.
    const to = person(a + (b % 13));
    const fields = { id: `g${index}`, to, unit: "points", amount: 1 + (c % 40) };
    await give(ctx, person(a), fields);
    gifts.push(`g${index}`);
  };

export const giftBack =
  ({ gifts }: Together): Move =>
  async ({ ctx, a }) => {
    const id = pick(gifts, a);
    return id && reverseGift(ctx, id);
  };

/** People found a household, join or leave one, or it ends. */
export const household =
  ({ households }: Together): Move =>
  async ({ ctx, index, a, b, c }) => {
    const id = pick(households, c);
    if (id === undefined || b % 4 === 0) {
      const members = a % 2 ? [{ member: person(a + 1), role: "adult" as const }] : [];
      await openNew(ctx, { id: `h${index}`, owner: person(a), name: "We", members });
      households.push(`h${index}`);
      return;
    }
    if (b % 4 === 1) return joinHousehold(ctx, id, { member: person(a), role: "adult" });
    if (b % 4 === 2) return leaveHousehold(ctx, id, person(a));
    return c % 3 === 0 && closeHousehold(ctx, id);
  };

/** Somebody of a household puts in or takes out, seldom somebody else. */
export const pool: Move = async ({ ctx, index, a, b, c }) => {
  const sql = `SELECT household, member FROM household_members
    WHERE shop = ?1 ORDER BY household, member`;
  const [rows = []] = await ctx.db.batch([statement(sql, ctx.shop.id)]);
  const row = pick(rows, b);
  const member = c % 9 === 0 ? person(a) : String(row?.member ?? person(a));
  const kind = a % 3 ? "contribution" : "draw";
  const fields = { id: `p${index}`, member, unit: "points", amount: 1 + (c % 50) };
  return moveByHand(ctx, String(row?.household ?? "none"), kind, fields);
};

/** The Queue brings what happened, some of it twice. */
export const react =
  ({ followed }: Together): Move =>
  async ({ ctx, b }) => {
    const sql = "SELECT id, member, facts FROM facts WHERE shop = ?1 ORDER BY id";
    const [rows = []] = await ctx.db.batch([statement(sql, ctx.shop.id)]);
    for (const row of rows) {
      const [id, member] = [String(row.id), row.member === null ? null : String(row.member)];
      if (followed.has(id)) continue;
      const entry = { id, member, all: JSON.parse(String(row.facts)) };
      for (let time = 0; time <= b % 2; time++) await followPools(ctx, entry);
      followed.add(id);
    }
  };

/** Some days pass, and nothing else: what is due waits for whoever looks next. */
export const sleep: Move = async ({ made, b }) => {
  made.now += (b % 9) * DAY;
};

/** Two turn out to be one, and the last such finding to be wrong. */
export const merge =
  ({ merges }: Together): Move =>
  async ({ ctx, index, a, b }) => {
    if (b % 3 === 0) {
      const last = merges[merges.length - 1 - (a % Math.max(1, merges.length))];
      return last && undoMerge(ctx, last);
    }
    await mergeMembers(ctx, person(a), { id: `x${index}`, from: person(a + 1 + (b % 3)) });
    merges.push(`x${index}`);
  };
