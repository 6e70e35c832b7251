import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import type { Fact } from "../core/facts";
import { slug } from "../core/fields";
import { transact } from "../core/transact";
import { newId } from "../lib/ids";
import { codesIn, lowFacts, withAlarm } from "./rules";
import {
  insertCodes,
  insertPool,
  knownCodes,
  poolStatement,
  poolsStatement,
  updatePool,
  voidFree,
} from "./store";
import type { PoolRow } from "./tables";
import { poolView } from "./view";

export interface PoolFields {
  readonly name: string;
  readonly lowBelow: number;
  readonly expiresAt: number | null;
}

/** What becomes of a pool: the row as it is then, what to write, and what else is told. */
interface Change {
  readonly status?: number;
  readonly before: PoolRow | null;
  readonly after: PoolRow;
  readonly type: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly writes: readonly Statement[];
}

/** Loads a pool with what else is asked for, and commits what is decided, with facts of it. */
function change(
  ctx: Context,
  id: string,
  more: readonly Statement[],
  decide: (row: PoolRow | null, rows: Batch) => Change,
) {
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [poolStatement(ctx.shop.id, id), ...more],
    decide: (rows) => {
      const {
        status = 200,
        before,
        after,
        type,
        counts,
        writes,
      } = decide(firstOf<PoolRow>(rows, 0), rows.slice(1));
      const alarms = lowFacts(before ?? { ...after, is_low_told: 0 }, after);
      const facts: Fact[] = [{ type, pool: id, ...counts }, ...alarms];
      return {
        status,
        body: { committed: true, ...counts, pool: poolView(after, ctx.now) },
        writes,
        fact: { id: factId, member: null, memberVersion: null, happenedAt: ctx.now, facts },
      };
    },
  });
}

const found = (row: PoolRow | null): PoolRow => {
  if (!row) throw new DomainError("not_found", "The shop has no such pool.");
  return row;
};

/** More than a shop has partners; all of them are read for a catalogue. */
const MAX_POOLS = 100;

/**
 * Makes a pool, or changes what it is called, when it is low and when its codes end.
 *
 * @throws {DomainError} invalid_ref, too_many_pools
 */
export function putPool(ctx: Context, id: string, fields: PoolFields) {
  const named = slug.safeParse(id);
  if (!named.success) throw new DomainError("invalid_ref", named.error.issues[0]?.message);
  return change(ctx, id, [poolsStatement(ctx.shop.id)], (row, rows) => {
    const set = { name: fields.name, low_below: fields.lowBelow, expires_at: fields.expiresAt };
    if (row) {
      const after = withAlarm({ ...row, ...set });
      return { before: row, after, type: "pool_changed", writes: [updatePool(row, after)] };
    }
    if (rowsOf(rows, 0).length >= MAX_POOLS) {
      throw new DomainError("too_many_pools", `A shop has at most ${MAX_POOLS}.`);
    }
    const empty = { version: 1, imported: 0, issued: 0, voided: 0, is_low_told: 1 };
    const after = { shop: ctx.shop.id, id, ...set, ...empty, created_at: ctx.now };
    // One that is new has no codes yet, and nobody has to be told of that.
    return { status: 201, before: after, after, type: "pool_changed", writes: [insertPool(after)] };
  });
}

/**
 * Adds a page of codes. What the pool knows already, in whatever state, is counted and not added,
 * so that a page can be sent again.
 *
 * @throws {DomainError} not_found, invalid_body without any code
 */
export function addCodes(ctx: Context, id: string, given: readonly string[]) {
  const codes = codesIn(given);
  if (codes.length === 0) throw refuse("invalid_body", "/codes", "Send at least one code.");
  return change(ctx, id, [knownCodes(ctx.shop.id, id, codes)], (row, rows) => {
    const before = found(row);
    const known = new Set(rowsOf<{ code: string }>(rows, 0).map(({ code }) => code));
    const fresh = codes.filter((code) => !known.has(code));
    const after = withAlarm({ ...before, imported: before.imported + fresh.length });
    const counts = { added: fresh.length, duplicates: given.length - fresh.length };
    const writes = [...insertCodes(before, fresh, ctx.now), updatePool(before, after)];
    return { before, after, type: "pool_codes_added", counts, writes };
  });
}

/** No free code is given any more; those that members have stay theirs. @throws not_found */
export function voidCodes(ctx: Context, id: string) {
  return change(ctx, id, [], (row) => {
    const before = found(row);
    const after = withAlarm({ ...before, voided: before.imported - before.issued });
    const counts = { voided: after.voided - before.voided };
    return {
      before,
      after,
      type: "pool_codes_voided",
      counts,
      writes: voidFree(before, after, ctx.now),
    };
  });
}
