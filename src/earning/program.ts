import * as z from "zod";
import type { ProgramSlice } from "../core/registry";
import {
  type ActivityType,
  activity,
  type BaseEarning,
  base,
  type Channel,
  type Rule,
  rule,
  walletCaps,
} from "./document";
import { faultsOf } from "./faults";
import { headlines, sentences } from "./sentences";
import { type Pending, pending } from "./waiting";

const AT_ONCE = { wait: "P0D", after: "placed", delivery: "P0D" } as const;
const ONLINE = { wait: "P14D", after: "delivered", delivery: "P4D" } as const;

declare module "../core/registry" {
  interface ProgramParts {
    readonly earning: { readonly base: BaseEarning; readonly rules: readonly Rule[] };
    readonly activities: readonly ActivityType[];
    readonly pending: Readonly<Record<Channel, Pending>>;
    /** Most of a unit that a member may have. */
    readonly walletCaps: Readonly<Record<string, number>>;
  }
}

/** More than any shop can explain to its members; each costs every order some microseconds. */
const MAX_RULES = 200;

export const earningProgram: ProgramSlice = {
  shape: {
    earning: z
      .strictObject({
        base: base.prefault({}),
        rules: z.array(rule).max(MAX_RULES).default([]).describe("Looked at in this order."),
      })
      .prefault({}),
    activities: z.array(activity).max(100).default([]),
    walletCaps: walletCaps.default({}),
    pending: z
      .strictObject({
        online: pending.default(ONLINE),
        store: pending.default(AT_ONCE),
        app: pending.default(ONLINE),
        phone: pending.default(ONLINE),
        marketplace: pending.default(ONLINE),
      })
      .prefault({}),
  },
  sentences,
  headlines,
  faults: faultsOf,
};
