import { X509Certificate } from "node:crypto";
import { Client, credentials, Metadata, type ServiceDefinition } from "@grpc/grpc-js";
import { onTestFinished } from "vitest";
import type { Certificate } from "../../src/plugin/certificate.js";
import health from "../../src/plugin/protocol/health.proto";
import plugin from "../../src/plugin/protocol/plugin.proto";
import { defineService, type PlainMessage } from "../../src/plugin/protocol/service.js";
import terraform from "../../src/plugin/protocol/terraform.proto";

const services = {
  terraform: defineService(terraform, "tfplugin6.Provider"),
  controller: defineService(plugin, "plugin.GRPCController"),
  stdio: defineService(plugin, "plugin.GRPCStdio"),
  broker: defineService(plugin, "plugin.GRPCBroker"),
  health: defineService(health, "grpc.health.v1.Health"),
} satisfies Record<string, ServiceDefinition>;

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
    const { path, requestSerialize, responseDeserialize } = services[service][method]!;
    const decode = responseDeserialize as (bytes: Buffer) => PlainMessage;
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        path,
        requestSerialize,
        decode,
        request,
        new Metadata(),
        (error, answer) => (error ? reject(error) : resolve(answer!)),
      );
    });
  }

  /** Opens the stream that stays open while the parent is running. Returns a function that cancels it. */
  openStdio(): () => void {
    const { path, requestSerialize, responseDeserialize } = services.stdio["StreamStdio"]!;
    const call = this.#client
      .makeServerStreamRequest(path, requestSerialize, responseDeserialize, {})
      .on("error", () => {})
      .resume();
    return () => call.cancel();
  }

  /** Opens the broker's stream, ends this side of it, and waits for the other side to end. */
  closeBroker(): Promise<void> {
    const { path, requestSerialize, responseDeserialize } = services.broker["StartStream"]!;
    const call = this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
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
