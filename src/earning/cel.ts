import type { ParseResult } from "@marcbachmann/cel-js";
import { askedIn } from "./cel-limits";
import { type Celled, ENVIRONMENTS } from "./cel-world";
import type { Rule } from "./document";

/* Conditions in CEL (cel.dev), for what structure cannot say. */

export interface CelTest {
  readonly asksForItem: boolean;
  /** Of the whole, or of a line by its index. What cannot be computed does not hold. */
  readonly holds: (celled: Celled, line: number | null) => boolean;
}

/** An expression made ready; null of one that is not valid, which no applied program holds. */
export function celTest(expression: string, on: Rule["on"]): CelTest | null {
  const checked = celChecked(expression, on);
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

interface Checked extends Pick<ReturnType<typeof askedIn>, "asksForItem" | "keys" | "nodes"> {
  readonly run: ParseResult;
}

/** An expression, or what is wrong with it in a sentence that says where. */
export function celChecked(expression: string, on: Rule["on"]): Checked | { fault: string } {
  try {
    const run = ENVIRONMENTS[on].parse(expression);
    const asked = askedIn(run.ast);
    if (asked.fault) return { fault: asked.fault };
    const { valid, type, error } = run.check();
    if (!valid) return { fault: faultOf(error) };
    if (type !== "bool") return { fault: `It must come to true or false, not ${type}.` };
    const { asksForItem, keys, nodes } = asked;
    return { run, asksForItem, keys, nodes };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

interface Located {
  readonly summary?: string;
  readonly range?: { readonly start: number };
}

function faultOf(error: unknown): string {
  const { summary = "It cannot be read", range } = (error ?? {}) as Located;
  return range ? `${summary}, at character ${range.start + 1}.` : `${summary}.`;
}
