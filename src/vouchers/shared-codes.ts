import * as z from "zod";
import { type Statement, statement } from "../core/database";
import { label } from "../core/fields";
import type { ProgramParts, ProgramSlice } from "../core/registry";
import type { Who } from "../ledger";
import { readCode } from "../lib/codes";
import { MAX_AMOUNT } from "../lib/numbers";
import type { Counting, Drawing, Usage } from "../members";
import { readVoucherCode } from "./codes";
import { CONDITION_SHAPE } from "./conditions";
import { worth } from "./worth";

/*
 * Codes of the program that many people use, such as WELCOME10. No row stands for one: what is used
 * of it is counted where budgets and limits are.
 */

const instant = z.iso.datetime({ offset: true });

const sharedCode = z.strictObject({
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,29}$/, "Use A–Z, 0–9 and -, 3 to 30."),
  name: label,
  worth,
  conditions: z.strictObject(CONDITION_SHAPE).prefault({}),
  from: instant.nullable().default(null),
  until: instant.nullable().default(null).describe("Exclusive."),
  limit: z.number().int().min(1).max(MAX_AMOUNT).nullable().default(null).describe("Uses in all."),
  limitPerMember: z
    .number()
    .int()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe("With one, the code needs a member."),
});

export type SharedCode = z.infer<typeof sharedCode>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly codes: readonly SharedCode[];
  }
}

/** Codes are told by whoever hands them out, so that no sentence of the program tells them. */
export const sharedCodesProgram: ProgramSlice = {
  shape: { codes: z.array(sharedCode).max(200).default([]) },
  sentences: () => [],
  faults: ({ codes }) =>
    codes.flatMap(({ code, from, until }, i) => {
      const at = (field: string) => ["codes", i, field];
      const isRepeated = codes.findIndex((other) => keyOf(other) === readCode(code)) < i;
      const isBackward = from !== null && until !== null && Date.parse(from) >= Date.parse(until);
      return [
        ...(isRepeated ? [{ path: at("code"), message: "The code is used twice." }] : []),
        ...(readVoucherCode(code) === null
          ? []
          : [{ path: at("code"), message: "Codes of vouchers look like this." }]),
        ...(isBackward ? [{ path: at("until"), message: "The code ends before it begins." }] : []),
      ];
    }),
};

/** A code as it is compared and counted: `WELCOME-10` is `WELCOME10`. */
export const keyOf = ({ code }: SharedCode): string => readCode(code);

export const sharedCodeOf = ({ codes }: ProgramParts, typed: string): SharedCode | undefined =>
  codes.find((code) => keyOf(code) === readCode(typed));

/** Names a code in budgets and counters. */
const ruleOf = (key: string): string => `codes.${key}`;

/** Uses are counted for ever, beside what orders that name no code have to read. */
const EVER = "codes";

/** Reads what is used of the shared codes among typed ones; `usageFrom` takes the rows. */
export function codeUsageStatement(who: Who, typed: readonly string[]): Statement {
  const rules = `json_each(?${who.params.length + 1}) k`;
  return statement(
    `SELECT 1 AS is_own, c.period, c.rule, c.amount, c.times, c.last_at FROM ${rules}
       CROSS JOIN counters c ON c.shop = ?1 AND c.member = ${who.sql}
         AND c.period = '${EVER}' AND c.rule = k.value
     UNION ALL
     SELECT 0, b.period, b.rule, b.spent, 0, NULL FROM ${rules}
       CROSS JOIN budgets b ON b.shop = ?1 AND b.period = '${EVER}' AND b.rule = k.value`,
    ...who.params,
    JSON.stringify([...new Set(typed.map((code) => ruleOf(readCode(code))))]),
  );
}

export interface SharedRefusal {
  readonly code:
    | "code_not_yet_valid"
    | "code_ended"
    | "code_used_up"
    | "code_needs_member"
    | "code_limit_reached";
}

/**
 * Why a shared code cannot be used at `at`; empty when it can.
 *
 * @param usage of {@link codeUsageStatement}
 * @param by `isOwn`: the order or checkout that asks has a use of it already
 */
export function whyCodeInvalid(
  shared: SharedCode,
  usage: Usage,
  by: { readonly hasMember: boolean; readonly at: number; readonly isOwn: boolean },
): SharedRefusal[] {
  const rule = ruleOf(keyOf(shared));
  const { from, until, limit, limitPerMember } = shared;
  if (by.isOwn) return [];
  const used = usage.budgets.get(`${EVER} ${rule}`) ?? 0;
  const refusals: (SharedRefusal | false)[] = [
    from !== null && by.at < Date.parse(from) && { code: "code_not_yet_valid" },
    until !== null && by.at >= Date.parse(until) && { code: "code_ended" },
    limit !== null && used >= limit && { code: "code_used_up" },
    limitPerMember !== null && !by.hasMember && { code: "code_needs_member" },
    limitPerMember !== null &&
      by.hasMember &&
      usage.counts(rule, EVER).times >= limitPerMember && { code: "code_limit_reached" },
  ];
  return refusals.filter((refusal) => refusal !== false);
}

/** How budgets and counters follow when uses of codes are taken, or given back (−1). */
export function usesOf(
  { codes }: ProgramParts,
  keys: readonly string[],
  times: 1 | -1,
): { readonly counting: Counting[]; readonly drawings: Drawing[] } {
  const limitOf = (key: string) => codes.find((c) => keyOf(c) === key)?.limit ?? MAX_AMOUNT;
  return {
    counting: keys.map((key) => ({
      rule: ruleOf(key),
      period: EVER,
      amount: 0,
      times,
      lastAt: null,
    })),
    drawings: keys.map((key) => ({
      rule: ruleOf(key),
      period: EVER,
      amount: times,
      budget: limitOf(key),
    })),
  };
}
