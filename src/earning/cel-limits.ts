import type { ASTNode } from "@marcbachmann/cel-js";

/* What expressions may ask for, so that none takes longer than one look at every line. */

/** Without `matches`, as regular expressions can take for ever, and without what makes text grow. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...["size", "has", "int", "double", "string"],
  ...["startsWith", "endsWith", "contains", "lowerAscii", "upperAscii", "trim"],
]);
const LOOPS: ReadonlySet<string> = new Set(["exists", "exists_one", "all", "filter", "map"]);

interface Found {
  fault: string | null;
  asksForItem: boolean;
  loopsOverItems: boolean;
  /** How long it is: names, values, calls. */
  nodes: number;
  /** Keys that it asks for by name of `member.attributes` and `activity.data`. */
  readonly keys: { readonly of: "attributes" | "data"; readonly key: string; at: number }[];
}

interface Place {
  readonly isInLoop: boolean;
  /** Names that loops around it gave. */
  readonly bound: ReadonlySet<string>;
  /** Whether all lines may stand here as a list. */
  readonly takesItems: boolean;
}

/** What an expression asks for: whether it may, and whether of each line by itself. */
export function askedIn(ast: ASTNode): Readonly<Found> {
  const found: Found = {
    fault: null,
    asksForItem: false,
    loopsOverItems: false,
    nodes: 0,
    keys: [],
  };
  walk(ast, { isInLoop: false, bound: new Set(), takesItems: false }, found);
  if (found.asksForItem && found.loopsOverItems) {
    found.fault ??= "It cannot go through order.items for each item; make two rules of it.";
  }
  return found;
}

function refuse(found: Found, node: ASTNode, why: string): void {
  found.fault ??= `${why}, at character ${node.start + 1}.`;
}

function walk(node: ASTNode, place: Place, found: Found): void {
  const inside = { ...place, takesItems: false };
  found.nodes += 1;
  if (node.op === "id") walkName(node, String(node.args), place, found);
  else if (node.op === ".") walkField(node, place, found);
  else if (node.op === "[]") walkAll(node, { ...place, takesItems: true }, found);
  else if (node.op === "call" || node.op === "rcall") walkCall(node, inside, found);
  else walkAll(node, inside, found);
}

function walkAll(node: ASTNode, place: Place, found: Found): void {
  for (const child of childrenOf(node.args)) walk(child, place, found);
}

function walkName(node: ASTNode, name: string, { bound }: Place, found: Found): void {
  if (bound.has(name)) return;
  if (name === "order") refuse(found, node, "Name a field of the order, such as order.total");
  if (name === "item") found.asksForItem = true;
}

function walkField(node: ASTNode, place: Place, found: Found): void {
  const [object, field] = node.args as [ASTNode, string];
  const of = object.op === "." ? object.args[1] : null;
  if (of === "attributes" || of === "data") found.keys.push({ of, key: field, at: node.end });
  if (object.op !== "id" || object.args !== "order" || place.bound.has("order")) {
    walk(object, { ...place, takesItems: true }, found);
    return;
  }
  if (field !== "items") return;
  if (place.isInLoop) refuse(found, node, "A loop cannot go through order.items again");
  if (!place.takesItems) refuse(found, node, "Ask for items with exists, all, filter or size");
}

function walkCall(node: ASTNode, place: Place, found: Found): void {
  const parts = node.args as [string, ...(ASTNode | ASTNode[])[]];
  const [name, ...rest] = parts;
  const given = rest.flat();
  if (!LOOPS.has(name)) {
    if (!FUNCTIONS.has(name)) refuse(found, node, `There is no function ${name} here`);
    for (const child of given) walk(child, { ...place, takesItems: true }, found);
    return;
  }
  const [list, variable, ...bodies] = given;
  if (place.isInLoop) refuse(found, node, `${name} cannot stand within another loop`);
  if (!list || !isListLike(list)) refuse(found, node, `${name} needs a list by its name`);
  if (list && isOfItems(list)) found.loopsOverItems = true;
  if (list) walk(list, { ...place, takesItems: true }, found);
  const bound = new Set([...place.bound, String(variable?.args)]);
  for (const body of bodies) walk(body, { ...place, isInLoop: true, bound }, found);
}

/** Lists that were added up are none, so that what is looped through never grows. */
function isListLike(node: ASTNode): boolean {
  if (node.op === "rcall") return LOOPS.has(String(node.args[0]));
  return node.op === "." || node.op === "[]" || node.op === "id" || node.op === "list";
}

function isOfItems(node: ASTNode): boolean {
  if (node.op === "rcall") return isOfItems(node.args[1]);
  return node.op === "." && node.args[1] === "items";
}

/** What the library's check notes at each node. */
interface Typed {
  readonly checkedType?: { readonly kind: string };
}

/** A field by a name that only the occasion tells has no type that could be checked before. */
export function untypedIn(node: ASTNode): string | null {
  if ((node as Typed).checkedType?.kind === "dyn") {
    return `Its type is not known before; name the field, at character ${node.start + 1}.`;
  }
  for (const child of childrenOf(node.args)) {
    const fault = untypedIn(child);
    if (fault) return fault;
  }
  return null;
}

/** Nodes among a node's arguments, which may be names, values, nodes, or lists of them. */
function childrenOf(given: unknown): ASTNode[] {
  if (Array.isArray(given)) return given.flatMap(childrenOf);
  return typeof given === "object" && given !== null && "op" in given ? [given as ASTNode] : [];
}
