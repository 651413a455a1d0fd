import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import type { FaultPhase } from "@huntkit/sandbox";
import type { LoggedRequest } from "../../src/index.js";
import { start } from "./helpers.js";

const ISSUES = "/repos/octo/repo/issues";

describe("a reset connection", () => {
  it("changes nothing if it is cut before the request", async () => {
    const { call, issues, requests } = await start({ faults: [{ kind: "reset" }] });
    await expect(call(`POST ${ISSUES}`, { title: "one" })).rejects.toThrow("fetch failed");
    expect(issues()).toEqual([]);
    expect(requests).toMatchObject([{ status: null }]);
    expect(await call(`POST ${ISSUES}`, { title: "one" })).toMatchObject({ status: 201 });
  });

  it("loses only the response if it is cut after the request", async () => {
    const { call, issues, requests } = await start({ faults: [{ kind: "reset", phase: "after" }] });
    await expect(call(`POST ${ISSUES}`, { title: "one" })).rejects.toThrow("fetch failed");
    expect(issues()).toMatchObject([{ title: "one" }]);
    expect(requests).toMatchObject([{ status: null }]);
  });
});

describe("a fault", () => {
  it("affects the request after the skipped ones", async () => {
    const { call } = await start({ faults: [{ kind: "status", skip: 1, status: 502 }] });
    const statuses = [
      await call(`GET ${ISSUES}`),
      await call(`GET ${ISSUES}`),
      await call(`GET ${ISSUES}`),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 502, 200]);
  });

  it("counts only the matching requests after it was added", async () => {
    const { call, faults } = await start();
    await call(`POST ${ISSUES}`, { title: "one" });
    faults.add({
      kind: "status",
      match: "POST */issues",
      skip: 1,
      status: 500,
      message: "Sorry",
      headers: { "x-reason": "test" },
    });
    await call(`GET ${ISSUES}`);
    await call(`POST ${ISSUES}`, { title: "two" });
    const refused = await call(`POST ${ISSUES}`, { title: "three" });
    expect(refused).toMatchObject({ status: 500, body: { message: "Sorry", status: "500" } });
    expect(refused.headers.get("x-reason")).toBe("test");
  });

  it('affects every request until it is cleared with times: "always"', async () => {
    const { call, faults, issues } = await start({
      faults: [{ kind: "status", times: "always", status: 503 }],
    });
    for (const title of ["one", "two"])
      expect(await call(`POST ${ISSUES}`, { title })).toMatchObject({ status: 503 });
    faults.clear();
    expect(await call(`POST ${ISSUES}`, { title: "three" })).toMatchObject({ status: 201 });
    expect(issues()).toHaveLength(1);
  });

  it.each([403, 429] as const)(
    "can be the primary rate limit with status %i, which includes the time of the reset",
    async (status) => {
      const { call } = await start({
        faults: [{ kind: "primary-limit", status }],
        now: () => Date.parse("2026-03-01T10:20:00Z"),
      });
      const refused = await call(`GET ${ISSUES}`);
      expect(refused).toMatchObject({
        status,
        body: { message: "API rate limit exceeded for installation ID 1." },
      });
      expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
      expect(refused.headers.get("x-ratelimit-reset")).toBe(
        String(Date.parse("2026-03-01T11:00:00Z") / 1000),
      );
      expect(refused.headers.has("retry-after")).toBe(false);
    },
  );

  it("can be a secondary rate limit, which does not change the primary one", async () => {
    const { call } = await start({ faults: [{ kind: "secondary-limit", retryAfter: 7 }] });
    const refused = await call(`GET ${ISSUES}`);
    expect(refused).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("secondary rate limit") },
    });
    expect(refused.headers.get("retry-after")).toBe("7");
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("999");
  });
});

describe("a callback", () => {
  it("is awaited before and after a request is executed", async () => {
    const seen: [FaultPhase, number | null, number][] = [];
    const { call, issues } = await start({
      faults: [
        {
          kind: "callback",
          onRequest: async ({ status }: LoggedRequest, phase) => {
            await new Promise(setImmediate);
            seen.push([phase, status, issues().length]);
          },
        },
      ],
    });
    expect(await call(`POST ${ISSUES}`, { title: "one" })).toMatchObject({ status: 201 });
    expect(seen).toEqual([
      ["before", null, 0],
      ["after", null, 1],
    ]);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("can kill the process that sent the request, %s it is executed", async (moment, stored) => {
    const github = await start();
    const script =
      "await fetch(process.env.ADDRESS, { method: 'POST', headers: { authorization: process.env.TOKEN }, body: '{\"title\":\"one\"}' })";
    const env = { ADDRESS: github.url + ISSUES, TOKEN: `Bearer ${github.tokens.workflow}` };
    github.faults.add({
      kind: "callback",
      onRequest: async (_, phase) => {
        if (phase !== moment) return undefined;
        child.kill("SIGKILL");
        await once(child, "exit");
        return "cut";
      },
    });
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      env,
      stdio: "ignore",
    });
    const [, signal] = (await once(child, "close")) as [unknown, string | null];
    expect(signal).toBe("SIGKILL");
    expect(github.issues()).toHaveLength(stored);
  });
});
