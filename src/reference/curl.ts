import { paramsOf, queryOf } from "../core/contract";
import type { Endpoint } from "../core/http";

/** A call as a command for a shell in which `URL` and `KEY` are set. */
export function curlOf(endpoint: Endpoint): string {
  const path = paramsOf(endpoint.path).reduce(
    (text, { name, example }) => text.replace(`:${name}`, example),
    endpoint.path,
  );
  const needed = queryOf(endpoint).filter(({ isRequired }) => isRequired);
  const query = needed.map(({ name }, i) => `${i === 0 ? "?" : "&"}${name}=…`).join("");
  const isWrite = endpoint.method !== "get";
  const method = isWrite ? `-X ${endpoint.method.toUpperCase()} ` : "";
  const lines = [
    `curl ${method}"$URL${path}${query}"`,
    ...(endpoint.access === "public" ? [] : ['-H "Authorization: Bearer $KEY"']),
    ...(isWrite ? ['-H "Idempotency-Key: a-key-of-your-own"'] : []),
    ...(endpoint.body ? ['-H "Content-Type: application/json"', `-d '${bodyOf(endpoint)}'`] : []),
  ];
  return lines.join(" \\\n  ");
}

/** In a shell's single quotes an apostrophe ends the text. */
const bodyOf = ({ example }: Endpoint): string =>
  JSON.stringify(example?.request ?? {}, null, 2).replaceAll("'", "'\\''");
