/** A message as a plain object, its names as in the .proto file. */
export type PlainMessage = Record<string, unknown>;

/** What reads and writes the messages of one kind. */
export interface Codec {
  encode(message: PlainMessage): { finish(): Uint8Array };
  /** What is not set has proto3's default: "", 0, false, no bytes, [], {}, null for a message. Members marked `optional` or of a oneof are left out. */
  decode(bytes: Uint8Array): PlainMessage;
}

export interface CompiledMethod {
  readonly request: Codec;
  readonly response: Codec;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

/** What the build makes of a .proto file: its services by their full name, with their methods. */
export type CompiledServices = Readonly<Record<string, Readonly<Record<string, CompiledMethod>>>>;
