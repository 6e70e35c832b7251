import { expectOk } from "./lib/api.ts";
import { operatorFrom, readArgs, run, UsageError } from "./lib/cli.ts";
import { everyPage } from "./lib/operator.ts";

const USAGE = `npm run dead-letters -- list [--url <url>]
npm run dead-letters -- replay (<id>... | --all) [--url <url>]

Messages that the Queue gave up on: list them, or send them again. Needs OPERATOR_SECRET
(environment or .dev.vars).`;

interface DeadLetter {
  readonly id: string;
  readonly shopId: string;
  readonly message: object;
  readonly diedAt: string;
}

await run(USAGE, async () => {
  const { values, positionals } = readArgs(USAGE, {
    all: { type: "boolean" },
    url: { type: "string" },
  });
  const [command, ...ids] = positionals;
  const operator = operatorFrom(values);
  const letters = () => everyPage<DeadLetter>(operator, "/operator/dead-letters");
  switch (command) {
    case "list": {
      const found = await letters();
      for (const { id, diedAt, shopId, message } of found) {
        console.log([id, diedAt, shopId, JSON.stringify(message)].join("  "));
      }
      console.log(`${found.length} dead letters.`);
      return 0;
    }
    case "replay": {
      if ((values.all ?? false) === ids.length > 0) throw new UsageError("Name ids, or say --all.");
      const wanted = values.all ? (await letters()).map(({ id }) => id) : ids;
      for (const id of wanted) await expectOk(operator, `POST /operator/dead-letters/${id}/replay`);
      console.log(`${wanted.length} sent again.`);
      return 0;
    }
    default:
      throw new UsageError("Say list or replay.");
  }
});
