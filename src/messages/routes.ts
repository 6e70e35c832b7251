import * as z from "zod";
import { PURPOSES } from "../consent";
import { listOf, page } from "../core/cursor";
import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./examples";
import { listInbox, listMessages, markRead } from "./inbox";
import { CHANNELS, STATUSES } from "./types";

const instant = z.string().nullable();

const inboxMessage = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string().describe("Plain text; paragraphs are parted by empty lines."),
  at: instant,
  readAt: instant,
  action: z.object({ label: z.string(), url: z.string() }).nullable(),
});

const message = z.object({
  id: z.string(),
  journey: z.string(),
  purpose: z.enum(PURPOSES),
  channel: z.enum(CHANNELS),
  status: z.enum(STATUSES),
  reason: z.string().nullable().describe("Why it was not pushed."),
  title: z.string(),
  dueAt: instant,
  plannedAt: instant,
  sentAt: instant,
  readAt: instant,
  attempts: z.number().int(),
  program: z.number().int(),
});

export const messageEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/members/:ref/inbox",
    access: "members:read",
    tag: "Messages",
    summary: "What a member sees of their messages, the latest first",
    description: "In the member's own language. Show `title` and `text` as text, never as HTML.",
    query: z.strictObject(page),
    answers: { 200: listOf(inboxMessage) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: example.inbox,
    run: async (ctx, { params, query }) => ok(await listInbox(ctx, params.ref ?? "", query)),
  }),
  endpoint({
    method: "post",
    path: "/v1/members/:ref/inbox/:id/read",
    access: "members:write",
    tag: "Messages",
    summary: "The member has read a message",
    description: "The first time counts; again changes nothing.",
    answers: { 200: z.object({ committed: z.boolean(), message: inboxMessage }) },
    errors: ["not_found", "invalid_ref"],
    canDryRun: true,
    example: example.read,
    run: (ctx, { params }) => markRead(ctx, params.ref ?? "", params.id ?? ""),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/messages",
    access: "members:read",
    tag: "Messages",
    summary: "Every message of a member, sent or not, and why",
    description:
      "`shown`: in the inbox only; `queued`, `sending`, `sent`, `failed` and `unconfirmed`: in the " +
      "inbox, and what became of the mail; `held_out`, `too_late` and `cancelled`: not in the inbox. " +
      "`GET /v1/explain/{id}` says why in a sentence.",
    query: z.strictObject(page),
    answers: { 200: listOf(message) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: example.messages,
    run: async (ctx, { params, query }) => ok(await listMessages(ctx, params.ref ?? "", query)),
  }),
];
