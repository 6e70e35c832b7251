import type { Context } from "../core/context";
import { DomainError, type Fault } from "../core/errors";
import { pointerOf } from "../core/http";
import type { ProgramParts } from "../core/registry";

export interface Checked {
  readonly parts: ProgramParts | null;
  readonly faults: readonly Fault[];
}

/** As many as anybody mends before asking again; a bad document of 500 KB has 100,000. */
const MAX_FAULTS = 20;

/** A document against schema and slices; `parts` has every default filled in. */
export function checkDocument(ctx: Context, document: unknown): Checked {
  // Parsing drops what has this name, and with it what a rule asks for.
  if (JSON.stringify(document)?.includes('"__proto__":')) {
    const fault = { pointer: "", code: "invalid", detail: "Nothing can be called __proto__." };
    return { parts: null, faults: [fault] };
  }
  const parsed = ctx.registry.programSchema.safeParse(document);
  if (!parsed.success) {
    const faults = parsed.error.issues.slice(0, MAX_FAULTS).map((i) => ({
      pointer: pointerOf(i.path),
      code: i.code,
      detail: i.message,
    }));
    return { parts: null, faults };
  }
  const faults = ctx.registry.slices
    .flatMap((slice) => slice.faults?.(parsed.data) ?? [])
    .slice(0, MAX_FAULTS)
    .map((f) => ({ pointer: pointerOf(f.path), code: "invalid", detail: f.message }));
  return { parts: faults.length === 0 ? parsed.data : null, faults };
}

/** @throws {DomainError} invalid_program, with a pointer to each fault */
export function validParts(ctx: Context, document: unknown): ProgramParts {
  const { parts, faults } = checkDocument(ctx, document);
  if (parts) return parts;
  const first = faults[0];
  throw new DomainError("invalid_program", first && `${first.pointer || "/"}: ${first.detail}`, {
    errors: [...faults],
  });
}
