import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { ProgramParts } from "../core/registry";
import { read } from "../core/transact";

/** A shop's program as one version of it says. Version 0 is the default of a shop without one. */
export interface Program {
  readonly number: number;
  readonly parts: ProgramParts;
}

/** Parsed versions that an isolate keeps; they never change, so they never go stale. */
const CACHE_SIZE = 500;
const cache = new Map<string, Program>();

/**
 * Reads which version is in force at an instant, never one before the first; with the draft, the
 * draft's document instead. {@link programOf} takes the rows.
 */
export function programStatement(ctx: Context, at: number): Statement {
  if (ctx.usesDraft) {
    return statement(
      "SELECT -1 AS number, document FROM program_drafts WHERE shop = ?1",
      ctx.shop.id,
    );
  }
  return statement(
    `SELECT * FROM (SELECT number FROM program_versions WHERE shop = ?1 AND valid_from <= ?2
       ORDER BY valid_from DESC, number DESC LIMIT 1)
     UNION ALL
     SELECT * FROM (SELECT number FROM program_versions WHERE shop = ?1
       ORDER BY valid_from, number LIMIT 1) LIMIT 1`,
    ctx.shop.id,
    at,
  );
}

/** @throws {DomainError} no_draft */
export async function programOf(ctx: Context, rows: Batch, index: number): Promise<Program> {
  const found = rowsOf<{ number: number; document?: string }>(rows, index)[0];
  if (ctx.usesDraft) {
    if (!found?.document) throw new DomainError("no_draft", "PUT /v1/program/draft first.");
    return { number: -1, parts: parse(ctx, found.document) };
  }
  return programNumbered(ctx, found?.number ?? 0);
}

/** A version by number: from the isolate, else KV, else D1. */
export async function programNumbered(ctx: Context, number: number): Promise<Program> {
  const key = `program:${ctx.shop.id}:${number}`;
  const known = cache.get(key);
  if (known) return known;
  const document = number === 0 ? "{}" : await documentOf(ctx, key, number);
  const program = { number, parts: parse(ctx, document) };
  cache.set(key, program);
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value ?? "");
  return program;
}

async function documentOf(ctx: Context, key: string, number: number): Promise<string> {
  const near = await ctx.env.KV.get(key, { cacheTtl: 86_400 }).catch(() => null);
  if (near !== null) return near;
  const rows = await read(ctx, [
    statement(
      "SELECT document FROM program_versions WHERE shop = ?1 AND number = ?2",
      ctx.shop.id,
      number,
    ),
  ]);
  const document = rowsOf<{ document: string }>(rows, 0)[0]?.document;
  if (document === undefined) throw new DomainError("unknown_version");
  // KV only saves a trip to D1: without it the next isolate asks D1 again.
  ctx.later(ctx.env.KV.put(key, document).catch(() => undefined));
  return document;
}

const parse = (ctx: Context, document: string): ProgramParts =>
  ctx.registry.programSchema.parse(JSON.parse(document));
