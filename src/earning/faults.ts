import type { ProgramParts } from "../core/registry";
import { whenFaults } from "../effects";
import { celChecked } from "./cel";
import { declaredFor } from "./cel-types";
import type { Rule } from "./document";
import { giveFaults } from "./faults-give";
import { conditionFaults } from "./faults-if";
import { type Fault, type Known, knownOf } from "./faults-known";
import { BASE_RULE } from "./names";
import { stepsOf } from "./steps";

/** What is wrong with the rules of a document that is well-formed, each with where. */
export function faultsOf(parts: ProgramParts): Fault[] {
  const { base, rules } = parts.earning;
  const known = knownOf(parts);
  const { circular } = stepsOf(rules);
  const spent = { nodes: 0 };
  return [
    ...activityFaults(parts),
    ...capFaults(parts, known),
    ...(known.units.has(base.unit) || base.points === 0
      ? []
      : [noUnit(["earning", "base", "unit"])]),
    ...limitFaults(base, ["earning", "base"]),
    ...rules.flatMap((rule, i) =>
      [
        ...idFaults(rule, i, known),
        ...occasionFaults(rule, known),
        ...windowFaults(rule),
        ...conditionFaults(rule, known),
        ...celFaults(rule, parts, spent),
        ...giveFaults(rule, known),
        ...(circular.has(rule.id) ? [CIRCULAR] : []),
        ...limitFaults(rule, []),
        ...laterFaults(rule, known),
      ].map(({ path, message }) => ({ path: ["earning", "rules", i, ...path], message })),
    ),
  ];
}

const CIRCULAR: Fault = {
  path: ["give", "of"],
  message: "The rules multiply each other, or others of each other's group, in a circle.",
};

const noUnit = (path: Fault["path"]): Fault => ({ path, message: "The program has no such unit." });

const activityFaults = ({ activities }: ProgramParts): Fault[] => {
  const first = new Map([...activities.entries()].reverse().map(([i, { type }]) => [type, i]));
  return activities.flatMap(({ type }, i) =>
    first.get(type) === i
      ? []
      : [{ path: ["activities", i, "type"], message: "The type is used twice." }],
  );
};

const capFaults = ({ walletCaps }: ProgramParts, { units }: Known): Fault[] =>
  Object.keys(walletCaps)
    .filter((unit) => !units.has(unit))
    .map((unit) => noUnit(["walletCaps", unit]));

function idFaults({ id }: Rule, index: number, { rules }: Known): Fault[] {
  if (id === BASE_RULE) {
    return [{ path: ["id"], message: "The base rate goes by this id; take another." }];
  }
  return rules.get(id)?.index === index ? [] : [{ path: ["id"], message: "The id is used twice." }];
}

function occasionFaults({ on, activity, handovers }: Rule, { activities }: Known): Fault[] {
  const faults: Fault[] = [];
  if (on === "activity" && activity === undefined) {
    faults.push({ path: ["activity"], message: "Say on which activity." });
  }
  if (on !== "activity" && activity !== undefined) {
    faults.push({ path: ["activity"], message: "Only a rule on activities names one." });
  }
  if (on === "activity" && activity !== undefined && !activities.has(activity)) {
    faults.push({ path: ["activity"], message: "The program has no such activity." });
  }
  if (on !== "fulfilment" && handovers) {
    faults.push({ path: ["handovers"], message: "Only a rule on fulfilments names them." });
  }
  return faults;
}

function windowFaults({ from, until, if: asked }: Rule): Fault[] {
  const faults: Fault[] = [];
  if (from !== null && until !== null && Date.parse(from) >= Date.parse(until)) {
    faults.push({ path: ["until"], message: "The end must come after the beginning." });
  }
  const ofHours = whenFaults(asked).map(({ path, message }) => ({
    path: ["if", ...path],
    message,
  }));
  return [...faults, ...ofHours];
}

/** So that a great program on a great order takes a fraction of a second at worst. */
const MAX_NODES_OF_ALL = 5_000;

/** @param spent what the rules before it asked for. */
function celFaults(rule: Rule, parts: ProgramParts, spent: { nodes: number }): Fault[] {
  const { when, sentence } = rule;
  if (when === undefined) {
    return sentence === undefined
      ? []
      : [{ path: ["sentence"], message: "It says what `when` asks for; there is none." }];
  }
  const faults: Fault[] = [];
  if (sentence === undefined) {
    faults.push({ path: ["sentence"], message: "Say in words what `when` asks for." });
  }
  const checked = celChecked(when, declaredFor(parts, rule));
  if ("fault" in checked) return [...faults, { path: ["when"], message: checked.fault }];
  spent.nodes += checked.nodes;
  if (spent.nodes > MAX_NODES_OF_ALL) {
    faults.push({ path: ["when"], message: "The expressions of all rules are too long together." });
  }
  return faults;
}

/** Limits of a rule or of the base rate. */
function limitFaults({ limits }: Pick<Rule, "limits">, path: Fault["path"]): Fault[] {
  return limits.flatMap(({ per, amount }, i) => {
    const at = [...path, "limits", i];
    if (limits.findIndex((other) => other.per === per) < i) {
      return [{ path: [...at, "per"], message: "The period is limited twice; say both in one." }];
    }
    return per === "order" && amount === undefined
      ? [{ path: [...at, "times"], message: "An order gives once anyway; limit its amount." }]
      : [];
  });
}

/** What becomes of what was given: only points wait, and expire as a rule says. */
function laterFaults({ pending, expiry, give }: Rule, { activities }: Known): Fault[] {
  const faults: Fault[] = [];
  const isPoints = give.type === "points" || give.type === "multiply";
  if (pending && !isPoints) {
    faults.push({ path: ["pending"], message: "Only points can be on the way." });
  }
  if (expiry && !isPoints) {
    const message = "Only points; say it of the stamp card, the perk or the voucher.";
    faults.push({ path: ["expiry"], message });
  }
  if (pending && "activity" in pending && !activities.has(pending.activity)) {
    faults.push({ path: ["pending", "activity"], message: "The program has no such activity." });
  }
  return faults;
}
