import { DomainError, type Fault } from "../core/errors";
import { isDate } from "../lib/dates";
import type { Program } from "../program";
import type { AttributeType } from "./program";

type Value = string | number | boolean | null;

const MAX_TEXT = 500;

/**
 * A member's attributes after a change, as JSON. Every attribute is declared in the program with
 * its type; null removes one.
 *
 * @throws {DomainError} invalid_body, with a pointer to each value that does not fit its type
 */
export function checkAttributes(
  program: Program,
  before: string | null,
  changes: Readonly<Record<string, Value>>,
): string {
  const errors: Fault[] = [];
  const merged = new Map<string, Value>(
    Object.entries(JSON.parse(before ?? "{}") as Record<string, Value>),
  );
  for (const [key, value] of Object.entries(changes)) {
    const declared = program.parts.attributes.find((a) => a.key === key);
    const detail = declared ? misfit(declared, value) : "The program declares no such attribute.";
    if (detail) errors.push({ pointer: `/attributes/${key}`, code: "invalid_attribute", detail });
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  }
  if (errors.length > 0) throw new DomainError("invalid_body", errors[0]?.detail, { errors });
  return JSON.stringify(Object.fromEntries(merged));
}

function misfit(attribute: AttributeType, value: Value): string | null {
  if (value === null) return null;
  switch (attribute.type) {
    case "text":
      return typeof value === "string" && value.length <= MAX_TEXT ? null : "Use a short text.";
    case "number":
      return typeof value === "number" ? null : "Use a number.";
    case "boolean":
      return typeof value === "boolean" ? null : "Use true or false.";
    case "date":
      return typeof value === "string" && isDate(value) ? null : "Use a date such as 2026-05-17.";
    case "choice":
      return attribute.choices?.includes(String(value)) && typeof value === "string"
        ? null
        : `Use one of ${attribute.choices?.join(", ")}.`;
  }
}
