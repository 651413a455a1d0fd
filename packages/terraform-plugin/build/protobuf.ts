import { readFileSync } from "node:fs";
import protobuf from "protobufjs";
import type { Plugin } from "rolldown";

/**
 * Compiles each .proto file that is imported to JavaScript, names kept as they are: protobufjs can do the same in every process, but
 * takes a tenth of the time that the provider has until its first answer. The module gives the file's services by name, each
 * with its methods and the codecs of their messages; at run time, it needs protobufjs's reader and writer alone.
 */
export function protobufCodecs(): Plugin {
  return {
    name: "protobuf-codecs",
    load: (id) =>
      id.endsWith(".proto") ? { code: compile(readFileSync(id, "utf8")), moduleType: "js" } : undefined,
  };
}

/** @param text a .proto file with proto3 syntax and no imports */
function compile(text: string): string {
  const { root } = protobuf.parse(text, { keepCase: true });
  root.resolveAll();
  const messages = inside(root).filter((each) => each instanceof protobuf.Type);
  const services = inside(root).filter((each) => each instanceof protobuf.Service);
  // Messages refer to each other, so all are there before any is filled.
  const name = (message: protobuf.Type | protobuf.Enum | null) =>
    message instanceof protobuf.Type ? `m${messages.indexOf(message)}` : "null";
  return [
    `import protobuf from "protobufjs/minimal.js";`,
    `const { Reader, Writer, util } = protobuf;`,
    `const ${messages.map((message) => `${name(message)} = {}`).join(", ")};`,
    ...messages.map(
      (message) =>
        `((types) => Object.assign(${name(message)}, ${codec(message)}))([${message.fieldsArray.map(({ resolvedType }) => name(resolvedType))}]);`,
    ),
    `export default { ${services.map((service) => `${JSON.stringify(service.fullName.slice(1))}: { ${service.methodsArray.map(method).join(", ")} }`).join(", ")} };`,
  ].join("\n");

  function method({
    name: called,
    resolvedRequestType,
    resolvedResponseType,
    requestStream = false,
    responseStream = false,
  }: protobuf.Method): string {
    return `${called}: { request: ${name(resolvedRequestType)}, response: ${name(resolvedResponseType)}, requestStream: ${requestStream}, responseStream: ${responseStream} }`;
  }
}

function inside(namespace: protobuf.NamespaceBase): protobuf.ReflectionObject[] {
  return namespace.nestedArray.flatMap((each) => [
    each,
    ...(each instanceof protobuf.Namespace ? inside(each) : []),
  ]);
}

/** `ctor` makes the message that the decoder fills. */
function codec(message: protobuf.Type): string {
  const implicit = message.fieldsArray.filter(({ partOf }) => !partOf);
  const initially = implicit.map((field) => `${JSON.stringify(field.name)}: ${initial(field)}`).join(", ");
  return `{ ctor: function () { return { ${initially} }; }, encode: ${String(protobuf.encoder(message))}, decode: ${String(protobuf.decoder(message))} }`;
}

/** What stands in a message where nothing arrived for a field. */
function initial(field: protobuf.Field): string {
  if (field.repeated) return "[]";
  if (field.map) return "{}";
  if (field.resolvedType instanceof protobuf.Type) return "null";
  if (field.type === "bytes") return "new Uint8Array()";
  return JSON.stringify((protobuf.types.defaults as Record<string, unknown>)[field.type] ?? 0);
}
