import * as z from "zod";
import { page } from "../core/cursor";
import { type Endpoint, endpoint, ok } from "../core/http";
import { checkLedger } from "./check";

const finding = z.object({ member: z.string(), code: z.string(), detail: z.string() });

export const ledgerEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/ledger/check",
    access: "reports:read",
    tag: "Ledger",
    summary: "Whether the ledger adds up, member by member",
    description:
      "Compares wallets with transfers, lots and open holds. Go on with nextCursor until it is null.",
    query: z.strictObject({ ...page, limit: page.limit.default(200) }),
    answers: {
      200: z.object({
        checked: z.number().int(),
        findings: z.array(finding),
        nextCursor: z.string().nullable(),
      }),
    },
    errors: ["invalid_cursor", "invalid_query"],
    example: { response: { checked: 200, findings: [], nextCursor: null } },
    run: async (ctx, { query }) => ok(await checkLedger(ctx, query)),
  }),
];
