import { type Context, realmOf } from "../core/context";
import { insertRow, type Statement, statement } from "../core/database";
import { bookWrites, nextLapse } from "../ledger";
import { NEVER, UNDATED } from "../lib/time";
import type { OpenMember } from "./member";
import type { MemberRow } from "./tables";

/**
 * Everything that changed on an opened member, as statements: book, feature writes, then the row
 * under its guard, then a timer if something is due earlier than the one that is set.
 */
export function closeMember(ctx: Context, member: OpenMember): Statement[] {
  const { row, book } = member;
  const wake = wakeOf(member);
  return [
    ...bookWrites(row.shop, row.id, book),
    ...member.writes,
    ...ctx.registry.memberParts.flatMap((part) => part.close?.(member) ?? []),
    member.isNew ? insertMember(member, wake) : updateMember(member, wake),
    ...timerWrites(ctx, member, wake),
  ];
}

/** The instant of the next timer, or that only the closed wallets can tell. */
type Wake =
  | { kind: "unchanged" }
  | { kind: "earlier"; at: number }
  | { kind: "fired"; also: number };

function wakeOf({ row, book }: OpenMember): Wake {
  if (row.wakes_at <= book.now) return { kind: "fired", also: Math.min(NEVER, ...book.alsoDueAt) };
  const open = [...book.lots.values()].filter(
    (l) => l.state !== "closed" && l.remaining > 0 && l.dueAt < UNDATED,
  );
  const lapses = [...book.wallets.values()].flatMap((wallet) => nextLapse(book, wallet)?.at ?? []);
  const at = Math.min(NEVER, ...open.map((l) => l.dueAt), ...lapses, ...book.alsoDueAt);
  return at < row.wakes_at ? { kind: "earlier", at } : { kind: "unchanged" };
}

function insertMember({ row, book, changes }: OpenMember, wake: Wake): Statement {
  const fresh: MemberRow = {
    ...row,
    ...changes,
    version: 1,
    next_seq: book.nextSeq,
    wakes_at: wake.kind === "earlier" ? wake.at : NEVER,
  };
  return insertRow("members", fresh);
}

function updateMember({ row, book, changes }: OpenMember, wake: Wake): Statement {
  const set = Object.entries(changes);
  const params = [row.shop, row.id, row.version, book.nextSeq, wakeParam(wake, row.wakes_at)];
  const columns = set.map(([column], i) => `, ${column} = ?${params.length + i + 1}`).join("");
  const wakesAt = wake.kind === "fired" ? NEXT_WAKE : "?5";
  // A row changed by another commit in the meantime gets version -1, which CHECK stale_read refuses.
  return statement(
    `UPDATE members SET version = CASE WHEN version = ?3 THEN version + 1 ELSE -1 END,
       next_seq = ?4, wakes_at = ${wakesAt}${columns}
     WHERE shop = ?1 AND id = ?2`,
    ...params,
    ...set.map(([, value]) => value),
  );
}

/** The wallets are written before the member's row, so they tell what is due next. */
const NEXT_WAKE = `min(?5, coalesce((SELECT min(min(coalesce(next_expiry_at, ${NEVER}),
  coalesce(next_activation_at, ${NEVER}), coalesce(next_deadline_at, ${NEVER}),
  iif(lapsing > 0, coalesce(lapses_at, ${NEVER}), ${NEVER})))
  FROM wallets WHERE shop = ?1 AND member = ?2), ${NEVER}))`;

/**
 * Once a closed member has other lots than their book told: woken as early as the wallets say, with
 * a timer for it.
 */
export const wakeByWallets = (ctx: Context, { row }: OpenMember): Statement[] => [
  statement(
    `UPDATE members SET wakes_at = ${NEXT_WAKE.replace("?5", "wakes_at")}
     WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
  ),
  timerOfRow(ctx, row),
];

function wakeParam(wake: Wake, wakesAt: number): number {
  switch (wake.kind) {
    case "unchanged":
      return wakesAt;
    case "earlier":
      return wake.at;
    case "fired":
      return wake.also;
  }
}

function timerWrites(ctx: Context, { row }: OpenMember, wake: Wake): Statement[] {
  if (wake.kind === "unchanged") return [];
  if (wake.kind === "earlier") {
    return [
      statement(
        `INSERT INTO timers (realm, due_at, shop, subject, kind) VALUES (?1, ?2, ?3, ?4, 'wake')
         ON CONFLICT DO NOTHING`,
        realmOf(ctx.shop),
        wake.at,
        row.shop,
        row.id,
      ),
    ];
  }
  return [timerOfRow(ctx, row)];
}

/** The timer for when the member's row, as it is written by then, says to wake. */
const timerOfRow = (ctx: Context, row: MemberRow): Statement =>
  statement(
    `INSERT INTO timers (realm, due_at, shop, subject, kind)
     SELECT ?1, wakes_at, shop, id, 'wake' FROM members
     WHERE shop = ?2 AND id = ?3 AND wakes_at < ${NEVER} ON CONFLICT DO NOTHING`,
    realmOf(ctx.shop),
    row.shop,
    row.id,
  );
