import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import type { ProgramParts } from "../core/registry";

/** How a shop sells, as far as what its program brings depends on it. Money in minor units. */
export interface Trade {
  /** Of a typical order. */
  readonly orderValue: number;
  /** Of a typical member. */
  readonly ordersPerMonth: number;
  readonly channel: "online" | "store" | "app" | "phone" | "marketplace";
  /** Of a typical order; 0: it is no stay. */
  readonly nights: number;
  /** What a free product is worth where the document does not say what it costs; 0: unknown. */
  readonly productValue: number;
}

/** What members or the shop would regret of a program that is valid. */
export interface ProgramWarning {
  readonly code: string;
  readonly detail: string;
  /** Into the document. */
  readonly pointer: string;
}

/** Looks at a document before it counts; the slice that can see orders brings it. */
export interface ProgramAdviser {
  /** Reads how the shop really sells. */
  readonly statements: (ctx: Context) => Statement[];
  /**
   * @param rows of the statements
   * @param trade what is assumed of a shop that has sold nothing yet
   */
  readonly warnings: (
    ctx: Context,
    parts: ProgramParts,
    rows: Batch,
    trade: Partial<Trade>,
  ) => ProgramWarning[];
}

declare module "../core/registry" {
  interface Registry {
    readonly programAdviser: ProgramAdviser;
  }
}
