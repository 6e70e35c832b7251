import type { Rule } from "./document";

/** In which order rules are looked at, and which of them wait for each other. */
export interface Steps {
  /** Ids; the rules of a group are one step, as the best of them is chosen at once. */
  readonly steps: readonly (readonly string[])[];
  readonly circular: ReadonlySet<string>;
}

interface Step {
  readonly ids: string[];
  readonly after: Set<Step>;
  state: "new" | "open" | "done";
}

/** What is multiplied comes before what multiplies it, else the order is that of the document. */
export function stepsOf(rules: readonly Pick<Rule, "id" | "group" | "give">[]): Steps {
  const circular = new Set<string>();
  const steps: string[][] = [];
  const visit = (step: Step): void => {
    step.state = "open";
    for (const before of step.after) {
      if (before.state === "new") visit(before);
      else if (before.state === "open") for (const id of step.ids) circular.add(id);
    }
    step.state = "done";
    steps.push(step.ids);
  };
  for (const step of linked(rules)) if (step.state === "new") visit(step);
  return { steps, circular };
}

function linked(rules: readonly Pick<Rule, "id" | "group" | "give">[]): Iterable<Step> {
  const byName = new Map<string, Step>();
  const byRule = new Map<string, Step>();
  for (const { id, group } of rules) {
    const name = group === undefined ? `rule ${id}` : `group ${group}`;
    const step = byName.get(name) ?? { ids: [], after: new Set(), state: "new" };
    step.ids.push(id);
    byName.set(name, step);
    byRule.set(id, step);
  }
  for (const { id, give } of rules) {
    const step = byRule.get(id);
    for (const of of give.type === "multiply" ? give.of : []) {
      const before = byRule.get(of);
      if (before) step?.after.add(before);
    }
  }
  return byName.values();
}
