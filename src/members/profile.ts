import type { Locale } from "../core/context";
import { insertRow, type Statement, statement } from "../core/database";
import type { OpenMember } from "./open";
import { type Identifier, type IdentifierKind, KINDS, normalised } from "./refs";
import type { IdentifierRow } from "./tables";

/** All personal data of a member; lives in one column and, for look-ups, in two tables. */
export interface Profile {
  readonly name: string | null;
  /** YYYY-MM-DD */
  readonly birthday: string | null;
  /** ms since epoch; null: it is as it was first set. See `birthday.ts`. */
  readonly birthdayChangedAt: number | null;
  readonly locale: Locale | null;
  /** IANA name; null: the shop's. */
  readonly timeZone: string | null;
  readonly identifiers: readonly Identifier[];
}

export const EMPTY_PROFILE: Profile = {
  name: null,
  birthday: null,
  birthdayChangedAt: null,
  locale: null,
  timeZone: null,
  identifiers: [],
};

/** Identifiers of one kind that a member may have. */
export const MAX_IDENTIFIERS_PER_KIND = 10;
/** Words of a name that the search knows. */
const MAX_WORDS = 6;

export function profileFrom(json: string | null): Profile {
  return json === null
    ? EMPTY_PROFILE
    : { ...EMPTY_PROFILE, ...(JSON.parse(json) as Partial<Profile>) };
}

/** Only what is set, as rows should stay small. */
export function profileJson(profile: Profile): string {
  const { identifiers, ...rest } = profile;
  const set = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== null));
  return JSON.stringify(identifiers.length > 0 ? { ...set, identifiers } : set);
}

/** A name's words as the search compares them: folded, without accents, `ß` as `ss`. */
export function wordsOf(name: string | null): string[] {
  const folded = (name ?? "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter((w) => w.length > 0);
  return [...new Set(words)].slice(0, MAX_WORDS);
}

/**
 * What the search finds a name by: its words, turned so that each comes first once. So a prefix
 * finds a name by any word, and by two words in either order.
 */
export const nameKeysFor = (words: readonly string[]): string[] =>
  words.map((_, i) => [...words.slice(i), ...words.slice(0, i)].join(" "));

export const nameKeys = (name: string | null): string[] => nameKeysFor(wordsOf(name));

/** What a body may say of who somebody is. */
export interface Named {
  readonly externalId?: string | undefined;
  readonly card?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

const FIELD: Record<IdentifierKind, keyof Named> = {
  ext: "externalId",
  card: "card",
  email: "email",
  phone: "phone",
};

export interface ReadIdentifiers {
  /** Strongest first. */
  readonly identifiers: Identifier[];
  /** Fields that hold nothing that can identify anybody. */
  readonly unusable: (keyof Named)[];
}

export function identifiersOf(named: Named): ReadIdentifiers {
  const identifiers: Identifier[] = [];
  const unusable: (keyof Named)[] = [];
  for (const kind of KINDS) {
    const typed = named[FIELD[kind]];
    if (typed === undefined) continue;
    const value = normalised(kind, typed);
    if (value === null) unusable.push(FIELD[kind]);
    else identifiers.push({ kind, value });
  }
  return { identifiers, unusable };
}

/** Puts a profile on an opened member, with the rows that make it findable. */
export function setProfile(member: OpenMember, before: Profile, after: Profile): void {
  const { shop, id } = member.row;
  member.changes.profile = profileJson(after);
  const has = (list: readonly Identifier[], i: Identifier) =>
    list.some((j) => j.kind === i.kind && j.value === i.value);
  const added = after.identifiers.filter((i) => !has(before.identifiers, i));
  const removed = before.identifiers.filter((i) => !has(after.identifiers, i));
  const [oldWords, newWords] = [nameKeys(before.name), nameKeys(after.name)];
  member.writes.push(
    ...removed.map((i) => removeIdentifier(shop, id, i)),
    ...added.map((i) => addIdentifier(shop, id, i)),
    ...oldWords.filter((w) => !newWords.includes(w)).map((w) => removeWord(shop, id, w)),
    ...newWords.filter((w) => !oldWords.includes(w)).map((w) => addWord(shop, id, w)),
  );
}

const addIdentifier = (shop: string, member: string, { kind, value }: Identifier): Statement =>
  insertRow("identifiers", { shop, kind, value, member } satisfies IdentifierRow);

const removeIdentifier = (shop: string, member: string, { kind, value }: Identifier): Statement =>
  statement(
    "DELETE FROM identifiers WHERE shop = ?1 AND kind = ?2 AND value = ?3 AND member = ?4",
    shop,
    kind,
    value,
    member,
  );

const addWord = (shop: string, member: string, word: string): Statement =>
  statement(
    "INSERT INTO names (shop, word, member) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    shop,
    word,
    member,
  );

const removeWord = (shop: string, member: string, word: string): Statement =>
  statement("DELETE FROM names WHERE shop = ?1 AND word = ?2 AND member = ?3", shop, word, member);
