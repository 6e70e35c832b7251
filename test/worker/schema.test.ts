import { getTableColumns, getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import * as activities from "../../src/activities/tables";
import * as causes from "../../src/causes/tables";
import * as checkout from "../../src/checkout/tables";
import * as companies from "../../src/companies/tables";
import * as connect from "../../src/connect/tables";
import * as consent from "../../src/consent/tables";
import * as core from "../../src/core/tables";
import * as credit from "../../src/credit/tables";
import * as gifts from "../../src/gifts/tables";
import * as households from "../../src/households/tables";
import * as journeys from "../../src/journeys/tables";
import * as ledger from "../../src/ledger/tables";
import * as mail from "../../src/mail/tables";
import * as members from "../../src/members/tables";
import * as merges from "../../src/merges/tables";
import * as messages from "../../src/messages/tables";
import * as metrics from "../../src/metrics/tables";
import * as orders from "../../src/orders/tables";
import * as perks from "../../src/perks/tables";
import * as plans from "../../src/plans/tables";
import * as pools from "../../src/pools/tables";
import * as portal from "../../src/portal/tables";
import * as program from "../../src/program/tables";
import * as referrals from "../../src/referrals/tables";
import * as rewards from "../../src/rewards/tables";
import * as shops from "../../src/shops/tables";
import * as tiers from "../../src/tiers/tables";
import * as vouchers from "../../src/vouchers/tables";
import { env } from "../world";

const mirrors = new Map<string, SQLiteTable>(
  [
    core,
    shops,
    program,
    members,
    merges,
    ledger,
    vouchers,
    checkout,
    credit,
    messages,
    journeys,
    gifts,
    households,
    companies,
    referrals,
    rewards,
    orders,
    activities,
    metrics,
    mail,
    causes,
    connect,
    consent,
    perks,
    plans,
    pools,
    portal,
    tiers,
  ]
    .flatMap((slice) => Object.values<SQLiteTable>(slice))
    .map((table) => [getTableName(table), table]),
);

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

const columnsOf = async (table: string): Promise<Column[]> =>
  (await env.DB.prepare("SELECT * FROM pragma_table_info(?)").bind(table).all<Column>()).results;

const tables = (
  await env.DB.prepare(
    `SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT LIKE '_cf_%' AND name NOT LIKE 'd1_%'`,
  ).all<{ name: string; sql: string }>()
).results;

test("every table has a mirror, and every mirror a table", () => {
  expect(tables.map((t) => t.name).sort()).toEqual([...mirrors.keys()].sort());
});

test.for(tables.map((t) => t.name))("the mirror of %s is true to its columns", async (name) => {
  const mirror = mirrors.get(name);
  if (!mirror) throw new Error("no mirror");
  const mirrored = Object.entries(getTableColumns(mirror)).map(([key, column]) => ({
    key,
    name: column.name,
    type: column.getSQLType().toUpperCase(),
    isRequired: column.notNull,
  }));
  const columns = await columnsOf(name);
  const actual = columns.map((column) => ({
    key: column.name,
    name: column.name,
    type: column.type,
    isRequired: column.notnull === 1 || column.pk > 0,
  }));
  expect(mirrored).toEqual(actual);
});

/** Tables of the home database, and those that are read across shops by their order. */
const ACROSS_SHOPS = ["shops", "keys", "job_runs", "dead_letters", "outbox", "timers"];

test.for(tables.map((t) => t.name))("%s is keyed by its shop first", async (name) => {
  const first = (await columnsOf(name)).find((column) => column.pk === 1);
  if (ACROSS_SHOPS.includes(name)) expect(first?.name).not.toBe("shop");
  else expect(first?.name).toBe("shop");
});

test("every table is STRICT, and none deletes in cascades", () => {
  for (const { name, sql } of tables) {
    expect(sql, name).toMatch(/\)\s*STRICT/);
    expect(sql, name).not.toMatch(/CASCADE/i);
  }
});
