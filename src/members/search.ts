import type { Context } from "../core/context";
import { rowsOf, type Statement, statement } from "../core/database";
import { read } from "../core/transact";
import { transferKey } from "../ledger";
import { decodeKeyId } from "../lib/ids";
import { type Program, programOf, programStatement } from "../program";
import { rootOf } from "./aliases";
import { nameKeysFor, profileFrom, wordsOf } from "./profile";
import { isMemberId, KINDS, normalised } from "./refs";
import type { MemberRow } from "./tables";
import { standing } from "./view";

export const MAX_FOUND = 20;
/*
 * At most 50 rows are read, whatever is typed: one for the program, 4 identifiers, 2 orders and 18
 * names, and the members of them.
 */
const BY_ORDER = 2;
const BY_NAME = 18;
/** Where several words are typed: names that hold them in this order, or that start with one. */
const BY_PHRASE = 7;
const BY_LONGEST = BY_NAME - 2 * BY_PHRASE;

/** Members whom a name, address, number or id may mean, the exact hits first. One round trip. */
export async function searchMembers(ctx: Context, typed: string) {
  const words = wordsOf(typed);
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    byIdentifier(ctx.shop.id, typed),
    byOrder(ctx.shop.id, typed),
    ...byName(ctx.shop.id, words),
  ]);
  const program = await programOf(ctx, rows, 0);
  const found = new Map<string, MemberRow>();
  for (const index of [1, 2])
    for (const row of rowsOf<MemberRow>(rows, index)) found.set(row.id, row);
  for (let index = 3; index < rows.length; index++) {
    for (const row of rowsOf<MemberRow>(rows, index))
      if (isNamed(row, words)) found.set(row.id, row);
  }
  const data = [...found.values()].slice(0, MAX_FOUND);
  return { data: data.map((row) => foundView(program, row, ctx.now)), nextCursor: null };
}

/** Each typed word begins one of the name's words. */
function isNamed(row: MemberRow, words: readonly string[]): boolean {
  const own = wordsOf(profileFrom(row.profile).name);
  return words.every((typed) => own.some((word) => word.startsWith(typed)));
}

/** Country codes behind a 0 that is only dialled at home: the neighbours who write it so. */
const CALLING_CODES = ["49", "43", "41", "31", "32", "33", "44"];

/** A phone number as typed: with its country, or nationally and then in each country. */
function phonesOf(typed: string): string[] {
  const digits = typed.replace(/[\s\-/().]/g, "");
  const national = /^0([1-9]\d{4,13})$/.exec(digits)?.[1];
  const tried = national ? CALLING_CODES.map((code) => `+${code}${national}`) : [typed];
  return tried.flatMap((number) => normalised("phone", number) ?? []);
}

function byIdentifier(shop: string, typed: string): Statement {
  const id = memberIn(typed);
  if (id) {
    return statement(`SELECT * FROM members WHERE shop = ?1 AND id = ${rootOf("?2")}`, shop, id);
  }
  const values = KINDS.flatMap((kind) =>
    kind === "phone" ? phonesOf(typed) : (normalised(kind, typed) ?? []),
  );
  const unique = [...new Set(values)];
  return statement(
    `SELECT m.* FROM identifiers i CROSS JOIN members m ON m.shop = i.shop AND m.id = i.member
     WHERE i.shop = ?1 AND i.kind IN (${KINDS.map((k) => `'${k}'`).join(", ")})
       AND i.value IN (${unique.map((_, n) => `?${n + 2}`).join(", ")}) LIMIT ${KINDS.length}`,
    shop,
    ...unique,
  );
}

/** The member that one of our ids names. */
function memberIn(typed: string): string | null {
  return isMemberId(typed) ? typed : (transferKey(typed)?.member ?? null);
}

function byOrder(shop: string, typed: string): Statement {
  const [source = null, id = typed] = decodeKeyId("ord", typed)?.map(String) ?? [];
  return statement(
    `SELECT m.* FROM orders o CROSS JOIN members m ON m.shop = o.shop AND m.id = o.member
     WHERE o.shop = ?1 AND o.id = ?2 AND (?3 IS NULL OR o.source = ?3) LIMIT ${BY_ORDER}`,
    shop,
    id,
    source,
  );
}

function byName(shop: string, words: readonly string[]): Statement[] {
  const [first] = words;
  if (first === undefined) return [];
  if (words.length === 1) return [startingWith(shop, first, BY_NAME)];
  const longest = [...words].sort((a, b) => b.length - a.length)[0] ?? first;
  const [phrase = first, turned = first] = nameKeysFor(words);
  return [
    startingWith(shop, phrase, BY_PHRASE),
    startingWith(shop, turned, BY_PHRASE),
    startingWith(shop, longest, BY_LONGEST),
  ];
}

/** Greater than everything that starts with the text before it. */
const END = "\u{10ffff}";

const startingWith = (shop: string, words: string, limit: number): Statement =>
  statement(
    `SELECT m.* FROM names n CROSS JOIN members m ON m.shop = n.shop AND m.id = n.member
     WHERE n.shop = ?1 AND n.word >= ?2 AND n.word < ?3 LIMIT ${limit}`,
    shop,
    words,
    words + END,
  );

function foundView(program: Program, row: MemberRow, now: number) {
  const { name, identifiers } = profileFrom(row.profile);
  const of = (kind: string) => identifiers.find((i) => i.kind === kind)?.value ?? null;
  const { stage, activity, reason } = standing(program, row, now);
  return {
    id: row.id,
    name,
    externalId: of("ext"),
    email: of("email"),
    phone: of("phone"),
    card: of("card"),
    stage,
    activity,
    keptOrders: reason.keptOrders,
    tier: null,
  };
}
