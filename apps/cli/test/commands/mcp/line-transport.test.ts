import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { LineTransport } from "../../../src/commands/mcp/line-transport.js";

/** Starts a transport that received calls with these IDs. Its grace period ends when the test ends it. */
async function startTransport(ids: readonly number[]) {
  const stdin = new PassThrough();
  const sent: string[] = [];
  const errors: string[] = [];
  const sleeps: number[] = [];
  let endGrace = (): void => {};
  const grace = new Promise<void>((resolve) => (endGrace = resolve));
  const stdout = { failure: null as Error | null };
  const out = {
    redactJson: <T>(data: T) => data,
    async raw(bytes: string | Uint8Array) {
      if (stdout.failure) throw stdout.failure;
      sent.push(Buffer.from(bytes).toString());
    },
  };
  const clock = {
    sleep(ms: number) {
      sleeps.push(ms);
      return grace;
    },
  };
  const transport = new LineTransport({ stdin, out }, clock);
  const received = new Promise<void>((resolve) => {
    Object.assign(transport, {
      onerror: ({ message }: Error) => errors.push(message),
      onmessage: ({ id }: { id: number }) => void (id === ids.at(-1) && resolve()),
    });
  });
  await transport.start();
  for (const id of ids) stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call" })}\n`);
  await received;
  const ended = new Promise((resolve) => transport.inputEnd.addEventListener("abort", resolve));
  /** Ends stdin, and returns when the transport has noticed it. */
  const endStdin = async () => {
    stdin.end();
    await ended;
  };
  return { transport, endStdin, sent, errors, sleeps, stdout, endGrace };
}

const respond = (id: number) => ({ jsonrpc: "2.0", id, result: {} }) as const;

describe("LineTransport at the end of stdin", () => {
  it("reports the end before the responses, so calls can stop waiting", async () => {
    const { transport, endStdin, errors } = await startTransport([1]);
    expect(transport.inputEnd.aborted).toBe(false);

    await endStdin();

    expect(transport.inputEnd.aborted).toBe(true);
    await transport.send(respond(1));
    await transport.closed;
    expect(errors).toEqual([]);
  });

  it("sends the responses of the next 10 seconds", async () => {
    const { transport, endStdin, sent, sleeps } = await startTransport([1, 2]);

    await endStdin();
    await transport.send(respond(1));
    await transport.send(respond(2));
    await transport.closed;

    expect(sent.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 2]);
    expect(sleeps).toEqual([10_000]);
  });

  it("closes after 10 seconds if a call has no response", async () => {
    const { transport, endStdin, endGrace, errors } = await startTransport([1]);

    await endStdin();
    endGrace();
    await transport.closed;

    expect(errors).toEqual(["Stopped 1 call, which had no response 10 seconds after the end of stdin."]);
  });

  it("closes immediately if the client has also closed stdout", async () => {
    const { transport, endStdin, stdout } = await startTransport([1, 2]);
    stdout.failure = new Error("write EPIPE");

    await endStdin();
    const sending = transport.send(respond(1));

    await expect(sending).rejects.toThrow("write EPIPE");
    await transport.closed;
  });
});
