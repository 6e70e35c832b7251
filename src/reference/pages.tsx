import { ERRORS } from "../core/errors";
import type { Endpoint } from "../core/http";
import { Code, Page, Prose, Table } from "../ui/page";
import { anchor, anchorOf, Call } from "./call";

/** The whole reference on one page, from the same values that serve the API. */
export const ReferencePage = ({ endpoints }: { endpoints: readonly Endpoint[] }) => (
  <Page title="Regulars API" contents={<Contents endpoints={endpoints} />}>
    <Introduction />
    {groups(endpoints).map(([tag, calls]) => (
      <section class="group" aria-labelledby={anchor(tag)}>
        <h2 id={anchor(tag)}>{tag}</h2>
        {calls.map((call) => (
          <Call endpoint={call} />
        ))}
      </section>
    ))}
    <ErrorCodes />
  </Page>
);

const groups = (endpoints: readonly Endpoint[]): [string, Endpoint[]][] => [
  ...Map.groupBy(endpoints, (endpoint) => endpoint.tag),
];

const Contents = ({ endpoints }: { endpoints: readonly Endpoint[] }) => (
  <>
    <p class="brand">
      <a href="/docs">Regulars</a> <small>API reference</small>
    </p>
    <nav aria-label="Calls">
      {groups(endpoints).map(([tag, calls]) => (
        <details>
          <summary>{tag}</summary>
          <ul>
            {calls.map((call) => (
              <li>
                <a href={`#${anchorOf(call)}`}>{call.summary}</a>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <p>
        <a href="#error-codes">Error codes</a>
      </p>
      <p>
        <a href="/openapi.json">openapi.json</a>
      </p>
    </nav>
  </>
);

const Introduction = () => (
  <header>
    <h1>Regulars API</h1>
    <p>
      <Prose text="JSON over HTTPS, camelCase. Money is in minor units of the shop's currency, points are whole numbers, times are RFC 3339 in UTC, durations ISO 8601 such as `P30D`." />
    </p>
    <ul>
      <li>
        <Prose text="Send a key as `Authorization: Bearer …`. `sk_live_` and `sk_test_` keys belong on a server, `pk_` keys may be seen by visitors; test keys reach the sandbox only." />
      </li>
      <li>
        <Prose text="Send an `Idempotency-Key` with a write: a retry gets the first answer again, with `Idempotency-Replayed: true`." />
      </li>
      <li>
        <Prose text="Where a call can be rehearsed, `?dryRun=true` answers the same and writes nothing; with it `at` decides as of another time and `program=draft` by the draft." />
      </li>
      <li>
        <Prose text="Lists answer `data` and `nextCursor`; pass that as `cursor`, with `limit` up to 250." />
      </li>
      <li>
        <Prose text="Whatever is refused is an `application/problem+json` with a stable `code`." />
      </li>
    </ul>
    <p>The examples can be pasted into a shell once it knows where and who:</p>
    <Code label="Shell variables" text={"URL=http://localhost:8787\nKEY=sk_test_…"} />
  </header>
);

const ErrorCodes = () => (
  <section class="group" aria-labelledby="error-codes">
    <h2 id="error-codes">Error codes</h2>
    <p>
      <Prose text="A problem names its `code`, says in `detail` what to do, and points at the field in `errors`. Quote its `requestId` when you ask for help." />
    </p>
    <Table
      name="All error codes"
      heads={["Status", "Code", "Meaning"]}
      rows={Object.entries(ERRORS).map(([code, [status, title]]) => [
        status,
        <code>{code}</code>,
        title,
      ])}
    />
  </section>
);
