import * as z from "zod";
import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./examples";
import { explain } from "./explain";

export const explainEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/explain/:id",
    access: "members:read",
    tag: "Explain",
    summary: "Why: a transfer of points, or anything else that has an id",
    description: "In the language of ?locale= or Accept-Language, else the shop's.",
    answers: { 200: z.looseObject({ id: z.string(), kind: z.string(), text: z.string() }) },
    errors: ["not_found"],
    example: example.explained,
    run: async (ctx, { params }) => ok(await explain(ctx, params.id ?? "")),
  }),
];
