import type { Context } from "../core/context";
import { insertRow, type Statement } from "../core/database";
import type { TierChanged } from "../effects";
import { addLot, lotsColumn, lotsIn } from "../ledger";
import type { MemberPart, OpenMember, WalletPart } from "../members";
import { VOUCHER_JSON, type VoucherRow } from "../vouchers";
import { COLUMNS, columnsOf, type ProgressColumns, type StoredProgress, storedFrom } from "./codec";
import { type EntryGift, IS_UNITS, IS_VOUCHER } from "./gift-codec";
import { EMPTY_PROGRESS, type MemberTiers, placeTiers } from "./member-tiers";
import {
  dueOf,
  keyOf,
  type Reckoning,
  reckoningFrom,
  type SetStanding,
  tenureOf,
  trimmed,
} from "./standing";

/** Vouchers given on entry, as they are valid now: one that was lost is its replacement. */
const VOUCHERS = `(SELECT json_group_array(json_array(g.value ->> 2, ${VOUCHER_JSON}))
  FROM json_each(p.gifts) g CROSS JOIN vouchers v ON v.shop = p.shop AND v.code = coalesce(
    (SELECT o.replaced_by FROM vouchers o WHERE o.shop = p.shop AND o.code = g.value ->> 2),
    g.value ->> 2)
  WHERE ${IS_VOUCHER})`;

/** Lots given on entry, by their full keys, wherever they are now. */
const LOTS = lotsColumn(
  `json_each(p.gifts) g CROSS JOIN json_each('["available","closed"]') s
   CROSS JOIN lots l ON l.shop = p.shop AND l.member = p.member AND l.unit = g.value ->> 2
     AND l.state = s.value AND l.due_at = g.value ->> 5 AND l.lot = g.value ->> 4
   WHERE ${IS_UNITS}`,
);

type Found = [...ProgressColumns[keyof ProgressColumns][], string | null, string | null];

/** Loads the member's tiers and brings what is due in them. */
export const memberTiers: MemberPart = {
  column: (now) => `(SELECT json_array(${COLUMNS.map((name) => `p.${name}`).join(", ")},
      CASE WHEN p.undone_until > ${now} THEN ${VOUCHERS} || '' END,
      CASE WHEN p.undone_until > ${now} THEN ${LOTS} || '' END)
    FROM progress p WHERE p.shop = m.shop AND p.member = m.id)`,
  open: (ctx, member, found) => {
    const isCounted = member.program.parts.tiers.length > 0 && found !== null;
    bringDue(ctx, member, isCounted ? foundIn(member, found) : notFound(member));
  },
  carry: (ctx, member, { parts: { tiers } }) => {
    if (!tiers) return;
    const { stored, standings, reckoning, vouchers, isChanged } = tiers;
    const kept = isChanged ? trimmed(stored, standings, reckoning) : stored;
    bringDue(ctx, member, { stored: kept, vouchers });
  },
  close: (member) => {
    const tiers = member.parts.tiers;
    return tiers?.isChanged ? [writeProgress(member, tiers)] : [];
  },
};

export const reckoningOf = ({ shop }: Context, { program, row, book }: OpenMember): Reckoning =>
  reckoningFrom({
    sets: program.parts.tiers,
    timeZone: shop.timeZone,
    joinedAt: row.created_at,
    now: book.now,
  });

/** Brings about what time and the program of now make of what was stored. */
function bringDue(
  ctx: Context,
  member: OpenMember,
  { stored, vouchers }: Pick<MemberTiers, "stored" | "vouchers">,
): void {
  const reckoning = reckoningOf(ctx, member);
  const tiers = placeTiers(member, { stored, vouchers, reckoning, isChanged: false });
  // A timer of a sandbox runs as of its own time, when more than that has been told already.
  const isKnown = stored.toldAt > reckoning.now;
  const changes = isKnown ? [] : changesSince(tiers.standings, "due");
  if (changes.length > 0) {
    member.facts.push(...changes.map((change) => ({ ...change })));
    placeTold(member, { ...tiers, stored: withoutGiftsOfLost(tiers) });
  }
  lookAgain(member);
}

function notFound({ isNew, row, book }: OpenMember) {
  // Whoever has no row, and never ordered nor earned, has nothing to be counted.
  const hasEarned = [...book.wallets.values()].some(({ earned }) => earned !== 0);
  const isComplete = isNew || (row.kept_orders === 0 && !hasEarned);
  return { stored: { ...EMPTY_PROGRESS, isComplete }, vouchers: new Map<string, VoucherRow>() };
}

function foundIn(member: OpenMember, json: string) {
  const found = JSON.parse(json) as Found;
  const columns = Object.fromEntries(COLUMNS.map((name, i) => [name, found[i]]));
  const [vouchers, lots] = found.slice(COLUMNS.length) as [string | null, string | null];
  for (const lot of lotsIn(lots)) addLot(member.book, lot);
  const rows = JSON.parse(vouchers ?? "[]") as [string, VoucherRow][];
  const stored = storedFrom(columns as unknown as ProgressColumns);
  return { stored, vouchers: new Map(rows) };
}

/** Levels that time took are given anew by whoever reaches them anew. */
function withoutGiftsOfLost({ stored, standings }: MemberTiers): StoredProgress {
  const isHeld = ({ set, level }: EntryGift) =>
    standings.some(
      (s) => s.set.key === set && s.set.levels.findIndex((l) => l.key === level) <= s.level,
    );
  const fell = changesSince(standings, "due").map((change) => change.set);
  const gifts = stored.gifts.filter((gift) => !fell.includes(gift.set) || isHeld(gift));
  return { ...stored, gifts };
}

/** Levels that are others than those that were told last. */
export const changesSince = (
  standings: readonly SetStanding[],
  cause: TierChanged["cause"],
): TierChanged[] =>
  standings.flatMap(({ set, state, level }): TierChanged[] => {
    const to = keyOf(set, level);
    if (to === state.told) return [];
    return [{ type: "tier_changed", set: set.key, from: state.told, to, cause }];
  });

/** Notes that the levels of now have been told. */
export function placeTold(member: OpenMember, tiers: MemberTiers): void {
  const { timeZone } = tiers.reckoning;
  const standings = tiers.standings.map((s) => ({
    ...s,
    state: { ...s.state, told: keyOf(s.set, s.level), tenure: tenureOf(s, timeZone) },
  }));
  const told = standings.map(({ set, state }) => [set.key, state]);
  const sets = { ...tiers.stored.sets, ...Object.fromEntries(told) };
  const toldAt = Math.max(tiers.stored.toldAt, tiers.reckoning.now);
  const stored = { ...tiers.stored, sets, toldAt };
  placeTiers(member, { ...tiers, stored, isChanged: true }, standings);
}

/** Has the member opened again when a level may change by time. */
export function lookAgain({ parts, book }: OpenMember): void {
  const { tiers } = parts;
  const due = tiers ? dueOf(tiers.standings, tiers.reckoning.timeZone) : null;
  if (due !== null) book.alsoDueAt.push(due);
}

/** Where a member stands in each set, for the wallet and the person at the desk. */
export const tiersOfWallet: WalletPart = (ctx, { program, parts }) =>
  program.parts.tiers.length === 0 ? {} : { tiers: parts.tiers?.views(ctx.locale) ?? [] };

function writeProgress({ row }: OpenMember, tiers: MemberTiers): Statement {
  const columns = columnsOf(trimmed(tiers.stored, tiers.standings, tiers.reckoning));
  const { sql, params } = insertRow("progress", { shop: row.shop, member: row.id, ...columns });
  const set = COLUMNS.map((name) => `${name} = excluded.${name}`).join(", ");
  return { sql: `${sql} ON CONFLICT DO UPDATE SET ${set}`, params };
}
