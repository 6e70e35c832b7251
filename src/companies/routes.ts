import * as z from "zod";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { changeCompany, createCompany, readCompany } from "./company";
import { addContact, changeContact, eraseContact } from "./contact";
import * as example from "./examples";
import { ROLES } from "./roles";
import { company, contact, volume } from "./schemas";
import { readVolume } from "./volume";

const name = line(200).min(1);
const vatId = line(30).min(1).nullable().optional();
const named = {
  externalId: line(255).optional(),
  email: line(255).optional(),
  phone: line(50).optional(),
  card: line(100).optional(),
};
const changed = {
  externalId: line(255).nullable().optional(),
  email: line(255).nullable().optional(),
  phone: line(50).nullable().optional(),
  card: line(100).nullable().optional(),
};
const role = z.enum(ROLES).describe("An admin or a buyer may spend what the company has.");

const answer = z.object({ committed: z.boolean(), company });
const ofContact = z.object({ committed: z.boolean(), contact });

const write = { access: "members:write", tag: "Companies", canDryRun: true } as const;
const readable = { method: "get", access: "members:read", tag: "Companies" } as const;
const OF_ONE = ["not_found", "invalid_ref", "member_erased"] as const;

export const companyEndpoints: Endpoint[] = [
  endpoint({
    ...write,
    method: "post",
    path: "/v1/companies",
    summary: "Make a company: a member with people who order for it",
    body: z.strictObject({ name, vatId, ...named }),
    answers: { 201: answer },
    errors: ["invalid_body", "identifier_taken"],
    example: example.created,
    run: (ctx, { body }) => createCompany(ctx, body),
  }),
  endpoint({
    ...readable,
    path: "/v1/companies/:ref",
    summary: "A company with its contacts and balances",
    description: "By any ref of the company, a contact's too.",
    answers: { 200: company },
    errors: ["not_found", "invalid_ref"],
    example: example.read,
    run: async (ctx, { params }) => ok(await readCompany(ctx, params.ref ?? "")),
  }),
  endpoint({
    ...write,
    method: "patch",
    path: "/v1/companies/:ref",
    summary: "Change a company's name or VAT id",
    body: z.strictObject({ name: name.optional(), vatId }),
    answers: { 200: answer },
    errors: OF_ONE,
    example: example.changed,
    run: (ctx, { params, body }) => changeCompany(ctx, params.ref ?? "", body),
  }),
  endpoint({
    ...readable,
    path: "/v1/companies/:ref/volume",
    summary: "What a company bought this year, and the bonus for it",
    answers: { 200: volume },
    errors: ["not_found", "invalid_ref"],
    example: example.volume,
    run: async (ctx, { params }) => ok(await readVolume(ctx, params.ref ?? "")),
  }),
  endpoint({
    ...write,
    method: "post",
    path: "/v1/companies/:ref/contacts",
    summary: "Add somebody who orders for a company",
    description: "Orders under any of the identifiers are the company's, and earn for it.",
    body: z.strictObject({
      id: line(100)
        .min(1)
        .refine((id) => !id.startsWith("ctc_"), "Ids that start with ctc_ are ours to give.")
        .optional()
        .describe("An id of your own: sent again, it is added once."),
      name,
      role,
      ...named,
    }),
    answers: { 200: ofContact, 201: ofContact },
    errors: [...OF_ONE, "invalid_body", "identifier_taken", "contact_differs", "too_many_contacts"],
    example: example.contactAdded,
    run: (ctx, { params, body }) => addContact(ctx, params.ref ?? "", body),
  }),
  endpoint({
    ...write,
    method: "patch",
    path: "/v1/companies/:ref/contacts/:id",
    summary: "Change a contact; null takes an identifier away",
    body: z.strictObject({ name: name.optional(), role: role.optional(), ...changed }),
    answers: { 200: ofContact },
    errors: [...OF_ONE, "invalid_body", "identifier_taken"],
    example: example.contactChanged,
    run: (ctx, { params, body }) => changeContact(ctx, params.ref ?? "", params.id ?? "", body),
  }),
  endpoint({
    ...write,
    method: "delete",
    path: "/v1/companies/:ref/contacts/:id",
    summary: "Erase a contact: the name and identifiers are gone",
    answers: { 200: ofContact },
    errors: OF_ONE,
    example: example.contactErased,
    run: (ctx, { params }) => eraseContact(ctx, params.ref ?? "", params.id ?? ""),
  }),
];
