import {
  answerSchema,
  errorCodesOf,
  type Json,
  jsonSchemaOf,
  paramsOf,
  queryOf,
  templateOf,
} from "../core/contract";
import { ERRORS } from "../core/errors";
import type { Endpoint } from "../core/http";
import { Code, Prose, Table } from "../ui/page";
import { curlOf } from "./curl";
import { fieldsOf, typeOf } from "./fields";

export const anchor = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
export const anchorOf = ({ method, path }: Endpoint): string => anchor(`${method} ${path}`);

/** One call: what it needs, takes, answers and refuses. */
export const Call = ({ endpoint }: { endpoint: Endpoint }) => {
  const id = anchorOf(endpoint);
  return (
    <article aria-labelledby={id}>
      <h3 id={id}>
        <a href={`#${id}`}>{endpoint.summary}</a>
      </h3>
      <p class="route">
        <span class={`method ${endpoint.method}`}>{endpoint.method.toUpperCase()}</span>{" "}
        <code>{templateOf(endpoint.path)}</code>
      </p>
      <Access endpoint={endpoint} />
      {endpoint.description && (
        <p>
          <Prose text={endpoint.description} />
        </p>
      )}
      <Parameters endpoint={endpoint} />
      <Body endpoint={endpoint} />
      <Example endpoint={endpoint} />
      <Answer endpoint={endpoint} />
      <Refusals endpoint={endpoint} />
    </article>
  );
};

const Access = ({ endpoint: { access, isForBrowsers, canDryRun } }: { endpoint: Endpoint }) => (
  <p class="access">
    {access === "public" && "Open to anyone."}
    {access === "operator" && "Needs the operator secret."}
    {access !== "public" && access !== "operator" && (
      <>
        Needs a secret key with <code>{access}</code>
        {isForBrowsers ? ", or a publishable key." : "."}
      </>
    )}
    {canDryRun && " Can be rehearsed."}
  </p>
);

const Parameters = ({ endpoint }: { endpoint: Endpoint }) => {
  const path = paramsOf(endpoint.path).map(({ name, description }) => [
    <code>{name}</code>,
    "path",
    "string",
    <Prose text={description} />,
  ]);
  const query = queryOf(endpoint).map(({ name, isRequired, schema }) => [
    <code>{name}</code>,
    isRequired ? "query, required" : "query",
    typeOf(schema, {}),
    <Prose text={queryRemark(schema)} />,
  ]);
  const rows = [...path, ...query];
  if (rows.length === 0) return null;
  return (
    <>
      <h4>Parameters</h4>
      <Table name="Parameters" heads={["Name", "In", "Type", "Meaning"]} rows={rows} />
    </>
  );
};

function queryRemark(schema: Json): string {
  const [field] = fieldsOf({ properties: { it: schema } }, {});
  return field?.description ?? "";
}

const fieldRows = (schema: Json, components: Json) =>
  fieldsOf(schema, components).map((field) => [
    <code>{field.name}</code>,
    <>
      {field.type}
      {field.isRequired && <strong> required</strong>}
    </>,
    <Prose text={field.description} />,
  ]);

const Body = ({ endpoint }: { endpoint: Endpoint }) => {
  if (!endpoint.body) return null;
  const components: Json = {};
  const schema = jsonSchemaOf(endpoint.body, "input", components);
  const rows = fieldRows(schema, components);
  return (
    <>
      <h4>Body</h4>
      {rows.length > 0 ? (
        <Table name="Body" heads={["Field", "Type", "Meaning"]} rows={rows} />
      ) : (
        <p>
          <Prose text={String(schema.description ?? "An object.")} />
        </p>
      )}
    </>
  );
};

const Example = ({ endpoint }: { endpoint: Endpoint }) => (
  <>
    <h4>Example</h4>
    <Code label={`${endpoint.summary}: request`} text={curlOf(endpoint)} />
    {endpoint.example && (
      <Code
        label={`${endpoint.summary}: answer`}
        text={JSON.stringify(endpoint.example.response, null, 2)}
      />
    )}
  </>
);

const Answer = ({ endpoint }: { endpoint: Endpoint }) => {
  const statuses = Object.keys(endpoint.answers).map(Number);
  const schema = answerSchema(endpoint, statuses[0] ?? 200);
  const components: Json = {};
  const rows = schema ? fieldRows(jsonSchemaOf(schema, "output", components), components) : [];
  return (
    <details>
      <summary>Answer {statuses.join(" or ")}</summary>
      {rows.length > 0 && <Table name="Answer" heads={["Field", "Type", "Meaning"]} rows={rows} />}
    </details>
  );
};

const Refusals = ({ endpoint }: { endpoint: Endpoint }) => (
  <details>
    <summary>Errors</summary>
    <Table
      name="Errors"
      heads={["Status", "Code", "Meaning"]}
      rows={errorCodesOf(endpoint).map((code) => [
        ERRORS[code][0],
        <code>{code}</code>,
        ERRORS[code][1],
      ])}
    />
  </details>
);
