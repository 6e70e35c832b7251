import * as z from "zod";
import { type Endpoint, endpoint, ok } from "../core/http";
import { page } from "../ui/visit";
import { showCard } from "./card-visit";
import { showConfirm, showJoin, showPoster, takeConfirm, takeJoin } from "./join-visit";
import { makeCardLink } from "./link";

export const portalEndpoints: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/members/:ref/card",
    access: "members:read",
    tag: "Members",
    summary: "A link to the member's card",
    description:
      "Signed, and valid for 90 days: whoever has it sees the card, so it belongs to the member " +
      "only. Nothing is written; each call makes a link of its own, and earlier ones stay valid.",
    answers: { 200: z.object({ url: z.string(), expiresAt: z.string() }) },
    errors: ["not_found", "invalid_ref", "member_erased"],
    example: {
      response: {
        url: "https://bonus.shop.example/card/MTc3MjM1OTIwMDAwMCwic2hwX2sx.k3Jx9",
        expiresAt: "2026-06-01T10:00:00Z",
      },
    },
    run: async (ctx, { params }) => ok(await makeCardLink(ctx, params.ref ?? "")),
  }),
];

export const portalPages: Endpoint[] = [
  page({ method: "get", path: "/card/:token", summary: "A member's card", run: showCard }),
  page({
    method: "get",
    path: "/join/confirm/:token",
    summary: "The button that ends joining",
    run: showConfirm,
  }),
  page({
    method: "post",
    path: "/join/confirm/:token",
    summary: "Joining, confirmed",
    run: takeConfirm,
  }),
  page({ method: "get", path: "/join/:shop", summary: "Joining a shop", run: showJoin }),
  page({ method: "post", path: "/join/:shop", summary: "Joining a shop, sent", run: takeJoin }),
  page({
    method: "get",
    path: "/join/:shop/poster",
    summary: "A poster that leads to joining",
    run: showPoster,
  }),
];
