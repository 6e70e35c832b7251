import type { Bundle } from "./build.ts";
import { customerNumbered } from "./fill.ts";
import {
  type Budget,
  type Cost,
  type Counted,
  costOf,
  OPERATIONS,
  type World,
} from "./operations.ts";
import { serve } from "./serve.ts";
import type { Shop } from "./shop.ts";

/** Rows that the load reads, without those that the commit reads on its way. */
export const rowsLoaded = ({ statements }: Cost): number =>
  statements.reduce((sum, s) => sum + (s.sql.startsWith("SELECT") ? s.read : 0), 0);

/** What each operation costs a shop; each is done twice, as the first may fill a cache. */
export async function costsOf(shop: Shop, counted: Bundle): Promise<Map<string, Cost>> {
  const server = await serve(shop.folder, { regulars: counted });
  try {
    const url = await server.url("regulars");
    const world: World = {
      shop,
      database: await server.database(),
      call: (request, body, key, secret = shop.key) =>
        callCounted(url, secret, { request, body, key }),
    };
    const costs = new Map<string, Cost>();
    for (const operation of OPERATIONS) {
      for (const i of [1, 2]) {
        // From the middle of the shop's members, where its trees are deep.
        const member = (nth: number) =>
          customerNumbered(Math.ceil(shop.members / 2) + 20 * i + nth);
        costs.set(operation.name, await operation.run(world, member, i));
      }
    }
    return costs;
  } finally {
    await server.stop();
  }
}

interface Asked {
  readonly request: string;
  readonly body: object | undefined;
  readonly key: string | undefined;
}

async function callCounted(url: string, secret: string, { request, body, key }: Asked) {
  const [method = "GET", route = "/"] = request.split(" ");
  const response = await fetch(url + route, {
    method,
    redirect: "manual",
    headers: {
      authorization: `Bearer ${secret}`,
      ...(body ? { "content-type": "application/json" } : {}),
      ...(key ? { "idempotency-key": key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (response.status >= 400) throw new Error(`${request}: ${response.status} ${text}`);
  const counted = JSON.parse(response.headers.get("x-cost") ?? "null") as Counted;
  return { body: text === "" ? null : JSON.parse(text), cost: costOf(counted) };
}

/** Where an operation costs more than its budget, or than in a shop of another size; in words. */
export function faultsOf(bySize: ReadonlyMap<number, Map<string, Cost>>): string[] {
  const [first, ...others] = [...bySize.values()];
  return OPERATIONS.flatMap(({ name, budget }) => {
    const cost = first?.get(name);
    if (!cost) return [`${name}: not counted`];
    const isOver =
      cost.trips > budget.trips || cost.read > budget.read || cost.written > budget.written;
    const differs = others.some((o) => costText(o.get(name)) !== costText(cost));
    return [
      ...(isOver ? [`${name}: over the budget of ${costText(budget)}\n${detail(cost)}`] : []),
      ...(differs ? [`${name}: differs between sizes`, ...details(name, bySize)] : []),
    ];
  });
}

const costText = (c: Budget | undefined): string =>
  c ? `${c.trips} trips, ${c.written} written, ${c.read} read` : "nothing";

const details = (name: string, bySize: ReadonlyMap<number, Map<string, Cost>>): string[] =>
  [...bySize].flatMap(([size, costs]) => {
    const cost = costs.get(name);
    return cost ? [`at ${size} members:\n${detail(cost)}`] : [];
  });

const detail = ({ statements }: Cost): string =>
  statements.map((s) => `    ${s.read} read, ${s.written} written: ${s.sql}`).join("\n");
