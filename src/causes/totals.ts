import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { read } from "../core/transact";
import { unitFor } from "../ledger";
import { SECOND, toIso } from "../lib/time";
import { programOf, programStatement } from "../program";
import { causeName } from "./view";

declare module "../core/registry" {
  interface Registry {
    /** What all members together ever moved of units of a kind, by `<unit>|<from>><to>`. */
    readonly everMoved: {
      readonly statements: number;
      load(shop: string, kind: string): Statement[];
      from(rows: Batch): Readonly<Record<string, number>>;
    };
  }
}

/** What a cause was given by all members and the shop for them, and what it got; minor units. */
export interface CauseTotal {
  readonly given: number;
  readonly paidOut: number;
  readonly givers: number;
}

/** How many statements {@link totalsStatements} makes. */
export const totalsCount = ({ registry }: Context): number => registry.everMoved.statements + 1;

export const totalsStatements = ({ registry, shop }: Context): Statement[] => [
  ...registry.everMoved.load(shop.id, "donation"),
  statement(
    `SELECT cause, sum(amount) AS amount FROM cause_payouts
     WHERE shop = ?1 AND reversed_at IS NULL GROUP BY cause`,
    shop.id,
  ),
];

const NOTHING: CauseTotal = { given: 0, paidOut: 0, givers: 0 };

/** Totals by cause; of one that nobody gave to or was paid there is none. */
export function totalsFrom({ registry }: Context, rows: Batch): Map<string, CauseTotal> {
  const { statements } = registry.everMoved;
  const totals = new Map<string, CauseTotal>();
  const add = (cause: string, more: Partial<CauseTotal>) => {
    const before = totals.get(cause) ?? NOTHING;
    totals.set(cause, {
      given: before.given + (more.given ?? 0),
      paidOut: before.paidOut + (more.paidOut ?? 0),
      givers: before.givers + (more.givers ?? 0),
    });
  };
  for (const [key, amount] of Object.entries(registry.everMoved.from(rows))) {
    const [unit = "", flow = ""] = key.split("|");
    const cause = unit.slice(unitFor("donation", "").length);
    if (flow === "givers") add(cause, { givers: amount });
    if (flow.endsWith(">donated")) add(cause, { given: amount });
    if (flow.startsWith("donated>")) add(cause, { given: -amount });
  }
  for (const { cause, amount } of rowsOf<{ cause: string; amount: number }>(rows, statements)) {
    add(cause, { paidOut: amount });
  }
  return totals;
}

export const totalOf = (totals: ReadonlyMap<string, CauseTotal>, cause: string): CauseTotal =>
  totals.get(cause) ?? NOTHING;

/** Fewer givers are not told: who gave could be guessed. */
const FEWEST_GIVERS = 10;

/** Totals of every cause of the program, and of those that it has dropped. One round trip. */
async function readTotals(ctx: Context) {
  const rows = await read(ctx, [programStatement(ctx, ctx.now), ...totalsStatements(ctx)]);
  const { parts } = await programOf(ctx, rows, 0);
  const totals = totalsFrom(ctx, rows.slice(1));
  const keys = new Set([...parts.causes.map(({ key }) => key), ...totals.keys()]);
  const data = [...keys].map((cause) => {
    const { given, paidOut, givers } = totalOf(totals, cause);
    const name = causeName(ctx, parts.causes, cause);
    const told = givers >= FEWEST_GIVERS ? givers : null;
    return { cause, name, given, paidOut, toPay: given - paidOut, givers: told };
  });
  return { currency: ctx.shop.currency, asOf: toIso(ctx.now), data };
}

type Totals = Awaited<ReturnType<typeof readTotals>>;

/** Visitors of a shop's site see what was true within this. */
const TRUST_MS = 60 * SECOND;
const CACHE_SIZE = 2_000;
const cache = new Map<string, { readonly totals: Totals; readonly until: number }>();

/** Totals for a shop's own servers, as of now; for browsers at most a minute old. */
export async function causeTotals(ctx: Context): Promise<Totals> {
  if (!ctx.caller.isPublishable) return readTotals(ctx);
  const name = `${ctx.shop.id} ${ctx.locale}`;
  const known = cache.get(name);
  if (known && known.until > Date.now()) return known.totals;
  const totals = await readTotals(ctx);
  cache.delete(name);
  cache.set(name, { totals, until: Date.now() + TRUST_MS });
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value ?? "");
  return totals;
}
