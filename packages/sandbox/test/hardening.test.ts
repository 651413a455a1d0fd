import { describe, expect, test } from "vitest";
import { readCommand } from "../src/command-line.js";
import { createMachineSeed } from "../src/machine-seed.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

describe("large bodies", () => {
  test("a body of more than 100 levels is rejected, and lists still work", async () => {
    const { admin } = await start();
    const deep = `{"name": "deep", "body": ${"[".repeat(5_000)}${"]".repeat(5_000)}}`;

    const { status } = await admin.post("rules", deep, { headers: { "content-type": "application/json" } });

    expect(status).toBe(400);
    expect((await admin.get("rules")).status).toBe(200);
  });

  test("the control routes reject a body of more than 100 levels", async () => {
    const { nobody } = await start();
    const deep = `{"kind": "status", "body": ${"[".repeat(5_000)}${"]".repeat(5_000)}}`;

    const { status } = await nobody.post("/sandbox/faults", deep, {
      headers: { "content-type": "application/json" },
    });

    expect(status).toBe(400);
    expect((await nobody.get("version")).status).toBe(200);
  });

  test.each(["rules", "/sandbox/faults"])(
    "a body without Content-Length is read only up to the limit: %s",
    async (path) => {
      const { sandbox } = await start();
      const piece = new Uint8Array(64 * 1024).fill(0x20);
      let pieces = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          pieces++;
          if (pieces > 500) controller.close();
          else controller.enqueue(piece);
        },
      });
      const url = path.startsWith("/") ? `${sandbox.url}${path}` : `${sandbox.api}/${path}`;
      const headers = { authorization: sandbox.tokens.admin, "content-type": "application/json" };

      const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
      const status = await fetch(url, init).then(
        (response) => response.status,
        () => "closed",
      );

      expect([413, "closed"]).toContain(status);
      expect(pieces).toBeLessThan(500);
    },
  );
});

describe("the request log", () => {
  test("the request log contains no token of a path or a query, encoded or not", async () => {
    const { nobody, sandbox } = await start();
    const { admin } = sandbox.tokens;
    const encoded = Array.from(admin, (char) => `%${char.charCodeAt(0).toString(16)}`).join("");

    await nobody.get(`accessTokens/${admin}`);
    await nobody.get(`accessTokens/${encoded}?x=${admin}&filter={"where":{"id":"${admin}"}}`);
    const { text } = await nobody.get("/sandbox/requests");

    expect(text).toContain("REDACTED");
    expect(text).not.toContain(admin);
    expect(decodeURIComponent(text)).not.toContain(admin);
  });
});

describe("the tokens of the command", () => {
  test("tokens without --seed depend on the machine", () => {
    const { options } = readCommand([]);

    expect(options.tokenSeed).toBe(createMachineSeed());
    expect(options.seed).toBeUndefined();
  });

  test("tokens with --seed depend only on the seed", () => {
    const { options } = readCommand(["--seed", "7"]);

    expect(options.seed).toBe(7);
    expect(options.tokenSeed).toBeUndefined();
  });

  test("tokens depend on tokenSeed, and records do not", async () => {
    const one = await start({ tokenSeed: 1 });
    const other = await start({ tokenSeed: 2 });

    expect(one.sandbox.tokens.admin).not.toBe(other.sandbox.tokens.admin);
    expect(one.sandbox.records("flags")).toEqual(other.sandbox.records("flags"));
    expect((await other.admin.get("users/me")).status).toBe(200);
  });
});

test("two sandboxes on the same machine have cookies with different names", async () => {
  const signIn = async () => {
    const { nobody, sandbox } = await start();
    const headers = { origin: sandbox.url, "sec-fetch-site": "same-origin" };
    const login = { username: "analyst", password: "analyst-password" };
    const response = await nobody.post("/session", login, { headers });
    return String(response.headers["set-cookie"]).split("=")[0];
  };

  expect(await signIn()).not.toBe(await signIn());
});
