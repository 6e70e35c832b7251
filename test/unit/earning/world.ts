import * as z from "zod";
import { causesProgram } from "../../../src/causes";
import type { ProgramParts, ProgramSlice } from "../../../src/core/registry";
import {
  type Earner,
  type EarningLine,
  earningProgram,
  type Occasion,
  type Room,
} from "../../../src/earning";
import { ledgerProgram } from "../../../src/ledger";
import { membersProgram } from "../../../src/members/program";
import { perksProgram } from "../../../src/perks/program";
import { stampsProgram } from "../../../src/stamps/program";
import { tiersProgram } from "../../../src/tiers/program";

const slices: readonly ProgramSlice[] = [
  earningProgram,
  ledgerProgram,
  stampsProgram,
  tiersProgram,
  perksProgram,
  causesProgram,
  membersProgram,
];

export const schema = z.strictObject(
  Object.assign({}, ...slices.map((slice) => slice.shape)),
) as unknown as z.ZodType<ProgramParts>;

/** A program document with defaults, as far as rules read it. */
export const programOf = (document: object = {}): ProgramParts => schema.parse(document);

/** Sunday, 1 March 2026, 11:00 in Berlin. */
export const SUNDAY = Date.parse("2026-03-01T10:00:00Z");

export const line = (id: string, total: number, more: Partial<EarningLine> = {}): EarningLine => ({
  id,
  kind: "product",
  total,
  quantity: 1,
  sku: null,
  name: null,
  categories: [],
  stay: null,
  ...more,
});

export const orderOf = (lines: readonly EarningLine[], more: Partial<Occasion> = {}): Occasion => ({
  on: "order",
  at: SUNDAY,
  timeZone: "Europe/Berlin",
  currency: "EUR",
  lines,
  taxIncluded: true,
  tax: 0,
  discounts: 0,
  channel: "store",
  store: null,
  handover: null,
  seed: "till:1",
  activity: null,
  ...more,
});

export const earnerOf = (more: Partial<Earner> = {}): Earner => ({
  levels: [],
  nthOrder: 1,
  birthday: null,
  attributes: {},
  cause: null,
  ...more,
});

export const roomOf = (more: Partial<Room> = {}): Room => ({
  counts: () => ({ amount: 0, times: 0, lastAt: null }),
  budgets: new Map(),
  balance: () => 0,
  ...more,
});
