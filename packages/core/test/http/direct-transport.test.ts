import { describe, expect, it } from "vitest";
import { createDirectTransport } from "../../src/http/direct-transport.js";
import { createClient, serve, useTransport } from "../helpers.js";

/** Tests of what a client does with the network. */
const files = ["connecting", "downloads", "failures", "limits", "network", "retries", "uploads"];

// The query lets each file run a second time.
describe.each(files)("with Node's own HTTP client: %s", async (name) => {
  useTransport(createDirectTransport);
  await import(`../${name}.test.ts?direct`);
});

describe("the transport with Node's own HTTP client", () => {
  useTransport(createDirectTransport);

  it("sends a request through the connection of the one before", async () => {
    let connections = 0;
    const { url, server } = await serve((_, response) => response.end("{}"));
    server.on("connection", () => connections++);
    const client = createClient(url);

    await client.request({ path: "version" });
    await client.request({ path: "version" });

    expect(connections).toBe(1);
  });

  it.each(["DELETE", "POST"])("sends a body and its length: %s", async (method) => {
    const received: unknown[] = [];
    const { url } = await serve((request, response) => {
      const { "content-length": length } = request.headers;
      request.on("data", (chunk) => received.push(String(chunk), length)).on("end", () => response.end("{}"));
    });

    await createClient(url).request({ method, path: "flags/1", body: { name: "Zoë" } });

    expect(received).toEqual(['{"name":"Zoë"}', "15"]);
  });

  it("does not replace undici if the environment sets a proxy", () => {
    const env = { HTTPS_PROXY: "http://proxy.example.org:3128" };

    expect(createDirectTransport({ instance: "acme", env })).toBeUndefined();
  });
});
