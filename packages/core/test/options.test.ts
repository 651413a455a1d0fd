import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { sampleToken } from "@huntkit/test-kit/values";
import * as credentials from "../src/credentials/index.js";
import * as files from "../src/files/index.js";
import * as core from "../src/index.js";
import {
  checkToken,
  createExtensionTemplate,
  createRuleTemplate,
  HuntClient,
  isHuntError,
  models,
  type HuntClientOptions,
} from "../src/index.js";
import * as rotation from "../src/rotation/index.js";
import { StartedTask } from "../src/tasks/started-task.js";

const sent: string[] = [];
const transport = {
  send: ({ method, path }: { method: string; path: string }) => {
    sent.push(`${method} ${path}`);
    return Promise.reject(new Error("Nothing must be sent."));
  },
  close: async () => {},
};
const client = new HuntClient({ instance: "acme", token: sampleToken, env: {}, transport });
const { createDirectory, proveReplaceable, replaceFile, writePrivateFile } = files;
const { readCommandOutput, readTokenFromCommand, readTokenFromEnv } = credentials;
const { CommandStore, FileStore, resumeRotation, revokeToken, rotateToken } = rotation;
const { agents, alerts, rules, targets, tokens, tasks } = client;

/** Calls a method with options that its type does not allow. */
type Call = (options: never) => unknown;

/** Each public function and method with options. Those of the same type have at least one representative. */
const calls: Readonly<Record<string, Call>> = {
  "new HuntClient": (options) => new HuntClient(Object.assign({ instance: "acme" }, options)),
  "client.request": (options) => client.request(Object.assign({ path: "Alerts" }, options)),
  "client.version": (options) => client.version(options),
  "client.serverTime": (options) => client.serverTime(options),
  "client.events": (options) => client.events("Process", options),
  "alerts.list": (options) => alerts.list({}, options),
  "alerts.list filter": (options) => alerts.list(options),
  "alerts.list toArray": (options) => alerts.list().toArray(options),
  "alerts.list exportTo": (options) =>
    alerts.list().exportTo(new PassThrough(), Object.assign({ format: "csv" }, options)),
  "alerts.count": (options) => alerts.count({}, options),
  "alerts.requireProperties": (options) => alerts.requireProperties({ severity: "low" }, options),
  "alerts.get": (options) => alerts.get("id", options),
  "alerts.create": (options) => alerts.create({}, options),
  "alerts.update": (options) => alerts.update("id", {}, options),
  "alerts.delete": (options) => alerts.delete("id", options),
  "alerts.listSince": (options) => alerts.listSince("2026-01-01", options),
  "alerts.getCreationTime": (options) => alerts.getCreationTime("id", options),
  "alerts.archive": (options) => alerts.archive({ severity: "low" }, options),
  "alerts.unarchive": (options) => alerts.unarchive({ severity: "low" }, options),
  "alerts.respond": (options) => alerts.respond({ ids: ["id"] }, options),
  "alerts.comments": (options) => alerts.comments("id", options),
  "alerts.comment": (options) => alerts.comment("id", "text", options),
  "addresses.deleteAll": (options) => client.addresses.deleteAll("id", options),
  "agents.isolate": (options) => agents.isolate(["id"], options),
  "agents.restore": (options) => agents.restore(["id"], options),
  "agents.scan": (options) => agents.scan(["id"], {}, options),
  "agents.scan parts": (options) => agents.scan(["id"], options),
  "agents.uninstall": (options) => agents.uninstall({ os: "linux" }, options),
  "agents.uninstallOne": (options) => agents.uninstallOne("id", options),
  "agents.rename": (options) => agents.rename("id", "name", options),
  "agents.retrieveLogs": (options) => agents.retrieveLogs("id", options),
  "agents.assignLocation": (options) => agents.assignLocation(["id"], "location", options),
  "agents.isActive": (options) => agents.isActive("id", options),
  "agents.policies": (options) => agents.policies("id", options),
  "agents.scanHistory": (options) => agents.scanHistory({}, options),
  "boxApplicationInstances.vulnerabilities": (options) =>
    client.boxApplicationInstances.vulnerabilities({}, options),
  "credentials.create": (options) => client.credentials.create({}, options),
  "credentials.update": (options) => client.credentials.update("id", {}, options),
  "extensions.withBody": (options) => client.extensions.withBody("id", options),
  "extensions.diff": (options) => client.extensions.diff([], options),
  "flags.create": (options) => client.flags.create({ name: "Watched" }, options),
  "flags.update": (options) => client.flags.update("id", {}, options),
  "flags.delete": (options) => client.flags.delete("id", options),
  "locations.policyAssignments": (options) => client.locations.policyAssignments("id", options),
  "locations.assignPolicy": (options) => client.locations.assignPolicy("id", { policyId: "policy" }, options),
  "locations.changePolicyAssignment": (options) =>
    client.locations.changePolicyAssignment("id", "assignment", { policyId: "policy" }, options),
  "locations.removePolicyAssignment": (options) =>
    client.locations.removePolicyAssignment("id", "assignment", options),
  "quarantinedFiles.deleteFiles": (options) => client.quarantinedFiles.deleteFiles({ id: "id" }, options),
  "quarantinedFiles.restoreFiles": (options) => client.quarantinedFiles.restoreFiles({ id: "id" }, options),
  "reports.download": (options) => client.reports.download("id", options),
  "rules.export": (options) => rules.export("id", options),
  "rules.diff": (options) => rules.diff([], options),
  "rules.push": (options) => rules.push([], options),
  "rules.import": (options) => rules.import("", options),
  "rules.pull": (options) => rules.pull("/nowhere", options),
  "rules.latestVersion": (options) => rules.latestVersion("id", options),
  "scanHosts.result": (options) => client.scanHosts.result("id", "host", options),
  "surveys.upload": (options) => client.surveys.upload(Buffer.alloc(0), options),
  "targets.scan": (options) => targets.scan("id", {}, options),
  "targets.scan parts": (options) => targets.scan("id", options),
  "targets.enumerate": (options) => targets.enumerate("id", ["query"], options),
  "targets.scanHost": (options) =>
    targets.scanHost({ target: "host", targetGroup: { id: "id" }, options: {} }, options),
  "targets.agents": (options) => targets.agents("id", {}, options),
  "targets.delete": (options) => targets.delete("id", options),
  "tasks.scanTargetGroup": (options) => tasks.scanTargetGroup("group", options),
  "tasks.scanTarget": (options) => tasks.scanTarget("host", options),
  "tasks.respond": (options) => tasks.respond("host", "extension", options),
  "tasks.isolate": (options) => tasks.isolate("host", options),
  "tasks.restore": (options) => tasks.restore("host", options),
  "tasks.enumerate": (options) => tasks.enumerate("group", options),
  "tasks.wait": (options) => tasks.wait("id", options),
  "StartedTask.wait": (options) => new StartedTask(client, "id").wait(options),
  "StartedTask.cancel": (options) => new StartedTask(client, "id").cancel(options),
  "tokens.whoAmI": (options) => tokens.whoAmI(options),
  "tokens.list": (options) => tokens.list(options),
  "tokens.listAll": (options) => tokens.listAll(options),
  "tokens.create": (options) => tokens.create("description", options),
  "tokens.revoke": (options) => tokens.revoke("id", options),
  "userActivities.withUsers": (options) => client.userActivities.withUsers({}, options),
  "userTasks.cancel": (options) => client.userTasks.cancel("id", options),
  "userTasks.recent": (options) => client.userTasks.recent("2026-01-01", options),
  checkToken: (options) => checkToken(client, options),
  createExtensionTemplate: (options) => createExtensionTemplate({ name: "My", type: "response" }, options),
  createRuleTemplate: (options) => createRuleTemplate({ name: "My", rule: "a" }, options),
  readTokenFromEnv: (options) => readTokenFromEnv({}, options),
  readTokenFromCommand: (options) => readTokenFromCommand("command", ["missing-program"], options),
  readCommandOutput: (options) => readCommandOutput(["missing-program"], options),
  replaceFile: (options) => replaceFile("/nowhere/file", async () => {}, options),
  writePrivateFile: (options) => writePrivateFile("/nowhere/file", "", options),
  proveReplaceable: (options) => proveReplaceable("/nowhere/file", options),
  createDirectory: (options) => createDirectory("/nowhere/directory", options),
  rotateToken: (options) => rotateToken(options),
  resumeRotation: (options) => resumeRotation(options),
  revokeToken: (options) => revokeToken(client, "id", options),
  "new CommandStore": (options) => new CommandStore(["missing-program"], options),
  "new FileStore": (options) => new FileStore("/nowhere/file", options),
};

/** Returns whether a function has a parameter for options. */
function hasOptions(value: unknown): boolean {
  if (typeof value !== "function") return false;
  const [, parameters = ""] = /^[^(]*\(([^]*?)\)\s*\{/.exec(value.toString()) ?? [];
  return /\b(options|settings|callOptions)\b/.test(parameters);
}

/** Returns the names of an object's methods with options, except for those of subclasses only. */
function listMethodsWithOptions(object: object): string[] {
  const names = new Set<string>();
  for (
    let each: object | null = object;
    each && each !== Object.prototype;
    each = Object.getPrototypeOf(each)
  )
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(each)))
      if (name !== "constructor" && hasOptions(value)) names.add(name);
  return [...names].filter((name) => !["compare", "replace", "steps"].includes(name));
}

/** Returns the error that a function throws, or that its promise rejects with. */
async function catchCallError(call: Call, options: object): Promise<unknown> {
  try {
    return await call(options as never);
  } catch (error) {
    return error;
  }
}

describe("an unknown option", () => {
  it.each(Object.entries(calls))("is rejected, and nothing is sent, by %s", async (_, call) => {
    sent.length = 0;

    const error = await catchCallError(call, { zzzzzzzz: 1 });

    expect(isHuntError(error)).toBe(true);
    expect(error).toMatchObject({ code: "HUNT_INPUT", problem: "unknown" });
    expect((error as Error).message).toMatch(/^(options|filter|request): unknown key "zzzzzzzz"\. Use .+\.$/);
    expect(sent).toEqual([]);
  });

  it("is tested for each method and function with options", () => {
    const objects = Object.keys(models).map((name) => client[name as keyof typeof models]);
    const parts = [client, tokens, tasks, client.surveys, alerts.list(), new StartedTask(client, "id")];
    const functions = [core, credentials, files, rotation].flatMap((module) =>
      Object.entries(module).flatMap(([name, value]) => (hasOptions(value) ? [name] : [])),
    );
    const tested = new Set(Object.keys(calls).flatMap((name) => name.split(/[ .]/)));

    const methods = [...objects, ...parts].flatMap(listMethodsWithOptions);

    expect(methods.length).toBeGreaterThan(50);
    expect([...functions, ...methods].filter((name) => !tested.has(name))).toEqual([]);
  });

  it.each([
    ["retry", { retrys: 1 }, "retries"],
    ["limits", { perSec: 1 }, "perSecond"],
    ["hooks", { onRespnse: () => {} }, "onResponse"],
    ["tokenRoutes", { listAl: { method: "GET", path: "Tokens" } }, "listAll"],
  ])("is rejected in the client option %s", (name, value, suggestion) => {
    const options = { instance: "acme", [name]: value } as HuntClientOptions;

    expect(() => new HuntClient(options)).toThrow(
      `${name}: unknown key "${Object.keys(value)[0]}". Did you mean ${suggestion}?`,
    );
  });

  it("is rejected in the guard of a write, which would otherwise have no limit", async () => {
    const error = await catchCallError(calls["alerts.archive"]!, { guard: { maxAfected: 1 } });

    expect(error).toMatchObject({
      input: "guard",
      message: 'guard: unknown key "maxAfected". Did you mean maxAffected?',
    });
  });

  it("is rejected in an upload", async () => {
    const upload = { type: "text/plain", opn: () => new PassThrough() };

    const error = await catchCallError(calls["client.request"]!, { upload });

    expect(error).toMatchObject({ message: 'upload: unknown key "opn". Did you mean open?' });
  });

  it("is rejected in the wait options of a scan", async () => {
    const error = await catchCallError(calls["tasks.scanTargetGroup"]!, { enumerateFirst: { timeout: 1 } });

    expect(error).toMatchObject({
      message: 'enumerateFirst: unknown key "timeout". Did you mean timeoutMs?',
    });
  });
});

describe("the message for an unknown option", () => {
  it.each([
    [
      "suggests the nearest name",
      "alerts.list",
      { pagesize: 5 },
      'options: unknown key "pagesize". Did you mean pageSize?',
    ],
    [
      "suggests the nearest name in a filter",
      "alerts.list filter",
      { limt: 5 },
      'filter: unknown key "limt". Did you mean limit?',
    ],
    [
      "says that a key of the filter is not an option",
      "alerts.list",
      { limit: 5 },
      'options: unknown key "limit". It is a key of the filter, which is the first parameter.',
    ],
    [
      "says that an option is not a key of the filter",
      "alerts.list filter",
      { pageSize: 5 },
      'filter: unknown key "pageSize". It is an option, and options are the second parameter.',
    ],
    [
      "says that a limit of a write belongs to its guard",
      "alerts.archive",
      { maxAffected: 1 },
      'options: unknown key "maxAffected". It is a key of guard: { guard: { maxAffected } }.',
    ],
    [
      "lists the names if none is near",
      "alerts.get",
      { timeoutMs: 1_000 },
      'options: unknown key "timeoutMs". Use signal.',
    ],
    ["escapes the name", "alerts.get", { "\u001b[2J": 1 }, 'options: unknown key "\\u001b[2J". Use signal.'],
  ])("%s", async (_, name, options, message) => {
    const error = await catchCallError(calls[name]!, options);

    expect((error as Error).message).toBe(message);
  });

  it("names the options that are not an object", async () => {
    const error = await catchCallError(calls["alerts.get"]!, "signal" as never);

    expect(error).toMatchObject({ problem: "type", message: "options: must be an object. Use signal." });
  });

  it("rejects a number instead of the object in retry", () => {
    const create = () => new HuntClient({ instance: "acme", token: undefined, retry: 0 as never });

    expect(create).toThrow(
      "retry: must be an object. Use retries, baseDelayMs, maxDelayMs, or maxRetryAfterMs.",
    );
  });

  it("rejects a signal that is passed instead of an object with a signal", async () => {
    const error = await catchCallError(calls["alerts.get"]!, new AbortController().signal);

    expect((error as Error).message).toMatch(/^options: unknown key "\w+"\. Use signal\.$/);
  });
});

describe("options", () => {
  it("can have undefined values", () => {
    expect(() => alerts.list({}, { pageSize: undefined, signal: undefined })).not.toThrow();
  });

  it("can be inherited from defaults", () => {
    const options = Object.create({ pageSize: 5 }) as object;

    expect(() => alerts.list({}, options)).not.toThrow();
  });

  it("can be hooks of a class with its own fields", () => {
    class Counter {
      count = 0;
      onRequest(): void {
        this.count++;
      }
    }

    expect(() => new HuntClient({ instance: "acme", hooks: new Counter() })).not.toThrow();
  });
});
