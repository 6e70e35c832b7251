import { recordActivity } from "../../../src/activities/record";
import { reverseActivity } from "../../../src/activities/reverse";
import { mergeMembers } from "../../../src/merges/merge";
import { undoMerge } from "../../../src/merges/undo";
import { reversePerkUse } from "../../../src/perks/give-back";
import { usePerk } from "../../../src/perks/use";
import {
  amend,
  cancel,
  claim,
  DAY,
  endRedemption,
  fulfil,
  giveOf,
  type Move,
  passTime,
  pay,
  place,
  refundLine,
  refundMoney,
  spend,
  takeBack,
} from "../../histories";

/* What may happen to two members, and to the one that they are for a while. */

const UNITS = ["points", "points", "stamp:coffee", "stamp:visits", "miles", "perk:refill"];

const perk: Move = async ({ ctx, member, made, index, b }) => {
  await usePerk(ctx, { id: `u${index}`, member, key: b % 2 ? "refill" : "lounge" });
  made.uses.push(`u${index}`);
};

const perkBack: Move = async ({ ctx, made, a }) => {
  const id = made.uses[a % Math.max(1, made.uses.length)];
  return id && reversePerkUse(ctx, id);
};

const act: Move = async ({ ctx, member, made, index, a, b, c }) => {
  const type = a % 3 === 0 ? "review" : "run";
  const occurredAt = made.now - (b % 4 === 0 ? c % 40 : 0) * DAY;
  const data = type === "run" ? { km: c % 30 } : {};
  await recordActivity(ctx, { id: `a${index}`, type, member, data, occurredAt });
  made.activities.push(`a${index}`);
};

const actBack: Move = async ({ ctx, made, a }) => {
  const id = made.activities[a % Math.max(1, made.activities.length)];
  return id && reverseActivity(ctx, id);
};

/** Everything but merges: what both of two shops do whose members are compared. */
export const PLAIN: readonly Move[] = [
  place,
  place,
  place,
  place,
  pay,
  cancel,
  amend,
  refundLine,
  refundLine,
  refundMoney,
  fulfil,
  claim,
  spend,
  endRedemption,
  giveOf(() => UNITS),
  giveOf(() => UNITS),
  takeBack,
  perk,
  perkBack,
  act,
  act,
  actBack,
  passTime,
];

/** One of the two becomes the other, whichever. */
export const merge: Move = async ({ ctx, index, a }) => {
  const [into, from] = a % 2 === 0 ? ["ext:m0", "ext:m1"] : ["ext:m1", "ext:m0"];
  await mergeMembers(ctx, into, { id: `g${index}`, from });
};

/** The last merge, or an earlier one, is undone. */
export const undo: Move = async ({ ctx, index, a }) => {
  for (let i = index; i >= 0; i--) {
    const id = `g${i}`;
    const done = await undoMerge(ctx, id).then(
      () => true,
      () => false,
    );
    if (done && a % 4 !== 0) return;
  }
};
