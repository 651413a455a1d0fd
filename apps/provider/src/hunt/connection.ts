import { HuntClient, type ApiToken, type HuntClientOptions } from "@huntkit/core";
import { Readings } from "./reading/readings.js";

/** What the provider's handlers work with: one HUNT instance, seen by one token. */
export interface Connection {
  readonly client: HuntClient;
  /** Reads of rows that share requests. */
  readonly readings: Readings;
  /** Another client of the same instance and with the same settings, but for the token. Whoever asks for it closes it. */
  connect(token: ApiToken): HuntClient;
}

/**
 * Connects to an instance. Nothing is sent yet.
 *
 * @throws {HuntInputError} when the instance, the token or another option cannot be used
 */
export function connect(options: HuntClientOptions): Connection {
  const observe: Readings["observe"] = (event) => readings.observe(event);
  const client = new HuntClient({ ...options, hooks: { onRequest: observe, onResponse: observe } });
  const readings = new Readings(client);
  return { client, readings, connect: (token) => new HuntClient({ ...options, token }) };
}
