import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line, slug } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./examples";
import { giveConsent } from "./give";
import { readConsents } from "./read";
import { CHANNELS, PURPOSES } from "./rules";
import { listSuppressions, suppress, unsuppress } from "./suppress";

const METHODS = ["form", "double_opt_in", "api", "import", "staff", "complaint"] as const;
const REASONS = ["hard_bounce", "complaint", "unsubscribed", "manual"] as const;
const MAX_WORDING = 600;

const giving = z
  .strictObject({
    channel: z.enum(CHANNELS).default("email"),
    purpose: z.enum(PURPOSES),
    status: z.enum(["granted", "withdrawn"]),
    method: z.enum(METHODS).default("api"),
    source: slug.nullish().describe("Where it was given, e.g. checkout or poster."),
    wording: z
      .strictObject({ locale: z.enum(["de", "en"]), text: line(MAX_WORDING).min(1) })
      .nullish()
      .describe("The sentence exactly as it was shown; it is the proof."),
    happenedAt: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .nullish(),
    doubleOptIn: z
      .boolean()
      .default(false)
      .describe("Ask the owner of the address by mail first; it counts once confirmed."),
  })
  .refine((body) => body.status === "withdrawn" || Boolean(body.wording), {
    path: ["wording"],
    message: "A permission needs the sentence that was shown.",
  })
  .refine((body) => body.method !== "import" || Boolean(body.happenedAt), {
    path: ["happenedAt"],
    message: "What is taken over needs its own time: a withdrawal since then must still count.",
  })
  .refine((body) => !body.doubleOptIn || (body.status === "granted" && !body.happenedAt), {
    path: ["doubleOptIn"],
    message: "Only a permission that is given now can be confirmed by mail.",
  });

const instant = z.string().nullable();
const status = z.enum(["requested", "granted", "withdrawn"]);
const channel = z.enum(CHANNELS);
const purpose = z.enum(PURPOSES);
const reason = z
  .enum(["no_address", "no_consent", "not_confirmed", "withdrawn", "suppressed", "address_changed"])
  .nullable();

const consent = z.object({
  id: z.string(),
  channel,
  purpose,
  status,
  method: z.string(),
  source: z.string().nullable(),
  wording: z.object({ id: z.string(), locale: z.string().nullable(), text: z.string() }).nullable(),
  caller: z.string(),
  happenedAt: instant,
  recordedAt: instant,
});

const standing = z.object({
  channel,
  purpose,
  isAllowed: z.boolean(),
  reason,
  status: status.nullable(),
  proof: consent.nullable().describe("The entry that counts."),
  doubleOptIn: z.object({ requestedAt: instant, confirmedAt: instant }).nullable(),
});

const given = z.object({
  committed: z.boolean(),
  consent: z.object({
    id: z.string().nullable().describe("null where nothing had to be recorded."),
    channel,
    purpose,
    status: status.nullable(),
    isAllowed: z.boolean(),
    reason,
  }),
  confirmation: z.enum(["on_its_way", "sent_before"]).nullable().describe("Of the asking mail."),
});

const suppressed = z.object({
  id: z.string().describe("A hash: addresses are not kept here."),
  reason: z.enum(REASONS),
  suppressedAt: instant,
});
const suppressedAnswer = z.object({ committed: z.boolean(), suppression: suppressed });

export const consentEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/members/:ref/consents",
    access: "members:read",
    tag: "Consent",
    summary: "What a member allows, with the proof, and how it came about",
    answers: {
      200: z.object({
        member: z.string(),
        consents: z.array(standing),
        history: z.array(consent).describe("The latest 250, the latest first."),
      }),
    },
    errors: ["not_found", "invalid_ref"],
    example: example.read,
    run: async (ctx, { params }) => ok(await readConsents(ctx, params.ref ?? "")),
  }),
  endpoint({
    method: "post",
    path: "/v1/members/:ref/consents",
    access: "members:write",
    tag: "Consent",
    summary: "Record that a permission was given or taken back",
    description:
      "Nothing is ever overwritten; the entry that happened last counts, for the address that " +
      "the member had then. With `doubleOptIn` a mail asks the owner of the address; asked again " +
      "within ten minutes no second mail goes out, and at most three go out a day.",
    body: giving,
    answers: { 200: given, 201: given },
    errors: [
      "not_found",
      "invalid_body",
      "invalid_ref",
      "member_erased",
      "no_address",
      "address_suppressed",
      "too_many_confirmations",
      "invalid_time",
    ],
    canDryRun: true,
    example: example.give,
    run: (ctx, { params, body }) => {
      const { doubleOptIn, ...grant } = body;
      const asked = doubleOptIn ? { ...grant, status: "requested" as const } : grant;
      return giveConsent(ctx, params.ref ?? "", {
        ...asked,
        source: grant.source ?? null,
        wording: grant.wording ?? null,
        happenedAt: grant.happenedAt ?? null,
      });
    },
  }),
  endpoint({
    method: "get",
    path: "/v1/suppressions",
    access: "members:read",
    tag: "Consent",
    summary: "Addresses that nothing is sent to, by their hashes",
    query: z.strictObject({ ...page, email: line(255).optional() }),
    answers: { 200: listOf(suppressed) },
    errors: ["invalid_query", "invalid_cursor"],
    example: example.suppressions,
    run: (ctx, { query }) => listSuppressions(ctx, query),
  }),
  endpoint({
    method: "post",
    path: "/v1/suppressions",
    access: "members:write",
    tag: "Consent",
    summary: "Send nothing to an address any more",
    description:
      "For bounces and complaints that the mail provider reports. `complaint` and `unsubscribed` " +
      "also withdraw what the member had allowed.",
    body: z.strictObject({ email: line(255), reason: z.enum(REASONS).default("manual") }),
    answers: { 201: suppressedAnswer },
    errors: ["invalid_body"],
    canDryRun: true,
    example: example.suppress,
    run: (ctx, { body }) => suppress(ctx, body.email, body.reason),
  }),
  endpoint({
    method: "delete",
    path: "/v1/suppressions/:ref",
    access: "members:write",
    tag: "Consent",
    summary: "Send to an address again",
    description: "`email:<address>`, or the id under which it is listed. No consent comes back.",
    answers: { 200: suppressedAnswer },
    errors: ["not_found", "invalid_ref"],
    canDryRun: true,
    example: example.unsuppress,
    run: (ctx, { params }) => unsuppress(ctx, params.ref ?? ""),
  }),
];
