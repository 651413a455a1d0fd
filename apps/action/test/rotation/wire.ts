import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { GitHub } from "@huntkit/test-kit";
import type { Sandbox } from "@huntkit/sandbox";

/** Before a request is carried out, or after that and before its answer. */
export type Phase = "before" | "after";

/** What happens to a request there: `cut` ends its connection; without that it goes on. */
export type Trap = (number: number, phase: Phase, service: Service) => "cut" | void | Promise<"cut" | void>;

export type Service = "HUNT" | "GitHub";

/** Stands between the action and both services, counts all requests in one row, and lets a test meet each of them. */
export class Wire {
  /** Of all requests so far: the service, and method and path. */
  readonly seen: string[] = [];
  /** What each request meets in both phases. */
  trap: Trap = () => {};
  readonly #numbers = new WeakMap<object, number>();

  /** Lets the stand-in's requests meet the trap. */
  attach(github: GitHub): void {
    github.faults.add({
      kind: "callback",
      number: "every",
      onRequest: (met, phase) => this.#meet(met, phase, "GitHub", met),
    });
  }

  /** Starts what passes requests on to a sandbox. */
  async listen(sandbox: Sandbox): Promise<{ url: string; stop: () => Promise<void> }> {
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const body = await read(incoming);
        const met = { method: incoming.method ?? "", path: incoming.url ?? "" };
        const cut = () => void outgoing.socket?.resetAndDestroy();
        if ((await this.#meet(incoming, "before", "HUNT", met)) === "cut") return cut();
        const { status, headers, answer } = await forward(sandbox.url, incoming, body);
        if ((await this.#meet(incoming, "after", "HUNT", met)) === "cut") return cut();
        outgoing.writeHead(status, headers).end(answer);
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const stop = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
  }

  #meet(key: object, phase: Phase, service: Service, { method, path }: { method: string; path: string }) {
    if (phase === "before") this.#numbers.set(key, this.seen.push(`${service} ${method} ${shorten(path)}`));
    return this.trap(this.#numbers.get(key)!, phase, service);
  }
}

/** Ids differ from run to run. */
function shorten(path: string): string {
  return path
    .replace(/^\/api\//, "")
    .replace(/\/repos\/octo\/repo\/actions/, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}");
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function forward(url: string, { method, url: path = "/", headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: IncomingMessage["headers"]; answer: Buffer }>(
    (resolve, reject) => {
      const passed = request(new URL(path, url), { method, headers, agent: false }, (answer) => {
        read(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, answer: bytes }),
          reject,
        );
      });
      passed.on("error", reject).end(body);
    },
  );
}
