import type { Context } from "../core/context";
import type { ProgramParts, Sentence } from "../core/registry";
import { type Change, changesBetween, withValue } from "./changes";
import { checkDocument } from "./check";
import { sentencesOf, voiceOf } from "./words";

/** What differs between two programs, in the sentences of their rules. */
export interface Differences {
  readonly added: readonly Sentence[];
  readonly removed: readonly Sentence[];
  readonly changed: readonly {
    readonly ruleId: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** What no sentence tells, by its place in the document. */
  readonly other: readonly {
    readonly pointer: string;
    readonly before: unknown;
    readonly after: unknown;
  }[];
}

/** Changes that are tried one by one for whether a sentence tells them; a new program has more. */
const TRIED = 50;
/** More than anybody reads. */
const SHOWN = 100;

/** Pure but for the language, which is the request's. */
export function differencesOf(
  ctx: Context,
  before: ProgramParts,
  after: ProgramParts,
): Differences {
  const [was, is] = [textsOf(ctx, before), textsOf(ctx, after)];
  const changes = changesBetween(before, after);
  return {
    added: [...is].flatMap(([ruleId, text]) => (was.has(ruleId) ? [] : [{ ruleId, text }])),
    removed: [...was].flatMap(([ruleId, text]) => (is.has(ruleId) ? [] : [{ ruleId, text }])),
    changed: [...is].flatMap(([ruleId, text]) => {
      const earlier = was.get(ruleId);
      if (earlier === undefined || earlier === text) return [];
      return [{ ruleId, before: earlier, after: text }];
    }),
    other: changes
      .filter((change, i) => i >= TRIED || !isTold(ctx, change, { before, after, was, is }))
      .slice(0, SHOWN)
      .map(({ pointer, before, after }) => ({
        pointer,
        before: before ?? null,
        after: after ?? null,
      })),
  };
}

/** Rules in their words; one that is said in several sentences has them all. */
function textsOf(ctx: Context, parts: ProgramParts): Map<string, string> {
  const same = Map.groupBy(sentencesOf(ctx, parts, voiceOf(ctx)), ({ ruleId }) => ruleId);
  return new Map([...same].map(([id, all]) => [id, all.map(({ text }) => text).join(" ")]));
}

interface Documents {
  readonly before: ProgramParts;
  readonly after: ProgramParts;
  readonly was: ReadonlyMap<string, string>;
  readonly is: ReadonlyMap<string, string>;
}

/**
 * Whether a sentence would be another by this change alone, made to the earlier document or unmade
 * in the later one: in one of the two it may lack what it refers to.
 */
function isTold(ctx: Context, change: Change, { before, after, was, is }: Documents): boolean {
  if (change.path.length === 0) return false;
  const differs = (document: unknown, from: ReadonlyMap<string, string>) => {
    const { parts } = checkDocument(ctx, document);
    return parts !== null && !isSame(textsOf(ctx, parts), from);
  };
  return (
    differs(withValue(before, change.path, change.after), was) ||
    differs(withValue(after, change.path, change.before), is)
  );
}

const isSame = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([id, text]) => b.get(id) === text);
