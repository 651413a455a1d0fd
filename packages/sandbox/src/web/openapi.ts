import type { ModelDefinition, PropertyType } from "../data/definition.js";
import { listProperties } from "../data/instance.js";
import type { Argument, RemoteMethod, SharedClass } from "../remoting/shared-class.js";

type Json = Record<string, unknown>;

const types: Readonly<Record<PropertyType, Json>> = {
  string: { type: "string" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date-time" },
  array: { type: "array", items: {} },
  object: { type: "object" },
};

const contentTypes: Readonly<Record<RemoteMethod["returns"], string>> = {
  object: "application/json",
  list: "application/json",
  nothing: "application/json",
  csv: "text/csv",
  events: "text/event-stream",
};

/**
 * Creates the OpenAPI 3 document of the sandbox from the tables that the dispatcher uses, so it lists only
 * existing routes.
 *
 * @param classes the shared classes by their path
 * @param definitions the models, for the schemas
 */
export function createOpenApiDocument(
  classes: ReadonlyMap<string, SharedClass>,
  definitions: readonly ModelDefinition[],
): Json {
  const paths: Record<string, Json> = {};
  for (const sharedClass of classes.values()) {
    for (const method of sharedClass.methods) {
      const path = `/${sharedClass.path}${method.path === "/" ? "" : method.path.replace(/:(\w+)/g, "{$1}")}`;
      const operations = (paths[path] ??= {});
      // If two methods share a route, the dispatcher uses the first one.
      operations[method.verb.toLowerCase()] ??= toOperation(
        sharedClass,
        method,
        toSchemaReference(sharedClass, definitions),
      );
    }
  }
  return {
    openapi: "3.0.3",
    info: { title: "HUNT sandbox", version: "3.13.2" },
    servers: [{ url: "/api" }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "apiKey", in: "header", name: "Authorization" } },
      schemas: Object.fromEntries(definitions.map((definition) => [definition.name, toSchema(definition)])),
    },
  };
}

function toOperation(sharedClass: SharedClass, method: RemoteMethod, record: Json): Json {
  const parameters = method.accepts
    .filter(({ source }) => source !== "body" && source !== "form")
    .map(toParameter);
  const body = toBodySchema(method, record);
  const one =
    method.answers === undefined ? record : { type: "object", properties: toSchemas(method.answers) };
  const result = method.returns === "list" ? { type: "array", items: one } : one;
  const content = { [contentTypes[method.returns]]: { schema: result } };
  return {
    tags: [sharedClass.name],
    operationId: `${sharedClass.name}.${method.name}.${method.verb.toLowerCase()}`,
    summary: method.summary,
    parameters,
    ...(body && { requestBody: { content: { "application/json": { schema: body } } } }),
    responses:
      method.returns === "nothing"
        ? { 204: { description: "Success. The response has no content." } }
        : { 200: { description: "Success.", content } },
  };
}

/** Returns the schema of a method's body: the record, or an object with the arguments in the body. */
function toBodySchema({ accepts }: RemoteMethod, record: Json): Json | undefined {
  if (accepts.some(({ source }) => source === "body")) return record;
  const form = accepts.filter(({ source }) => source === "form");
  if (form.length === 0) return undefined;
  const required = form.filter((argument) => argument.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(
      form.map(({ name, type, description }) => [
        name,
        { ...types[type], ...(description !== undefined && { description }) },
      ]),
    ),
    ...(required.length > 0 && { required }),
  };
}

function toSchemas(properties: Readonly<Record<string, PropertyType>>): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, type]) => [name, types[type]]));
}

function toParameter({ name, source, required, description }: Argument): Json {
  return {
    name,
    in: source === "any" ? "query" : source,
    required: required ?? source === "path",
    ...(description !== undefined && { description }),
    schema: { type: "string" },
  };
}

function toSchemaReference({ name }: SharedClass, definitions: readonly ModelDefinition[]): Json {
  return definitions.some((definition) => definition.name === name)
    ? { $ref: `#/components/schemas/${name}` }
    : { type: "object" };
}

function toSchema(definition: ModelDefinition): Json {
  const visible = Object.entries(listProperties(definition)).filter(([, { hidden }]) => !hidden);
  const required = visible.filter((entry) => entry[1].required).map(([name]) => name);
  return {
    type: "object",
    properties: Object.fromEntries(visible.map(([name, { type }]) => [name, types[type]])),
    ...(required.length > 0 && { required }),
    additionalProperties: true,
  };
}
