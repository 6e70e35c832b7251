import { type MemberRow, type Profile, profileFrom, profileJson } from "../members";

/* What is known of two who are one, and who keeps what when they are told apart. Pure. */

/** Fields that were empty and that the other one filled. */
const FIELDS = ["name", "birthday", "birthdayChangedAt", "locale", "timeZone"] as const;
/** Columns of the row that may be empty. */
const COLUMNS = ["household", "cause"] as const;
export type Field = (typeof FIELDS)[number] | (typeof COLUMNS)[number];

type Known = Pick<MemberRow, "profile" | "attributes" | "household" | "cause">;
type Attributes = Record<string, unknown>;

export interface MergedProfile {
  readonly changes: Known;
  readonly took: readonly Field[];
  /** Attributes that only the other one had. */
  readonly attributes: readonly string[];
}

const attributesOf = (row: Known): Attributes => JSON.parse(row.attributes ?? "{}") as Attributes;

/** What is known of the target stays; what is not is taken from the source; identifiers add up. */
export function mergedProfile(target: Known, source: Known): MergedProfile {
  const [own, other] = [profileFrom(target.profile), profileFrom(source.profile)];
  const took = FIELDS.filter((field) => own[field] === null && other[field] !== null);
  const taken = Object.fromEntries(took.map((field) => [field, other[field]]));
  const profile: Profile = {
    ...own,
    ...taken,
    identifiers: [...own.identifiers, ...other.identifiers],
  };
  const [mine, theirs] = [attributesOf(target), attributesOf(source)];
  const attributes = Object.keys(theirs).filter((key) => !Object.hasOwn(mine, key));
  const all = { ...theirs, ...mine };
  const columns = COLUMNS.filter((name) => target[name] === null && source[name] !== null);
  return {
    changes: {
      profile: profileJson(profile),
      attributes: Object.keys(all).length > 0 ? JSON.stringify(all) : target.attributes,
      household: target.household ?? source.household,
      cause: target.cause ?? source.cause,
    },
    took: [...took, ...columns],
    attributes,
  };
}

/** The target's without what came from the source and was not changed since. */
export function separatedProfile(
  target: Known,
  source: Known,
  { took, attributes }: Pick<MergedProfile, "took" | "attributes">,
): Known {
  const [own, other] = [profileFrom(target.profile), profileFrom(source.profile)];
  const emptied = FIELDS.filter((field) => took.includes(field) && own[field] === other[field]);
  const profile: Profile = {
    ...own,
    ...Object.fromEntries(emptied.map((field) => [field, null])),
    identifiers: own.identifiers.filter(
      (i) => !other.identifiers.some((j) => i.kind === j.kind && i.value === j.value),
    ),
  };
  const [mine, theirs] = [attributesOf(target), attributesOf(source)];
  const left = Object.entries(mine).filter(
    ([key, value]) => !(attributes.includes(key) && theirs[key] === value),
  );
  const without = (name: (typeof COLUMNS)[number]) =>
    took.includes(name) && target[name] === source[name] ? null : target[name];
  return {
    profile: profileJson(profile),
    attributes: left.length > 0 ? JSON.stringify(Object.fromEntries(left)) : null,
    household: without("household"),
    cause: without("cause"),
  };
}
