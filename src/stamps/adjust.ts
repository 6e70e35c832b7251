import type { Context } from "../core/context";
import { type Batch, rowsOf, statement } from "../core/database";
import { say, type Text } from "../core/i18n";
import type { ProgramParts } from "../core/registry";
import { type Effect, effectFacts, effectViews } from "../effects";
import { addLot, expiresAt, lotsColumn, lotsIn, unitParts } from "../ledger";
import {
  type Adjusting,
  type AdjustmentFollower,
  type Followed,
  type OpenMember,
  renumberedTakes,
  type UnitTerms,
} from "../members";
import { voiceOf } from "../program";
import { type VoucherRow, vouchersOfCodes } from "../vouchers";
import { type Completion, cardRule, completeCards, lotsOfCards, stampExpiry } from "./cards";
import { renumberedCards } from "./renumber";
import { reopenCards } from "./reopen";

/** Stamps of the program's cards can be given and taken by hand. */
export function stampTerms(parts: ProgramParts, unit: string): UnitTerms | null {
  const { kind, key } = unitParts(unit);
  if (kind !== "stamp" || !parts.stamps.some((card) => card.key === key)) return null;
  return {
    expiresAt: (at, timeZone) => expiresAt(stampExpiry(parts, key), at, timeZone),
    mayBeOwed: true,
    wrongAmount: () => null,
  };
}

/** What an adjustment keeps of the cards it filled. */
interface Kept {
  readonly completions: readonly Completion[];
  /** Of the lots that they took from and gave: [lot, unit, expiresAt]. */
  readonly lots: readonly (readonly [number, string, number])[];
}

const KEPT = "a.followed -> '$.kept.cards'";

/** Stamps given by hand fill cards like any others. */
export const fullCards: AdjustmentFollower = {
  key: "cards",
  statements: 2,
  load: (who, adjustment) => {
    const found = `adjustments a WHERE a.shop = ?1 AND a.member = ${who.sql}
      AND a.id = ?${who.params.length + 1}`;
    const lots = lotsColumn(
      `json_each(${KEPT}, '$.lots') t CROSS JOIN json_each('["available","closed"]') s
       CROSS JOIN lots l ON l.shop = a.shop AND l.member = a.member AND l.unit = t.value ->> 1
         AND l.state = s.value AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0`,
    );
    return [
      statement(`SELECT ${lots} AS lots FROM ${found}`, ...who.params, adjustment),
      vouchersOfCodes(
        `SELECT c.value ->> '$.given.code' FROM (SELECT ${KEPT} AS kept FROM ${found}) k
           CROSS JOIN json_each(k.kept, '$.completions') c`,
        [...who.params, adjustment],
      ),
    ];
  },
  follow: (ctx, member, by) => {
    const { effects, completions } = completeCards(ctx, member, { ...by, happenedAt: ctx.now });
    if (effects.length === 0) return null;
    return followed(ctx, member, by, { effects, kept: keptOf(member, completions) });
  },
  undo: (ctx, member, by, before) => {
    if (unitParts(by.unit).kind !== "stamp" || before.kept === null) return null;
    const { completions } = before.kept as Kept;
    for (const { lots } of rowsOf<{ lots: string }>(before.rows, 0)) {
      for (const lot of lotsIn(lots)) addLot(member.book, lot);
    }
    const { effects } = reopenCards(member, completions, {
      ...by,
      needed: by.amount,
      vouchers: vouchersIn(before.rows),
      happenedAt: ctx.now,
    });
    return effects.length === 0 ? null : followed(ctx, member, by, { effects, kept: null });
  },
  renumber: (kept, to) => `json_replace(${kept},
    '$.completions', json(${renumberedCards(`${kept}, '$.completions'`, to)}),
    '$.lots', json(${renumberedTakes(`${kept}, '$.lots'`, to)}))`,
};

const vouchersIn = (rows: Batch) => rowsOf<VoucherRow>(rows, 1);

function keptOf({ book }: OpenMember, completions: readonly Completion[]): Kept {
  const lots = lotsOfCards(completions).flatMap((number): Kept["lots"] => {
    const lot = book.lots.get(number);
    return lot ? [[number, lot.unit, lot.expiresAt]] : [];
  });
  return { completions, lots };
}

const followed = (
  ctx: Context,
  member: OpenMember,
  { program }: Adjusting,
  { effects, kept }: { effects: readonly Effect[]; kept: Kept | null },
): Followed => ({
  effects: effectViews(effects, {
    program: program.parts,
    member: member.row.id,
    voice: voiceOf(ctx),
    now: ctx.now,
    ruleName: (rule) => cardName(ctx, program.parts, rule),
    lineName: (line) => line,
  }),
  facts: effectFacts(effects),
  kept,
});

const FULL: Text = { en: "{card} is full", de: "{card} ist voll" };

function cardName(ctx: Context, { stamps }: ProgramParts, rule: string): string {
  const voice = voiceOf(ctx);
  const card = stamps.find(({ key }) => cardRule(key) === rule);
  return say(FULL, voice, { card: card?.name[voice.locale] ?? rule });
}
