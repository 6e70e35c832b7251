import type { Endpoint } from "../core/http";
import { SITE_STYLES_PATH, siteStyles } from "../ui/site";
import { page } from "../ui/visit";
import { loadOverview, showOverview } from "./overview";
import { showSignIn, signIn, signOut } from "./sign-in";

/** Pages change with a deploy; an hour spares a visitor the reload of the same text. */
const STYLE_HEADERS = {
  "content-type": "text/css; charset=utf-8",
  "cache-control": "public, max-age=3600",
  "x-content-type-options": "nosniff",
};

export const dashboardPages: Endpoint[] = [
  page({ method: "get", path: "/", summary: "The shop at a glance", run: showOverview }),
  page({ method: "get", path: "/overview.csv", summary: "The days of it", run: loadOverview }),
  page({
    method: "get",
    path: "/sign-in",
    summary: "Signing in",
    run: (visit) => showSignIn(visit),
  }),
  page({ method: "post", path: "/sign-in", summary: "Signing in, sent", run: signIn }),
  page({ method: "post", path: "/sign-out", summary: "Signing out", run: signOut }),
  page({
    method: "get",
    path: SITE_STYLES_PATH,
    summary: "Styles of the pages",
    run: async () => new Response(siteStyles, { headers: STYLE_HEADERS }),
  }),
];
