import { expect } from "vitest";
import { newWorld } from "../../world";

/** A call that a guide makes, and what it says that the API answers. */
interface Step {
  readonly request: string;
  body: unknown;
  status: number;
  answer: unknown;
}

const PIECE = /^`((?:GET|POST|PUT|PATCH|DELETE) \S+)`$|^→ `(\d{3})`$|^```json\n([\s\S]*?)^```$/gm;

/** The calls of a guide: a line names the call, a block its body; an arrow its status and answer. */
export function stepsOf(guide: string): Step[] {
  const steps: Step[] = [];
  for (const [, request, status, json] of guide.matchAll(PIECE)) {
    const last = steps.at(-1);
    if (request !== undefined) steps.push({ request, body: undefined, status: 0, answer: {} });
    else if (!last) throw new Error("A guide begins with a call.");
    else if (status !== undefined) last.status = Number(status);
    else if (last.status === 0) last.body = JSON.parse(json ?? "");
    else last.answer = JSON.parse(json ?? "");
  }
  return steps;
}

const TIME = /^\d{4}-\d\d-\d\dT/;
const ID = /^(mem|ord|trf|red|vch|rfd|act|adj|prk|use|tier|key|fct|pln|gft|hhd|hmv|ctc|mrg)_/;

/** An answer as guides show it: what they leave out, and ids and times, may be as they are. */
function shown(actual: unknown, told: unknown): unknown {
  if (typeof told === "string") {
    const isFree = told === "…" || TIME.test(told) || ID.test(told);
    return isFree && typeof actual === "string" ? told : actual;
  }
  if (Array.isArray(told) && Array.isArray(actual)) {
    const isPart = told.at(-1) === "…";
    const rest = isPart ? actual.slice(0, told.length - 1) : actual;
    const all = rest.map((one, i) => (i < told.length ? shown(one, told[i]) : one));
    return isPart ? [...all, "…"] : all;
  }
  if (told === null || typeof told !== "object" || Array.isArray(told)) return actual;
  if (actual === null || typeof actual !== "object") return actual;
  const of = actual as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(told)
      .filter(([key]) => key in of)
      .map(([key, value]) => [key, shown(of[key], value)]),
  );
}

/** Makes every call of a guide in a fresh sandbox at noon of a Monday. */
export async function follow(guide: string): Promise<void> {
  const { test } = await newWorld();
  await test("POST /v1/sandbox/clock", { now: "2026-03-02T11:00:00Z" });
  const steps = stepsOf(guide);
  expect(steps.length).toBeGreaterThan(3);
  for (const { request, body, status, answer } of steps) {
    const reply = await test(request, body);
    expect(reply.status, `${request}: ${JSON.stringify(reply.body)}`).toBe(status);
    expect(shown(reply.body, answer), request).toEqual(answer);
  }
}
