import type { ParseResult } from "@marcbachmann/cel-js";
import { askedIn, untypedIn } from "./cel-limits";
import type { Declared } from "./cel-types";
import type { Celled } from "./cel-world";

/* Conditions in CEL (cel.dev), for what structure cannot say. */

export interface CelTest {
  readonly asksForItem: boolean;
  /** Of the whole, or of a line by its index. What cannot be computed does not hold. */
  readonly holds: (celled: Celled, line: number | null) => boolean;
}

/** An expression made ready; null of one that is not valid, which no applied program holds. */
export function celTest(expression: string, declared: Declared): CelTest | null {
  const checked = celChecked(expression, declared);
  if ("fault" in checked) return { asksForItem: false, holds: () => false };
  const { run, asksForItem } = checked;
  return {
    asksForItem,
    holds: (celled, line) => {
      try {
        return run(line === null ? celled.whole : celled.lines[line]) === true;
      } catch {
        return false;
      }
    },
  };
}

interface Checked extends Pick<ReturnType<typeof askedIn>, "asksForItem" | "nodes"> {
  readonly run: ParseResult;
}

/** An expression, or what is wrong with it in a sentence that says where. */
export function celChecked(expression: string, declared: Declared): Checked | { fault: string } {
  try {
    const run = declared.environment.parse(expression);
    const asked = askedIn(run.ast);
    const fault = asked.fault ?? unknownKey(asked.keys, declared);
    if (fault) return { fault };
    const { valid, type, error } = run.check();
    if (!valid) return { fault: faultOf(error) };
    if (type !== "bool") return { fault: `It must come to true or false, not ${type}.` };
    const untyped = untypedIn(run.ast);
    if (untyped) return { fault: untyped };
    const { asksForItem, nodes } = asked;
    return { run, asksForItem, nodes };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

function unknownKey(keys: ReturnType<typeof askedIn>["keys"], declared: Declared): string | null {
  for (const { of, key, at } of keys) {
    if (Object.hasOwn(declared[of], key)) continue;
    const what = of === "attributes" ? "no attribute" : "no field";
    return `There is ${what} ${key}, at character ${at - key.length + 1}.`;
  }
  return null;
}

interface Located {
  readonly summary?: string;
  readonly range?: { readonly start: number };
}

function faultOf(error: unknown): string {
  const { summary = "It cannot be read", range } = (error ?? {}) as Located;
  return range ? `${summary}, at character ${range.start + 1}.` : `${summary}.`;
}
