import type { ServiceDefinition } from "@grpc/grpc-js";
import protobuf from "protobufjs/minimal.js";
import type { Codec, CompiledServices, PlainMessage } from "./compiled.js";

// Whole numbers of 64 bits are plain ones: none that Terraform sends comes near 2^53.
protobuf.util.Long = undefined as never;
protobuf.configure();

/**
 * Gives a service in the form that gRPC serves.
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
        requestSerialize: encoder(request),
        requestDeserialize: decoder(request),
        responseSerialize: encoder(response),
        responseDeserialize: decoder(response),
      };
      return [method, definition] as const;
    },
  );
  return Object.fromEntries(methods);
}

const encoder = (codec: Codec) => (message: PlainMessage) => Buffer.from(codec.encode(message).finish());
const decoder = (codec: Codec) => (bytes: Buffer) => codec.decode(bytes);
