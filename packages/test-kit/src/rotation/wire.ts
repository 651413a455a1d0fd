import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { GitHub } from "../github/github.js";

/**
 * `before`: the request is not executed yet. `after`: it was executed, and its response was not sent yet.
 */
export type WirePhase = "before" | "after";

/**
 * The called service: HUNT, GitHub, the API of a secret store, or in this process the store of the token or the
 * journal.
 */
export type WireService = "HUNT" | "GitHub" | "API" | "store" | "journal";

/**
 * Decides about a call: `cut` closes its connection, `kill` freezes the caller. Otherwise the call continues.
 */
export type Trap = (
  number: number,
  phase: WirePhase,
  service: WireService,
) => "cut" | "kill" | void | Promise<"cut" | "kill" | void>;

/**
 * Connects a program to the services that it calls, numbers all calls in one sequence, and lets a test
 * interrupt each of them.
 */
export class Wire {
  /** All calls so far: service, method, and path. */
  readonly seen: string[] = [];
  /** Called in both phases of each call. */
  trap: Trap = () => {};
  /** Whether the caller was killed. Its calls are no longer executed. */
  isDead = false;
  /** Resolves when the caller is killed. */
  readonly killed: Promise<void>;
  readonly #numbers = new WeakMap<object, number>();
  #kill: () => void = () => {};

  constructor() {
    this.killed = new Promise((resolve) => (this.#kill = resolve));
  }

  /** Passes the requests to a fake GitHub through the trap. */
  attach(github: GitHub): void {
    github.faults.add({
      kind: "callback",
      times: "always",
      onRequest: async (met, phase) => {
        const outcome = await this.#meet(met, phase, "GitHub", `${met.method} ${shorten(met.path)}`);
        return outcome === "pass" ? undefined : "cut";
      },
    });
  }

  /** Starts a server that forwards requests to HUNT, or to the API of a secret store. */
  async listen(
    target: { readonly url: string },
    service: WireService = "HUNT",
  ): Promise<{ url: string; stop: () => Promise<void> }> {
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const body = await read(incoming);
        const path = incoming.url ?? "";
        const shown = service === "API" ? `${path}${getOperation(incoming)}` : shorten(path);
        const what = `${incoming.method} ${shown}`;
        const cut = () => void outgoing.socket?.resetAndDestroy();
        if ((await this.#meet(incoming, "before", service, what)) !== "pass") return cut();
        const { status, headers, answer } = await forward(target.url, incoming, body);
        if ((await this.#meet(incoming, "after", service, what)) !== "pass") return cut();
        outgoing.sendDate = false;
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

  /**
   * Passes calls of an object's methods in this process through the trap.
   *
   * @param methods names of the methods, with the result of a call that is cut before or after it was
   * executed
   */
  tap<T extends object>(
    service: WireService,
    target: T,
    methods: { readonly [Name in keyof T]?: (phase: WirePhase) => unknown },
  ): T {
    return new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== "function") return value;
        const call = value.bind(object) as (...args: unknown[]) => unknown;
        const onCut = methods[name as keyof T];
        if (!onCut) return call;
        return async (...args: unknown[]) => {
          const key = {};
          const what = String(name);
          if ((await this.#meet(key, "before", service, what)) === "cut") return onCut("before");
          const result = await call(...args);
          return (await this.#meet(key, "after", service, what)) === "cut" ? onCut("after") : result;
        };
      },
    });
  }

  async #meet(key: object, phase: WirePhase, service: WireService, what: string): Promise<"cut" | "pass"> {
    if (this.isDead) return this.#freeze(service);
    if (phase === "before") this.#numbers.set(key, this.seen.push(`${service} ${what}`));
    const outcome = await this.trap(this.#numbers.get(key)!, phase, service);
    if (outcome !== "kill") return outcome ?? "pass";
    this.isDead = true;
    this.#kill();
    return this.#freeze(service);
  }

  /** A killed caller receives no response. In this process, its call never returns. */
  #freeze(service: WireService): "cut" | Promise<never> {
    return service === "store" || service === "journal" ? new Promise<never>(() => {}) : "cut";
  }
}

/** Shortens a path, and replaces IDs, which differ between runs. */
function shorten(path: string): string {
  return path
    .replace(/^\/api\//, "")
    .replace(/\/repos\/octo\/repo\/actions/, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}");
}

/** Returns the operation of a request to AWS, which has no path. */
function getOperation({ headers }: IncomingMessage): string {
  const target = headers["x-amz-target"];
  return target === undefined ? "" : ` ${String(target).split(".").at(-1)}`;
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
