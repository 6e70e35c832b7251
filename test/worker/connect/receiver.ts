import { Webhook } from "standardwebhooks";
import { inject } from "vitest";
import type { Env } from "../../../src/core/env";
import { deliver, pump, rowsIn } from "../../queue";
import type { Heard, Say } from "../../webhook-receiver";
import { env, type World } from "../../world";

/** The receiver listens on this machine, which only a developer's installation may call. */
export const development: Env = { ...env, DEVELOPMENT: "true" };

/** A place of its own at the receiver. */
export async function receiver(...script: Say[]) {
  const url = `${inject("webhookReceiver")}/${crypto.randomUUID()}`;
  const say = (...more: Say[]) => fetch(url, { method: "PUT", body: JSON.stringify(more) });
  await say(...script);
  return { url, say, heard: async (): Promise<Heard[]> => (await fetch(url)).json() };
}

export type Receiver = Awaited<ReturnType<typeof receiver>>;

// biome-ignore lint/suspicious/noExplicitAny: tests look into messages freely.
export const verified = ({ body, headers }: Heard, secret: string): any =>
  new Webhook(secret).verify(body, headers);

/** Makes an endpoint of the sandbox at a receiver; the sandbox's clock stands still. */
export async function subscribe(world: World, url: string, types: string[] = ["member_enrolled"]) {
  const made = await world.test("POST /v1/webhooks", { url, types }, { env: development });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body as { id: string; secret: string };
}

export const NOON = "2026-03-02T12:00:00Z";
export const at = (text: string): number => Date.parse(text);

/** Sets the sandbox's clock and delivers everything up to then. */
export async function runTo(world: World, now: number | string): Promise<void> {
  const iso = new Date(now).toISOString();
  await world.test("POST /v1/sandbox/clock", { now: iso });
  await pump(world.sandbox, { env: development });
}

/** Something happens in the sandbox, and is told. */
export async function enrol(world: World, id: string): Promise<void> {
  await world.test(`PUT /v1/members/ext:${id}`, { name: "Anna" });
  await pump(world.sandbox, { env: development });
}

export const logOf = async (world: World, id: string, query = "") =>
  (await world.test(`GET /v1/webhooks/${id}/deliveries${query}`)).body.data;

export const timersOf = (world: World) =>
  rowsIn<{ realm: string; due_at: number; shop: string; subject: string; kind: string }>(
    world.sandbox,
    "SELECT * FROM timers WHERE realm = ? AND kind LIKE 'webhook%' ORDER BY due_at",
    world.sandbox,
  );

/** The first timer of the sandbox's webhooks, as the message that it becomes. */
export async function firstTimer(world: World, shard: string) {
  const [row] = await timersOf(world);
  if (!row) throw new Error("no timer is set");
  const { due_at, ...rest } = row;
  return { type: "timer" as const, shard, dueAt: due_at, ...rest };
}

export { deliver };
