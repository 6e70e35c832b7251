import * as z from "zod";
import type { Endpoint } from "./core/http";
import type { ProgramParts, ProgramSlice, Registry } from "./core/registry";
import { earningProgram } from "./earning";
import { ledgerProgram } from "./ledger";
import { membersProgram } from "./members";
import { memberEndpoints } from "./members/routes";
import { orderEndpoints } from "./orders/routes";
import { holdSettler } from "./rewards/holds";
import { rewardsProgram } from "./rewards/program";

/** What each slice contributes, in the order in which a program is read out. */
const slices: readonly ProgramSlice[] = [
  earningProgram,
  ledgerProgram,
  rewardsProgram,
  membersProgram,
];

/** The slices' shapes make up the type by declaration merging, and the schema here. */
const programSchema = z.strictObject(
  Object.assign({}, ...slices.map((slice) => slice.shape)),
) as unknown as z.ZodType<ProgramParts>;

export const registry: Registry = { programSchema, slices, settlers: [holdSettler] };

export const endpoints: readonly Endpoint[] = [...memberEndpoints, ...orderEndpoints];
