import protobuf from "protobufjs/minimal.js";

// 64-bit integers are plain numbers: none that Terraform sends is near 2^53.
protobuf.util.Long = undefined as never;
protobuf.configure();

/** A message as a plain object, with the names of the .proto file. */
export type PlainMessage = Record<string, unknown>;

/** Reads and writes messages of one type. */
export interface Codec {
  encode(message: PlainMessage): { finish(): Uint8Array };
  /**
   * A field that is not set has the default of proto3: "", 0, false, no bytes, [], {}, and null for a
   * message. Fields that are `optional` or in a oneof are omitted.
   */
  decode(bytes: Uint8Array): PlainMessage;
}

/** What the build generates from a method of a .proto file. */
export interface CompiledMethod {
  readonly request: Codec;
  readonly response: Codec;
}

/** What the build generates from a .proto file: its services by full name, with their methods. */
export type CompiledServices = Readonly<Record<string, Readonly<Record<string, CompiledMethod>>>>;

/** Returns the response to a request. */
export type UnaryHandler = (request: PlainMessage) => PlainMessage | Promise<PlainMessage>;

/** How to handle a stream. The plugin ignores the parent's messages in it, and sends none. */
export interface SilentStream {
  /** Whether the stream ends when the parent ends its side. Otherwise, it stays open. */
  readonly endsWithParent: boolean;
  /** Called when the stream is closed. */
  readonly onClose?: () => void;
}

/** A method of a service, and its implementation. */
export interface Method {
  readonly codecs: CompiledMethod;
  readonly handler: UnaryHandler | SilentStream;
}

/** Methods by path, such as `/grpc.health.v1.Health/Check`. */
export type Methods = ReadonlyMap<string, Method>;

/**
 * Returns the methods of a service.
 *
 * @param services a compiled .proto file
 * @param name the service's full name
 * @param implement returns the implementation of a method by its name
 */
export function implementService(
  services: CompiledServices,
  name: string,
  implement: (method: string) => Method["handler"],
): Methods {
  const methods = Object.entries(services[name]!);
  return new Map(
    methods.map(([method, codecs]) => [`/${name}/${method}`, { codecs, handler: implement(method) }]),
  );
}
