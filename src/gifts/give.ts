import type { Context } from "../core/context";
import { type Batch, firstOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { expiresAt, passOn, SPEND_WIDTH, walletOf } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { MAX_AMOUNT } from "../lib/numbers";
import {
  allPeriodsAt,
  balancesOf,
  checkSpender,
  closeMember,
  countersStatement,
  countingUse,
  countsFrom,
  countWrites,
  factOf,
  limitAgainst,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  type Ref,
  spendable,
  turnOf,
  whoIs,
} from "../members";
import { whyNotGiven } from "./rules";
import { causeOf, findGift, insertGift } from "./store";
import type { GiftRow } from "./tables";
import { givenAnswer } from "./view";

export interface GiftFields {
  readonly id?: string | undefined;
  readonly to: string;
  readonly unit: string;
  readonly amount: number;
  readonly message?: string | null | undefined;
}

/** A gift with everything that a retry must find the same. */
interface Asked extends GiftFields {
  readonly row: string;
  readonly from: Ref;
  readonly hash: string;
  readonly facts: { readonly sent: string; readonly received: string };
}

/** Rows before those of the two members. */
const OWN = 2;
const SPENDING = memberStatementCount(SPEND_WIDTH);

/**
 * One member gives another of what they can spend, once for each id. Both ledgers change in one
 * commit; the answer tells the giver nothing of the other but the id.
 *
 * @throws {DomainError} not_found, member_erased, gift_differs, gift_to_oneself, unknown_unit, and
 *   what {@link whyNotGiven} knows
 */
export async function give(ctx: Context, giver: string, fields: GiftFields) {
  const [from, to] = [parseRef(giver), parseRef(fields.to, "/to")];
  const who = { giver: whoIs(ctx.shop.id, from), receiver: whoIs(ctx.shop.id, to) };
  const asked: Asked = {
    ...fields,
    row: fields.id ?? newId("gft"),
    from,
    hash: await sha256(canonicalJson({ ...fields, from, to, id: undefined })),
    facts: { sent: newId("fct"), received: newId("fct") },
  };
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, from),
    load: (width) => [
      findGift(ctx.shop.id, asked.row),
      countersStatement(who.giver, allPeriodsAt(ctx.now, ctx.shop.timeZone)),
      ...memberStatements(ctx, { who: who.giver, spendable: SPEND_WIDTH * width }),
      ...memberStatements(ctx, { who: who.receiver, spendable: 0 }),
    ],
    decide: async (rows, width) => {
      const earlier = firstOf<GiftRow>(rows, 0);
      if (earlier) return replay(earlier, asked.hash);
      const giver = await openMember(ctx, rows.slice(OWN), SPEND_WIDTH * width);
      const receiver = await openMember(ctx, rows.slice(OWN + SPENDING), 0);
      if (!giver) throw new DomainError("not_found", "The shop has no such member.");
      if (!receiver) throw refuse("not_found", "/to", "The shop has no such member.");
      return decide(ctx, { asked, giver, receiver, rows });
    },
  });
}

function replay(row: GiftRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("gift_differs", "Use a new id for another gift.");
  }
  return { status: 200, body: givenAnswer(row), writes: [], fact: null, isReplay: true };
}

interface Giving {
  readonly asked: Asked;
  readonly giver: OpenMember;
  readonly receiver: OpenMember;
  readonly rows: Batch;
}

function decide(ctx: Context, giving: Giving): Decision {
  const { asked, giver, receiver } = giving;
  if (giver.row.erased_at !== null) throw new DomainError("member_erased");
  checkSpender(ctx, giver, asked.from);
  if (receiver.row.erased_at !== null) {
    throw refuse("member_erased", "/to", "The member was erased.");
  }
  if (giver.row.id === receiver.row.id) {
    throw refuse("gift_to_oneself", "/to", "Name another member.");
  }
  const counting = checked(ctx, giving);
  const row = passed(ctx, giving);
  giver.writes.push(...countWrites(giver, counting), insertGift(row));
  const { id, unit, amount } = row;
  const told = { gift: id, from: row.giver, to: row.receiver, unit, amount };
  const sent = [{ type: "gift_sent", ...told }];
  const received = [{ type: "gift_received", ...told }];
  return {
    status: 201,
    body: givenAnswer(row),
    writes: [...closeMember(ctx, giver), ...closeMember(ctx, receiver)],
    fact: factOf(ctx, giver, asked.facts.sent, ctx.now, sent),
    otherFacts: [factOf(ctx, receiver, asked.facts.received, ctx.now, received)],
    isRebuiltFromRow: asked.id !== undefined,
    member: giver.row.id,
  };
}

/** What the gift counts, when the program allows it. */
function checked(ctx: Context, { asked, giver, receiver, rows }: Giving) {
  const { unit, amount } = asked;
  const { parts } = giver.program;
  if (!parts.units.some(({ key }) => key === unit)) {
    throw refuse("unknown_unit", "/unit", "Use a unit of the program.");
  }
  const { limits } = parts.gifts;
  const using = { rule: ruleOf(unit), amount, at: ctx.now, timeZone: ctx.shop.timeZone };
  const { available, pending } = walletOf(receiver.book, unit);
  const why = whyNotGiven(parts, asked, {
    spendable: spendable(giver.book, unit),
    room: MAX_AMOUNT - available - pending,
    beyond: limitAgainst(limits, countsFrom(rows, 1), using),
  });
  if (why) throw refuse(why.code, why.pointer, why.detail);
  return countingUse(limits, using);
}

/** Under which the giver's gifts of a unit are counted. */
export const ruleOf = (unit: string): string => `gifts.${unit}`;

/** Moves it, and gives the row that tells of it. */
function passed(ctx: Context, { asked, giver, receiver }: Giving): GiftRow {
  const { unit, amount } = asked;
  const { number: program, parts } = giver.program;
  const entry = { cause: causeOf(asked.row), program };
  const isFresh = parts.gifts.expiry === "fresh";
  const { takes, lots } = passOn(giver.book, receiver.book, {
    unit,
    amount,
    expiresAt: isFresh ? expiresAt(parts.expiry, ctx.now, ctx.shop.timeZone) : null,
    sent: { ...entry, reason: "gift_sent" },
    received: { ...entry, reason: "gift_received" },
  });
  return {
    shop: ctx.shop.id,
    id: asked.row,
    giver: giver.row.id,
    receiver: receiver.row.id,
    unit,
    amount,
    message: asked.message ?? null,
    takes: JSON.stringify(takes),
    lots: JSON.stringify(lots),
    program,
    wallet: JSON.stringify(balancesOf(giver.program, giver.book)),
    request_hash: asked.hash,
    created_at: ctx.now,
    reversed_at: null,
    returned: null,
    reversal: null,
  };
}
