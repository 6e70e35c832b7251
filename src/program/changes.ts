import { pointerOf } from "../core/http";
import { canonicalJson } from "../lib/hash";

/* What differs between two documents. Pure. */

/** A place in a document: a field, or an element of a list by what it is called. */
type Step = { readonly field: string } | { readonly called: string };

/** Undefined: it is not there. */
export interface Change {
  /** In the later document; of what that lacks, in the earlier one. */
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly path: readonly Step[];
}

interface Place {
  readonly path: readonly Step[];
  readonly before: readonly (string | number)[];
  readonly after: readonly (string | number)[];
}

const ROOT: Place = { path: [], before: [], after: [] };

/**
 * The changes that make the one document of the other, each as small as it can stand alone: of two
 * that are of another kind the whole. Elements are told apart by `id`, `key` or `type`, wherever
 * they stand; that they stand in another order is a change of its own.
 */
export const changesBetween = (before: unknown, after: unknown): Change[] =>
  between(before, after, ROOT);

function between(before: unknown, after: unknown, place: Place): Change[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  if (isObject(before) && isObject(after) && isSameKind(before, after)) {
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return fields.flatMap((field) =>
      between(before[field], after[field], {
        path: [...place.path, { field }],
        before: [...place.before, field],
        after: [...place.after, field],
      }),
    );
  }
  const [was, is] = [namesOf(before), namesOf(after)];
  if (Array.isArray(before) && Array.isArray(after) && was && is) {
    return ofLists({ before, was }, { after, is }, place);
  }
  const pointer = pointerOf(after === undefined ? place.before : place.after);
  return [{ pointer, before, after, path: place.path }];
}

function ofLists(
  { before, was }: { readonly before: readonly unknown[]; readonly was: readonly string[] },
  { after, is }: { readonly after: readonly unknown[]; readonly is: readonly string[] },
  place: Place,
): Change[] {
  const elements = [...new Set([...is, ...was])].flatMap((called) => {
    const [from, to] = [was.indexOf(called), is.indexOf(called)];
    return between(before[from], after[to], {
      path: [...place.path, { called }],
      before: [...place.before, from],
      after: [...place.after, to],
    });
  });
  const [stayed, stay] = [was.filter((n) => is.includes(n)), is.filter((n) => was.includes(n))];
  const isMoved = stayed.some((name, i) => stay[i] !== name);
  const order = { pointer: pointerOf(place.after), before: stayed, after: stay, path: [] };
  return isMoved ? [...elements, order] : elements;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What tells one kind of thing from another has other fields beside it. */
const KINDS = ["type", "kind", "policy", "each"];
const isSameKind = (a: Fields, b: Fields): boolean => KINDS.every((kind) => a[kind] === b[kind]);

/** How elements are called; null where two are called the same, or one is not called anything. */
function namesOf(list: unknown): readonly string[] | null {
  if (!Array.isArray(list)) return null;
  const names = list.map((element) => (isObject(element) ? nameOf(element) : null));
  const known = names.filter((name) => name !== null);
  return known.length === list.length && new Set(known).size === known.length ? known : null;
}

function nameOf({ id, key, type }: Fields): string | null {
  const name = id ?? key ?? type;
  return typeof name === "string" ? name : null;
}

/** A document with what stands at a change's place replaced, added or left out. */
export function withValue(
  document: unknown,
  [step, ...rest]: readonly Step[],
  value: unknown,
): unknown {
  if (step === undefined) return value;
  if ("field" in step) {
    const of = isObject(document) ? document : {};
    const { [step.field]: before, ...others } = of;
    const after = withValue(before, rest, value);
    return after === undefined ? others : { ...of, [step.field]: after };
  }
  const list: readonly unknown[] = Array.isArray(document) ? document : [];
  const at = namesOf(list)?.indexOf(step.called) ?? -1;
  const after = withValue(list[at], rest, value);
  const whole = at < 0 ? [...list, after] : list.map((element, i) => (i === at ? after : element));
  return whole.filter((element) => element !== undefined);
}
