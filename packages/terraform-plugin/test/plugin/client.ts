import { X509Certificate } from "node:crypto";
import { Client, credentials, Metadata } from "@grpc/grpc-js";
import { onTestFinished } from "vitest";
import type { Certificate } from "../../src/plugin/certificate.js";
import health from "../../src/plugin/protocol/health.proto";
import plugin from "../../src/plugin/protocol/plugin.proto";
import type { Codec, PlainMessage } from "../../src/plugin/protocol/service.js";
import terraform from "../../src/plugin/protocol/terraform.proto";

const services = {
  terraform: ["tfplugin6.Provider", terraform],
  controller: ["plugin.GRPCController", plugin],
  stdio: ["plugin.GRPCStdio", plugin],
  broker: ["plugin.GRPCBroker", plugin],
  health: ["grpc.health.v1.Health", health],
} as const;

/** A parent that connects to a plugin as go-plugin does. */
export class Parent {
  readonly #client: Client;

  /**
   * @param handshake the parts of the plugin's line
   * @param own the parent's certificate. Undefined for an unencrypted connection.
   */
  constructor(
    [, , network, address, , certificate]: readonly string[],
    own?: Pick<Certificate, "certificate" | "privateKey"> | "none",
  ) {
    const target = network === "unix" ? `unix:${address}` : address!;
    const keys =
      own === undefined || own === "none" ? [] : [Buffer.from(own.privateKey), Buffer.from(own.certificate)];
    const channel =
      own === undefined
        ? credentials.createInsecure()
        : credentials.createSsl(
            Buffer.from(new X509Certificate(Buffer.from(certificate!, "base64")).toString()),
            ...keys,
          );
    this.#client = new Client(target, channel, {
      "grpc.ssl_target_name_override": "localhost",
      "grpc.default_authority": "localhost",
      "grpc.max_receive_message_length": -1,
    });
    onTestFinished(() => this.close());
  }

  /** Sends a request, and returns the response. @throws gRPC's error */
  call(service: keyof typeof services, method: string, request: PlainMessage = {}): Promise<PlainMessage> {
    const { path, encode, decode } = findMethod(service, method);
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(path, encode, decode, request, new Metadata(), (error, answer) =>
        error ? reject(error) : resolve(answer!),
      );
    });
  }

  /** Opens the stream that stays open while the parent is running. Returns a function that cancels it. */
  openStdio(): () => void {
    const { path, encode, decode } = findMethod("stdio", "StreamStdio");
    const call = this.#client
      .makeServerStreamRequest(path, encode, decode, {})
      .on("error", () => {})
      .resume();
    return () => call.cancel();
  }

  /** Opens the broker's stream, ends this side of it, and waits for the other side to end. */
  closeBroker(): Promise<void> {
    const { path, encode, decode } = findMethod("broker", "StartStream");
    const call = this.#client.makeBidiStreamRequest(path, encode, decode);
    return new Promise((resolve, reject) => {
      call.on("end", resolve).on("error", reject).resume();
      call.write({ service_id: 1, network: "unix", address: "/nowhere" });
      call.end();
    });
  }

  close(): void {
    this.#client.close();
  }
}

function findMethod(service: keyof typeof services, method: string) {
  const [name, compiled] = services[service];
  const { request, response } = compiled[name]![method]!;
  return { path: `/${name}/${method}`, encode: toEncoder(request), decode: toDecoder(response) };
}

const toEncoder = (codec: Codec) => (message: PlainMessage) => Buffer.from(codec.encode(message).finish());
const toDecoder = (codec: Codec) => (bytes: Buffer) => codec.decode(bytes);
