import { expectOk } from "./lib/api.ts";
import { operatorFrom, readArgs, run, UsageError, wholeNumber } from "./lib/cli.ts";

const USAGE = `npm run key -- create --shop <shp_…> --label <label> [options]
npm run key -- revoke <key_…>

Needs OPERATOR_SECRET (environment or .dev.vars). A key that is created is shown this once; one
that is revoked is refused everywhere within 30 seconds. A sandbox is a shop with an id of its own.

--kind            secret or publishable; secret without it
--scopes          of a secret key, by commas: orders:write, members:read, members:write,
                  rewards:redeem, program:read, program:write, reports:read, keys:manage
--origins         sites a publishable key works from, by commas; any site without it
--goodwill-limit  points a day that the key may give by adjustments; no limit without it
--url             of the server; the demo's without it`;

const MAX_GOODWILL = 1_000_000_000;

await run(USAGE, async () => {
  const { values, positionals } = readArgs(USAGE, {
    shop: { type: "string" },
    label: { type: "string" },
    kind: { type: "string", default: "secret" },
    scopes: { type: "string", default: "" },
    origins: { type: "string", default: "" },
    "goodwill-limit": { type: "string" },
    url: { type: "string" },
  });
  const [command, id] = positionals;
  const operator = operatorFrom(values);
  switch (command) {
    case "create": {
      if (!values.shop || !values.label) throw new UsageError("--shop and --label are needed.");
      const limit = values["goodwill-limit"];
      const made = await expectOk(operator, `POST /operator/shops/${values.shop}/keys`, {
        maxTries: 1,
        body: {
          kind: values.kind,
          label: values.label,
          scopes: listOf(values.scopes),
          origins: listOf(values.origins),
          goodwillLimit:
            limit === undefined ? null : wholeNumber(limit, "--goodwill-limit", 0, MAX_GOODWILL),
        },
      });
      console.log(`${made.id}\n\n  ${made.key}\n\nKeep the key: it is not shown again.`);
      return 0;
    }
    case "revoke": {
      if (!id) throw new UsageError("Which key? Name its id, key_…");
      const ended = await expectOk(operator, `DELETE /operator/keys/${id}`);
      console.log(`${ended.id} (${ended.label}) ends at ${ended.expiresAt}.`);
      return 0;
    }
    default:
      throw new UsageError("Say create or revoke.");
  }
});

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
