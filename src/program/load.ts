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
 * SQL of which version is in force at the parameter `at`, never one before the first; with the
 * draft, the draft's document instead. `?1` is the shop; {@link programFrom} takes the value.
 */
export function programColumn(ctx: Context, at: string): string {
  if (ctx.usesDraft) return "(SELECT document FROM program_drafts WHERE shop = ?1)";
  const versions = "SELECT number FROM program_versions WHERE shop = ?1";
  return `coalesce(
    (${versions} AND valid_from <= ${at} ORDER BY valid_from DESC, number DESC LIMIT 1),
    (${versions} ORDER BY valid_from, number LIMIT 1))`;
}

/** Reads which version is in force at an instant; {@link programOf} takes the rows. */
export const programStatement = (ctx: Context, at: number): Statement =>
  statement(
    `SELECT ${programColumn(ctx, "?2")} AS program`,
    ctx.shop.id,
    ...(ctx.usesDraft ? [] : [at]),
  );

export const programOf = (ctx: Context, rows: Batch, index: number): Promise<Program> =>
  programFrom(ctx, rowsOf<{ program: number | string | null }>(rows, index)[0]?.program ?? null);

/** The program in force. One round trip. */
export async function programNow(ctx: Context): Promise<Program> {
  return programOf(ctx, await read(ctx, [programStatement(ctx, ctx.now)]), 0);
}

/**
 * The program behind a value of {@link programColumn}.
 *
 * @throws {DomainError} no_draft
 */
export async function programFrom(ctx: Context, found: number | string | null): Promise<Program> {
  if (!ctx.usesDraft) return programNumbered(ctx, Number(found ?? 0));
  if (typeof found !== "string") throw new DomainError("no_draft", "PUT /v1/program/draft first.");
  return { number: -1, parts: parse(ctx, found) };
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

const parse = (ctx: Context, document: string): ProgramParts => partsOf(ctx, JSON.parse(document));

/** A document that is known to be valid, with every default filled in. */
export const partsOf = (ctx: Context, document: unknown): ProgramParts =>
  ctx.registry.programSchema.parse(document);
