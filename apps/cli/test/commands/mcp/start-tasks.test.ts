import { beforeEach, describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { connectMcp } from "../../support/mcp-client.js";

const at = atHunt({ taskSeconds: 10 });
const { sandbox } = at;

const connect = () => connectMcp(at, ["--allow-writes", "scans,responses"]);
const started = () => [...sandbox().requests].filter(({ method }) => method === "POST");
const listAgents = (isActive: boolean) =>
  sandbox()
    .records("Agents")
    .filter(({ active }) => active === isActive);
/** Returns the hosts of a started task, and its target group. */
const findTask = (id: string) => ({
  hosts: sandbox()
    .records("userTaskItems")
    .filter(({ userTaskId }) => userTaskId === id)
    .map(({ name }) => name),
  group: sandbox()
    .records("userTasks")
    .find((task) => task.id === id)!["relatedId"],
});
const change = async (id: string, body: object) => {
  const { code } = await at.hunt(["api", "PATCH", `Agents/${id}`, "--body", JSON.stringify(body)]);
  expect(code).toBe(0);
  sandbox().requests.clear();
};

beforeEach(() => sandbox().requests.clear());

describe.each([
  ["run_response", "host", { extension: "Terminate Process", args: { name: "xmrig" } }],
  ["start_scan", "host", {}],
])("%s", (tool, input, settings) => {
  it("rejects an inactive agent with the host name of an active one", async () => {
    const [active] = listAgents(true);
    const [inactive] = listAgents(false);
    await change(inactive!.id, { hostname: active!["hostname"] });
    const { call } = await connect();

    const { isError, text } = await call(tool, { ...settings, [input]: inactive!.id });

    expect(isError).toBe(true);
    expect(text).toContain("is not active");
    expect(started()).toEqual([]);
  });

  it("rejects an active agent whose name and IP address another active agent has", async () => {
    const [, one, other] = listAgents(true);
    const { hostname, ipstring } = one!;
    await change(other!.id, { hostname, ipstring });
    const { call } = await connect();

    const { isError, text } = await call(tool, { ...settings, [input]: one!.id });

    expect(isError).toBe(true);
    expect(text).toContain("Other active agents have the same host name");
    expect(started()).toEqual([]);
    await change(other!.id, { hostname: other!["hostname"], ipstring: other!["ipstring"] });
  });

  it("uses the IP address if another active agent has the host name in another case", async () => {
    const [, , , one, other] = listAgents(true);
    await change(other!.id, { hostname: String(one!["hostname"]).toLowerCase() });
    const { call } = await connect();
    const args = { ...settings, [input]: one!.id };
    const { confirmationCode } = (await call(tool, args)).data;

    const { data } = await call(tool, { ...args, expect: 1, confirmationCode });

    expect(findTask(data.taskId)).toEqual({ hosts: [one!["hostname"]], group: one!["locationId"] });
    await change(other!.id, { hostname: other!["hostname"] });
  });

  it("rejects the code of a preview if the host has another name now", async () => {
    const agent = listAgents(true).at(-1)!;
    const { call } = await connect();
    const args = { ...settings, [input]: agent.id };
    const { confirmationCode } = (await call(tool, args)).data;
    await change(agent.id, { hostname: `RENAMED-${tool}` });

    const { isError, text } = await call(tool, { ...args, expect: 1, confirmationCode });

    expect(isError).toBe(true);
    expect(text).toContain("confirmationCode: not valid.");
    expect(started()).toEqual([]);
  });
});

describe("the preview of run_response", () => {
  const args = { host: "SRV-LEI-0012", extension: "Terminate Process" };

  it("rejects arguments as JSON with a key twice, of which the user would see only one", async () => {
    const { call } = await connect();

    const { isError, text } = await call("run_response", { ...args, args: '{"path":"a","path":"b"}' });

    expect(isError).toBe(true);
    expect(text).toContain('args: the key "path" is in the same object twice');
    expect(text).not.toContain("confirmationCode");
  });

  it("rejects an argument that the extension does not declare, without a confirmation code", async () => {
    const { call } = await connect();

    const { isError, text } = await call("run_response", { ...args, args: { pat: "x" } });

    expect(isError).toBe(true);
    expect(text).toContain(
      String.raw`args: unknown argument \"pat\" of \"Terminate Process\". Did you mean path?`,
    );
    expect(text).not.toContain("confirmationCode");
  });

  it("shows the extension and its arguments with escapes, and without secrets", async () => {
    const { call } = await connect();
    const extension = "Evidence Collector";
    const given = { path: "C:\\tmp\u202Egpj.exe", password: "hunter2" };

    const { text, data } = await call("run_response", { ...args, extension, args: given });

    expect(data.settings.extension.name).toBe("Evidence Collector");
    expect(data.settings.args).toEqual({ path: "C:\\tmp\\u202egpj.exe", password: "[redacted]" });
    expect(text).toContain("Show the records and the settings to the user.");
    expect(text).not.toContain("hunter2");
  });
});

describe("the preview of start_scan", () => {
  it("shows the parts and the extensions", async () => {
    const { call } = await connect();
    const args = { host: "SRV-LEI-0012", parts: ["process"], extensions: ["yara scanner"] };

    const { data } = await call("start_scan", args);

    expect(data.settings.parts).toEqual(["process"]);
    expect(data.settings.extensions).toMatchObject([{ name: "Yara Scanner" }]);
  });
});

describe("an extension", () => {
  const isolation = "Host Isolation";
  it.each([
    ["run_response", { host: "SRV-LEI-0012", extension: isolation }, "scans,responses", "isolation"],
    ["run_response", { host: "SRV-LEI-0012", extension: `${isolation} Restore` }, "responses", "isolation"],
    ["start_scan", { host: "SRV-LEI-0012", extensions: [isolation] }, "scans,responses", "isolation"],
    ["start_scan", { host: "SRV-LEI-0012", extensions: ["Run Command"] }, "scans", "responses"],
  ])("cannot do more in %s %j than --allow-writes %s allows", async (tool, args, kinds, missing) => {
    const { call } = await connectMcp(at, ["--allow-writes", kinds]);

    const { isError, text } = await call(tool, args);

    expect(isError).toBe(true);
    expect(text).toContain(`The user can allow it with \`${missing}\` in \`--allow-writes\``);
  });

  it("isolates a host in run_response if isolation is allowed", async () => {
    const { call } = await connectMcp(at, ["--allow-writes", "responses,isolation", "--unproven"]);
    const args = { host: "SRV-LEI-0012", extension: isolation };
    const { confirmationCode } = (await call("run_response", args)).data;

    const { data } = await call("run_response", { ...args, expect: 1, confirmationCode });

    expect(data.changed).toBe(true);
  });

  it("of the type collection runs in a scan", async () => {
    const { call } = await connectMcp(at, ["--allow-writes", "scans"]);
    const args = { group: "Lyon workstations", extensions: ["yara scanner"] };
    const { confirmationCode } = (await call("start_scan", args)).data;

    const { data } = await call("start_scan", { ...args, expect: 1, confirmationCode });

    expect(data.changed).toBe(true);
  });
});
