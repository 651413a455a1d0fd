import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { compare } from "../pairs.js";
import { startSandboxProcess } from "../processes.js";
import { createOwnRow } from "./row.js";
import { createStartRow } from "./start-row.js";

/** The time from the start of a sandbox until it listens. */
export const sandboxStart = createStartRow({
  name: "sandbox-start",
  title: "the sandbox until it listens, vs. `node -e 0`: wall",
  target: 2.5,
  findProgram: () => ({ command: [process.execPath] }),
  async time() {
    const began = performance.now();
    const sandbox = await startSandboxProcess();
    const time = performance.now() - began;
    sandbox.stop();
    return time;
  },
});

/** The work of the sandbox for a page of rows, compared with a server that only sends bytes. */
export const sandboxFind = createOwnRow({
  name: "sandbox-find",
  title: "the sandbox's find of 1,000 rows, vs. node:http with the same bytes: CPU",
  unit: "ms",
  target: null,
  async measure({ quick }) {
    const sandbox = await startServing("sandbox");
    const path = `/api/Alerts?filter=${encodeURIComponent('{"limit":1000,"order":["id ASC"]}')}`;
    const bytes = await sandbox.read(path);
    const bare = await startServing("bare", bytes);
    const cost = (server: Serving) => async () => {
      const before = await server.cpuMs();
      for (let left = quick ? 2 : 20; left > 0; left--) {
        const received = await server.read(path);
        if (received.length !== bytes.length) throw new Error("The servers must send the same rows.");
      }
      return (await server.cpuMs()) - before;
    };
    try {
      return await compare(cost(sandbox), cost(bare), quick ? 1 : 11, quick ? 0 : 2);
    } finally {
      sandbox.stop();
      bare.stop();
    }
  },
});

interface Serving {
  read(path: string): Promise<Buffer>;
  cpuMs(): Promise<number>;
  stop(): void;
}

/** Starts serve.ts. */
async function startServing(kind: "sandbox" | "bare", bytes?: Buffer): Promise<Serving> {
  const child = fork(fileURLToPath(new URL("../serve.js", import.meta.url)), [kind], {
    stdio: ["pipe", "inherit", "inherit", "ipc"],
  });
  const started = receive(child);
  child.stdin!.end(bytes);
  const { url, token } = (await started) as { url: string; token: string };
  return {
    async read(path) {
      const response = await fetch(url + path, { headers: { authorization: token } });
      return Buffer.from(await response.arrayBuffer());
    },
    async cpuMs() {
      const reply = receive(child);
      child.send("cpu");
      return (await reply) as number;
    },
    stop: () => void child.kill(),
  };
}

async function receive(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, "message")) as [unknown];
  return message;
}
