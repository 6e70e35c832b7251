import { type Endpoint, endpoint } from "../core/http";
import { landingPage, qrPicture } from "./landing";
import { openLink } from "./redirect";

export const linkEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/r/:code",
    access: "public",
    tag: "Referrals",
    summary: "Follow a referral link",
    description:
      "302 to the shop's landing page with `ref={code}`, and a first-party cookie `ref` for as " +
      "long as the program's attribution window. Link previews get a small page instead. With " +
      "`?page` a page that says what both get. It never answers with an error: what cannot be " +
      "resolved leads to the shop's home. Clicks are counted after the answer, at least once.",
    answers: { 200: null, 302: null },
    example: { response: "302 Found, Location: https://shop.example/?ref=K7QM3XR94" },
    run: (ctx, { params, request }) => {
      const code = params.code ?? "";
      const isPage = new URL(request.url).searchParams.has("page");
      return isPage ? landingPage(ctx, request, code) : openLink({ ...ctx, request }, code);
    },
  }),
  endpoint({
    method: "get",
    path: "/r/:code/qr.svg",
    access: "public",
    tag: "Referrals",
    summary: "A referral link as a QR code",
    answers: { 200: null, 302: null },
    example: { response: '<svg xmlns="http://www.w3.org/2000/svg" …' },
    run: async (ctx, { params }) => qrPicture(ctx, params.code ?? ""),
  }),
];
