import { DAY } from "../../../src/lib/time";
import { order } from "../../orders";
import { rowsIn } from "../../queue";
import { messagesOf, NOON, run, type Someone, setClock, someone } from "../messages/journey";

/** A program in which every journey is on and nobody is held out. */
export const PROGRAM = {
  journeys: {
    winBack: {
      isEnabled: true,
      holdoutPercent: 0,
      voucher: {
        name: { de: "10 % auf alles", en: "10% off everything" },
        worth: { kind: "percent", percent: 10 },
      },
    },
    pointsExpiring: { holdoutPercent: 0 },
    pointsFree: { holdoutPercent: 0 },
  },
};

/** Somebody who agreed to all, in a shop with a program; no order yet. */
export async function guest(program: object = PROGRAM): Promise<Someone> {
  const who = await someone();
  const { status, body } = await who.world.test("PUT /v1/program", program);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return who;
}

let made = 0;

/** An order of 30 € over the counter, its points free at once, by the clock set to then. */
export async function buy(who: Someone, at: number, more: object = {}): Promise<string> {
  await setClock(who.world, at);
  const id = `j-${++made}`;
  const placedAt = new Date(at).toISOString();
  const { status, body } = await who.world.test(
    "POST /v1/orders",
    order(id, "c-1", { channel: "store", placedAt, ...more }),
  );
  if (status !== 201) throw new Error(JSON.stringify(body));
  await run(who);
  return id;
}

/** Lets time pass: a clock that leaps runs what lies before it all at once. */
export async function runThrough(who: Someone, ...days: number[]): Promise<void> {
  for (const day of days) await run(who, NOON + day * DAY);
}

export const journeysOf = async (who: Someone): Promise<string[]> =>
  (await messagesOf(who)).map((m) => `${m.journey} ${m.status}`);

export const vouchersOf = ({ world, id }: Someone) =>
  rowsIn<{ code: string; cause: string; expires_at: number; effect: string; status: string }>(
    world.sandbox,
    "SELECT * FROM vouchers WHERE shop = ? AND member = ?",
    world.sandbox,
    id,
  );

export const nudgeTimers = ({ world }: Someone) =>
  rowsIn<{ due_at: number; subject: string }>(
    world.sandbox,
    "SELECT * FROM timers WHERE realm = ? AND kind = 'nudge' ORDER BY due_at",
    world.sandbox,
  );
