import { readFileSync } from "node:fs";
import protobuf from "protobufjs";
import type { Plugin } from "rolldown";

/**
 * Returns a plugin that compiles imported .proto files to JavaScript and keeps their names. protobufjs can do
 * the same at run time, but that takes a tenth of the provider's time to its first response. The compiled
 * module exports the file's services by name, with their methods and the codecs of their messages. At run
 * time, it needs only the reader and writer of protobufjs.
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
  // Messages refer to each other, so all are declared before any is filled.
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

  function method({ name: called, resolvedRequestType, resolvedResponseType }: protobuf.Method): string {
    return `${called}: { request: ${name(resolvedRequestType)}, response: ${name(resolvedResponseType)} }`;
  }
}

function inside(namespace: protobuf.NamespaceBase): protobuf.ReflectionObject[] {
  return namespace.nestedArray.flatMap((each) => [
    each,
    ...(each instanceof protobuf.Namespace ? inside(each) : []),
  ]);
}

/** Returns the code of a message's codec. Its `ctor` creates the message that the decoder fills. */
function codec(message: protobuf.Type): string {
  const implicit = message.fieldsArray.filter(({ partOf }) => !partOf);
  const initially = implicit.map((field) => `${JSON.stringify(field.name)}: ${initial(field)}`).join(", ");
  return `{ ctor: function () { return { ${initially} }; }, encode: ${String(protobuf.encoder(message))}, decode: ${String(protobuf.decoder(message))} }`;
}

/** Returns the code of a field's default, which a message has if the field was not sent. */
function initial(field: protobuf.Field): string {
  if (field.repeated) return "[]";
  if (field.map) return "{}";
  if (field.resolvedType instanceof protobuf.Type) return "null";
  if (field.type === "bytes") return "new Uint8Array()";
  return JSON.stringify((protobuf.types.defaults as Record<string, unknown>)[field.type] ?? 0);
}
