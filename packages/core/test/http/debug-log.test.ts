import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";

const token = "aB3dE5gH".repeat(8);
const ownToken = "xY7zW9vU".repeat(8);
const core = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
const internal = fileURLToPath(new URL("../../dist/internal.js", import.meta.url));
const directory = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Revokes a token by the route of stock LoopBack in another process, and returns the output of the process.
 */
async function revokeWith(nodeDebug: string, before = "", direct = ""): Promise<string> {
  const server = createServer((_, response) =>
    response.setHeader("content-type", "application/json").end("{}"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const script = `${before}
    const { ApiToken, HuntClient } = await import(${JSON.stringify(core)});
    const options = { instance: process.env.URL, token: process.env.OWN_TOKEN };
    ${direct}
    const client = new HuntClient(options);
    const params = { token: new ApiToken(process.env.TOKEN) };
    const request = { method: "DELETE", path: "users/1/accessTokens/{token}", params };
    await client.request(request).catch((error) => console.log(error.message));
    await client.close();`;
  const env = {
    NODE_DEBUG: nodeDebug,
    TOKEN: token,
    OWN_TOKEN: ownToken,
    URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  const run = promisify(execFile);
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", script], {
    env,
    cwd: directory,
  });
  return stdout + stderr;
}

describe("NODE_DEBUG", () => {
  it.each(["undici", "fetch", "websocket"])(
    "does not print a token in the path of a request (%s)",
    async (name) => {
      const output = await revokeWith(name);

      expect(output).not.toContain(token);
      // The undici of Node 20 adds its own log, so the request is not sent.
      expect(output).toMatch(
        /sending request to DELETE http:\/\/127\.0\.0\.1:\d+\/+api\/users\/1\/accessTokens\/\[redacted\]|NODE_DEBUG: the log would contain/,
      );
    },
  );

  it("prevents a request with a token in its path if undici, which prints whole paths, was loaded before", async () => {
    const output = await revokeWith("undici", `await import("undici");`);

    expect(output).not.toContain(token);
    expect(output).toContain("NODE_DEBUG: the log would contain the token in the path of this request.");
  });

  it("does not print a token if the client uses Node's own HTTP client", async () => {
    const direct = `const { createDirectTransport } = await import(${JSON.stringify(internal)});
      options.transport = createDirectTransport(options);`;

    const output = await revokeWith("http,https,net,tls", "", direct);

    expect(output).toContain("createConnection");
    expect(output).not.toContain(token);
    expect(output).not.toContain(ownToken);
  });

  it("changes nothing for other values of NODE_DEBUG", async () => {
    const output = await revokeWith("timer");

    expect(output).not.toContain("sending request");
    expect(output).not.toContain(token);
  });
});
