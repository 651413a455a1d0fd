import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request to a fake service. */
export interface FakeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The body as JSON; null if it is not JSON. */
  readonly body: unknown;
}

/** The response of a fake service: a status, and data that is sent as JSON. */
export interface FakeResponse {
  readonly status: number;
  readonly data?: unknown;
}

/** What a store of a fake service is opened with. */
export interface FakeConnection {
  /** Address of the store. */
  readonly address: string;
  /** Variables with the address and the credentials of the service. */
  readonly env: Readonly<Record<string, string>>;
}

/** A service that stores one secret. */
export interface SecretService {
  /** Address of the server. */
  readonly url: string;
  /**
   * Returns how to connect.
   *
   * @param url another address, such as that of a proxy in between
   */
  connect(url?: string): FakeConnection;
  /** Returns how to connect to a secret that does not exist. */
  connectToMissing(): FakeConnection;
  /** Returns the token in the secret; empty if there is none. */
  held(): string | Promise<string>;
  /** Returns what a write must keep, such as other fields. */
  rest(): unknown;
  /** Writes the secret as someone else. */
  set(value: string): void | Promise<void>;
  /** Writes bytes as someone else. Only a service that stores bytes has it. */
  setBytes?(bytes: Uint8Array): void;
  /** Returns the bytes in the secret; null if there are none. */
  heldBytes?(): Uint8Array | null;
  /** Makes the service reject writes. A server of someone else might not support this. */
  denyWrites?(): void;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server on loopback.
 *
 * @param now current time of the service in milliseconds since 1970. Default: its responses have no date.
 */
export async function listenOnLoopback(
  respond: (request: FakeRequest) => FakeResponse,
  now?: () => number,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await readRequest(incoming);
      const { status, data } = respond(request);
      outgoing.sendDate = false;
      outgoing.writeHead(status, {
        "content-type": "application/json",
        ...(now && { date: new Date(now()).toUTCString() }),
      });
      outgoing.end(data === undefined ? "" : JSON.stringify(data));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return {
    method: incoming.method ?? "GET",
    url: new URL(incoming.url ?? "/", "http://127.0.0.1"),
    headers: incoming.headers as Record<string, string | undefined>,
    text,
    body: parseJson(text),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
