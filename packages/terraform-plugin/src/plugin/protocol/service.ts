import type { ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import protobuf from "protobufjs/minimal.js";

// 64-bit integers are plain numbers: none that Terraform sends is near 2^53.
protobuf.util.Long = undefined as never;
protobuf.configure();

/** A message as a plain object, with the names of the .proto file. */
export type PlainMessage = Record<string, unknown>;

/** Reads and writes messages of one type. */
interface Codec {
  encode(message: PlainMessage): { finish(): Uint8Array };
  /**
   * A field that is not set has the default of proto3: "", 0, false, no bytes, [], {}, and null for a
   * message. Fields that are `optional` or in a oneof are omitted.
   */
  decode(bytes: Uint8Array): PlainMessage;
}

interface CompiledMethod {
  readonly request: Codec;
  readonly response: Codec;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

/** What the build generates from a .proto file: its services by full name, with their methods. */
export type CompiledServices = Readonly<Record<string, Readonly<Record<string, CompiledMethod>>>>;

/** A gRPC service and its implementation. */
export interface Service {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

/**
 * Returns a service in the form that gRPC serves.
 *
 * @param services a compiled .proto file
 * @param name the service's full name
 */
export function defineService(services: CompiledServices, name: string): ServiceDefinition {
  const methods = Object.entries(services[name]!).map(
    ([method, { request, response, requestStream, responseStream }]) => {
      const definition = {
        path: `/${name}/${method}`,
        requestStream,
        responseStream,
        requestSerialize: toEncoder(request),
        requestDeserialize: toDecoder(request),
        responseSerialize: toEncoder(response),
        responseDeserialize: toDecoder(response),
      };
      return [method, definition] as const;
    },
  );
  return Object.fromEntries(methods);
}

const toEncoder = (codec: Codec) => (message: PlainMessage) => Buffer.from(codec.encode(message).finish());
const toDecoder = (codec: Codec) => (bytes: Buffer) => codec.decode(bytes);
