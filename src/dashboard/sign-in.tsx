import { DomainError } from "../core/errors";
import { authenticate, type Known } from "../shops";
import { html, seeOther } from "../ui/site";
import { checkSentFromHere, readForm, type Visit } from "../ui/visit";
import { endedCookie, sessionCookie } from "./session";
import { SignInPage } from "./sign-in-page";

export async function showSignIn(visit: Visit, hasError = false): Promise<Response> {
  const locale = visit.locale ?? "en";
  const page = <SignInPage locale={locale} url={visit.url} hasError={hasError} />;
  return html(page, { status: hasError ? 403 : 200, hasForm: true });
}

/** The key is checked and forgotten: the session holds its id. */
export async function signIn(visit: Visit): Promise<Response> {
  checkSentFromHere(visit);
  const { ctx, request } = visit;
  const form = await readForm(request);
  const known = await knownBy(visit, (form.get("key") ?? "").trim());
  if (!known) return showSignIn(visit, true);
  const session = { shop: known.shop.id, key: known.caller.credential };
  return seeOther("/", { "set-cookie": await sessionCookie(ctx, request, session) });
}

async function knownBy({ ctx }: Visit, key: string): Promise<Known | null> {
  try {
    const known = await authenticate(ctx.env, `Bearer ${key}`);
    return known.caller.scopes.has("reports:read") ? known : null;
  } catch (error) {
    if (error instanceof DomainError && error.code === "unauthorized") return null;
    throw error;
  }
}

export async function signOut(visit: Visit): Promise<Response> {
  checkSentFromHere(visit);
  return seeOther("/sign-in", { "set-cookie": endedCookie(visit.request) });
}
