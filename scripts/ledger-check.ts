import { expectOk } from "./lib/api.ts";
import { readArgs, run, serverFrom } from "./lib/cli.ts";

const USAGE = `npm run ledger:check -- [--url <url>] [--key <key>]

Proves for every member of a shop that wallets, transfers and lots agree. Ends with 1 when
anything is off. Without flags it checks the demo.`;

await run(USAGE, async () => {
  const { values } = readArgs(USAGE, { url: { type: "string" }, key: { type: "string" } });
  const server = serverFrom(values);
  const findings: unknown[] = [];
  let members = 0;
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const page = await expectOk(server, `GET /v1/ledger/check${query}`);
    members += page.checked;
    findings.push(...page.findings);
    cursor = page.nextCursor;
  } while (cursor !== null);
  console.log(`Checked ${members.toLocaleString("en")} members: ${findings.length} findings.`);
  for (const finding of findings) console.log(JSON.stringify(finding));
  return findings.length === 0 ? 0 : 1;
});
