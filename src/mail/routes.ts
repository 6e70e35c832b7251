import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { DomainError } from "../core/errors";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { listMails } from "./outbox";

const mail = z.object({
  key: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  deliveries: z.number().int().describe("More than 1: it would have arrived more than once."),
  sentAt: z.string().describe("By the sandbox's clock."),
});

export const mailEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/sandbox/mails",
    access: "members:read",
    tag: "Shop",
    summary: "Mail that the sandbox would have sent, the latest first",
    description: "A sandbox sends no mail: it keeps each for 30 days, to be read here.",
    query: z.strictObject({ ...page, to: line(320).optional().describe("Only to this address.") }),
    answers: { 200: listOf(mail) },
    errors: ["not_found", "invalid_query", "invalid_cursor"],
    example: {
      response: {
        data: [
          {
            key: "msg_01h455vb4pex5vsknk084sn02q",
            to: "anna@example.com",
            subject: "Your points are free now",
            text: "Hello Anna,\n\n20 points are yours to spend from today.",
            html: null,
            headers: { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
            deliveries: 1,
            sentAt: "2026-03-15T10:00:00Z",
          },
        ],
        nextCursor: null,
      },
    },
    run: async (ctx, { query }) => {
      if (!ctx.shop.isSandbox) throw new DomainError("not_found", "Use a key of the sandbox.");
      return ok(await listMails(ctx, query));
    },
  }),
];
