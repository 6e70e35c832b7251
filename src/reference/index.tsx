import { type Endpoint, endpoint } from "../core/http";
import { openApiOf } from "../core/openapi";
import { PAGE_HEADERS, STYLES_PATH, styles } from "../ui/page";
import { ReferencePage } from "./pages";

const VERSION = "1";
/** Pages change with a deploy; an hour spares a reader the reload of the same text. */
const CACHED = { "cache-control": "public, max-age=3600" };

/** The API's description, for machines and for people. Each is made at its first call. */
export function referencePages(endpoints: readonly Endpoint[]): Endpoint[] {
  const document = onFirstCall(() => JSON.stringify(openApiOf(endpoints, { version: VERSION })));
  const page = onFirstCall(() => `<!doctype html>${<ReferencePage endpoints={endpoints} />}`);
  return [
    open("/openapi.json", "The API as an OpenAPI 3.1 document", () =>
      text(document(), { "content-type": "application/json; charset=utf-8", ...ANY_SITE }),
    ),
    open("/docs", "The API's reference, to browse", () => text(page(), PAGE_HEADERS)),
    open(STYLES_PATH, "Styles of the pages", () =>
      text(styles, { "content-type": "text/css; charset=utf-8", ...CACHED }),
    ),
  ];
}

/** Tools that read the document run in browsers too. */
const ANY_SITE = { "access-control-allow-origin": "*" };

const open = (path: string, summary: string, answer: () => Response): Endpoint =>
  endpoint({
    method: "get",
    path,
    access: "public",
    tag: "Pages",
    summary,
    answers: { 200: null },
    run: async () => answer(),
  });

const text = (body: string, headers: Record<string, string>): Response =>
  new Response(body, { headers });

function onFirstCall(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
