import { beforeEach, describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { connectMcp, type McpConnection } from "../../support/mcp-client.js";

const at = atHunt({ taskSeconds: 10 });
const { sandbox } = at;

const writes = () =>
  [...sandbox().requests]
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => `${method} ${path}`);
const connect = (...kinds: string[]) => connectMcp(at, ["--allow-writes", kinds.join()]);
const findAlert = (id: string) =>
  sandbox()
    .records("Alerts")
    .find((alert) => alert.id === id)!;

/** Calls a tool twice: for the preview, and with its code. */
async function confirm({ call }: McpConnection, name: string, args: object) {
  const { data } = await call(name, { ...args });
  return call(name, { ...args, expect: data.count, confirmationCode: data.confirmationCode });
}

beforeEach(() => sandbox().requests.clear());

it("An assistant changes only what you allow", async () => {
  const readOnly = await connectMcp(at);
  const { tools } = await readOnly.client.listTools();
  const { call } = await connect("alerts");
  const [{ id }] = (await call("list_alerts", { limit: 1 })).data.rows;

  await call("archive_alerts", { ids: [id], expect: 1 });

  expect(tools.filter(({ annotations }) => annotations?.readOnlyHint !== true)).toEqual([]);
  expect(writes()).toEqual([]);
});

describe("hunt mcp --allow-writes", () => {
  it.each([
    ["alerts", ["archive_alerts", "restore_alerts"]],
    ["comments", ["add_comment"]],
    ["scans", ["start_scan", "cancel_task"]],
    ["responses", ["run_response"]],
  ])("offers only the tools of the kind %s", async (kind, expected) => {
    const { client } = await connect(kind);

    const { tools } = await client.listTools();

    const changing = tools.filter(({ annotations }) => annotations?.readOnlyHint === false);
    expect(changing.map(({ name }) => name)).toEqual(expected);
  });

  it("rejects a call of a tool that is not allowed", async () => {
    const { client } = await connect("comments");

    const call = client.callTool({ name: "archive_alerts", arguments: { severity: ["low"] } });

    await expect(call).rejects.toThrow("Tool archive_alerts not found");
    expect(writes()).toEqual([]);
  });

  it("requires --unproven for isolation, because its requests are not documented", async () => {
    const { code, stderr } = await at.hunt(["mcp", "--allow-writes", "isolation"]);

    expect(code).toBe(2);
    expect(stderr).toContain("--allow-writes isolation requires --unproven");
  });
});

describe("archive_alerts", () => {
  it("returns a preview first, and changes nothing", async () => {
    const { call } = await connect("alerts");
    const [{ id }] = (await call("list_alerts", { limit: 1 })).data.rows;

    const { data, text } = await call("archive_alerts", { ids: [id] });

    expect(data).toMatchObject({ changed: false, count: 1, records: [{ id }] });
    expect(Object.keys(data.records[0])).not.toContain("search");
    expect(text).toContain(`repeat the call with expect 1 and confirmationCode ${data.confirmationCode}`);
    expect(writes()).toEqual([]);
  });

  it("archives exactly the alerts of the preview", async () => {
    const connection = await connect("alerts");
    const { rows } = (await connection.call("list_alerts", { limit: 2 })).data;
    const ids = rows.map(({ id }: { id: string }) => id);
    const count = sandbox()
      .records("Alerts")
      .filter(({ archived }) => archived).length;

    const { data } = await confirm(connection, "archive_alerts", { ids });

    expect(data).toMatchObject({ changed: true, count: 2 });
    expect(ids.map((id: string) => findAlert(id)["archived"])).toEqual([true, true]);
    expect(
      sandbox()
        .records("Alerts")
        .filter(({ archived }) => archived),
    ).toHaveLength(count + 2);
  });

  it("writes a line for the user to stderr, with the IDs", async () => {
    const connection = await connect("alerts");
    const [{ id }] = (await connection.call("list_alerts", { limit: 1 })).data.rows;
    await confirm(connection, "archive_alerts", { ids: [id] });

    const { stderr } = await connection.close();

    expect(stderr).toContain(`archive_alerts: Archived 1 alert: ${id}\n`);
  });

  it("restores archived alerts with restore_alerts", async () => {
    const connection = await connect("alerts");
    const { rows } = (await connection.call("list_alerts", { limit: 1, state: "archived" })).data;

    await confirm(connection, "restore_alerts", { ids: [rows[0].id] });

    expect(findAlert(rows[0].id)["archived"]).toBe(false);
  });

  it("rejects a misspelled property of a condition, and changes nothing", async () => {
    const { call } = await connect("alerts");

    const { isError, text, reason } = await call("archive_alerts", { where: { serverity: "low" } });

    expect(isError).toBe(true);
    expect(text).toMatch(/^HUNT_INPUT_PROPERTY: /);
    expect(reason).toMatch(/^where: Alerts has no property "serverity"/);
    expect(writes()).toEqual([]);
  });

  it("rejects a property that this instance does not have, although others do", async () => {
    const { call } = await connect("alerts");
    const body = [{ id: "8acc9458-1bfe-4902-956a-7c12b1df4436", archived: false }];
    sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 200, body, times: 1 });

    const { isError, reason } = await call("archive_alerts", { where: { signal: true } });

    expect(isError).toBe(true);
    expect(reason).toContain('Alerts has no property "signal" in this instance');
    expect(writes()).toEqual([]);
  });

  it.each([{}, { where: {} }])("rejects a call that selects no alerts: %j", async (args) => {
    const { call } = await connect("alerts");

    const { isError, text } = await call("archive_alerts", args);

    expect(isError).toBe(true);
    expect(text).toContain("No alerts specified.");
  });

  it("rejects more alerts than --max-affected allows, before it reads them", async () => {
    const { call } = await connect("alerts");

    const { isError, text } = await call("archive_alerts", { severity: ["low", "medium"] });

    expect(isError).toBe(true);
    expect(text).toMatch(/^HUNT_GUARD_\w+: \d+ alerts match, but the limit is 25\./);
    expect(text).toContain("`--max-affected` of `hunt mcp`");
  });

  it("rejects another number than that of the preview", async () => {
    const { call } = await connect("alerts");
    const [{ id }] = (await call("list_alerts", { limit: 1 })).data.rows;
    const { confirmationCode } = (await call("archive_alerts", { ids: [id] })).data;

    const { isError, text } = await call("archive_alerts", { ids: [id], expect: 2, confirmationCode });

    expect(isError).toBe(true);
    expect(text).toContain("1 alert matches, but 2 are expected.");
    expect(writes()).toEqual([]);
  });

  it("requires the expected number", async () => {
    const { call } = await connect("alerts");
    const [{ id }] = (await call("list_alerts", { limit: 1 })).data.rows;
    const { confirmationCode } = (await call("archive_alerts", { ids: [id] })).data;

    const { text } = await call("archive_alerts", { ids: [id], confirmationCode });

    expect(text).toContain("expect: missing.");
    expect(writes()).toEqual([]);
  });

  it("rejects the code of a preview of other alerts", async () => {
    const { call } = await connect("alerts");
    const [one, other] = (await call("list_alerts", { limit: 2 })).data.rows;
    const { confirmationCode } = (await call("archive_alerts", { ids: [one.id] })).data;

    const { isError, text } = await call("archive_alerts", { ids: [other.id], expect: 1, confirmationCode });

    expect(isError).toBe(true);
    expect(text).toContain("confirmationCode: not valid.");
    expect(writes()).toEqual([]);
  });

  it("rejects an invented code", async () => {
    const { call } = await connect("alerts");
    const [{ id }] = (await call("list_alerts", { limit: 1 })).data.rows;

    const { isError } = await call("archive_alerts", { ids: [id], expect: 1, confirmationCode: "00000000" });

    expect(isError).toBe(true);
    expect(writes()).toEqual([]);
  });

  it("skips alerts that are already archived", async () => {
    const { call } = await connect("alerts");
    const [{ id }] = (await call("list_alerts", { limit: 1, state: "archived" })).data.rows;

    const { data, text } = await call("archive_alerts", { ids: [id] });

    expect(data).toMatchObject({ changed: false, count: 0, skipped: 1, confirmationCode: null });
    expect(text).toContain("Nothing to do");
  });
});

describe("add_comment", () => {
  it("adds a comment, which get_alert returns", async () => {
    const { call } = await connect("comments");
    const [{ id }] = (await call("list_alerts", { limit: 1 })).data.rows;

    await call("add_comment", { id, comment: "Known tool, see ticket 4711 (assistant)" });

    const { comments } = (await call("get_alert", { id })).data;
    expect(comments[0].value).toBe("Known tool, see ticket 4711 (assistant)");
  });

  it("rejects a comment that contains the token, and sends nothing", async () => {
    const { call } = await connect("comments");
    const [{ id }] = (await call("list_alerts", { limit: 1 })).data.rows;
    sandbox().requests.clear();

    const { isError, text } = await call("add_comment", { id, comment: sandbox().tokens.admin });

    expect(isError).toBe(true);
    expect(text).toContain("The arguments contain the HUNT token.");
    expect([...sandbox().requests]).toEqual([]);
  });
});

describe("start_scan", () => {
  it("starts a scan after a preview, and wait_for_task returns its results with progress", async () => {
    const connection = await connect("scans");
    const { data } = await confirm(connection, "start_scan", { host: "SRV-LEI-0012", parts: ["process"] });
    const progress: number[] = [];

    const result = await connection.client.callTool(
      { name: "wait_for_task", arguments: { id: data.taskId } },
      { onprogress: ({ progress: done }) => progress.push(done) },
    );

    expect(result.structuredContent).toMatchObject({ task: { status: "Completed" }, results: { hosts: 1 } });
    expect(progress.at(-1)).toBe(100);
  });

  it("rejects other settings than those of the preview", async () => {
    const { call } = await connect("scans");
    const { confirmationCode } = (await call("start_scan", { host: "SRV-LEI-0012", parts: ["process"] }))
      .data;

    const { isError } = await call("start_scan", { host: "SRV-LEI-0012", expect: 1, confirmationCode });

    expect(isError).toBe(true);
    expect(writes()).toEqual([]);
  });

  it("previews a target group with its number of agents", async () => {
    const { call } = await connect("scans");

    const { data } = await call("start_scan", { group: "Lyon workstations" });

    expect(data.records).toMatchObject([{ name: "Lyon workstations", agentCount: expect.any(Number) }]);
    expect(data.taskId).toBeNull();
  });

  it("suggests the nearest target group for a name that no group has", async () => {
    const { call } = await connect("scans");

    const { text, reason } = await call("start_scan", { group: "Lyon workstation" });

    expect(reason).toContain('No target group named "Lyon workstation" found.');
    expect(text).toContain(
      "Did you mean Lyon workstations? Run `list_target_groups` to list all target groups.",
    );
  });

  it("suggests the nearest host for a name that no agent has", async () => {
    const { call } = await connect("scans");

    const { reason } = await call("start_scan", { host: "SRV-LEI-0O12" });

    expect(reason).toContain('No agent named "SRV-LEI-0O12" found.');
    expect(reason).toContain("Did you mean SRV-LEI-0012?");
  });

  it.each([{}, { host: "SRV-LEI-0012", group: "Lyon workstations" }])(
    "requires exactly one of host and group: %j",
    async (args) => {
      const { call } = await connect("scans");

      const { isError, text } = await call("start_scan", args);

      expect(isError).toBe(true);
      expect(text).toContain("Exactly one of host and group is required.");
    },
  );

  it("suggests the nearest extension for a name that no extension has", async () => {
    const { call } = await connect("responses");

    const { reason } = await call("run_response", { host: "SRV-LEI-0012", extension: "Terminate Proces" });

    expect(reason).toContain('No response extension named "Terminate Proces" found.');
    expect(reason).toContain("Did you mean Terminate Process? Run `list_extensions` to list");
  });

  it("starts a scan only once with the same code", async () => {
    const { call } = await connect("scans");
    const { confirmationCode } = (await call("start_scan", { host: "SRV-LEI-0012" })).data;
    const start = () => call("start_scan", { host: "SRV-LEI-0012", expect: 1, confirmationCode });

    const first = await start();
    const second = await start();

    expect(first.data.changed).toBe(true);
    expect(second.text).toContain("confirmationCode: not valid. It was used,");
    expect(writes()).toHaveLength(1);
  });

  it("cancels a scan with cancel_task after a preview", async () => {
    const connection = await connect("scans");
    const { taskId: id } = (await confirm(connection, "start_scan", { group: "Lyon workstations" })).data;

    const { data } = await confirm(connection, "cancel_task", { id });

    expect(data.changed).toBe(true);
    expect(
      sandbox()
        .records("userTasks")
        .find((task) => task.id === id)!["status"],
    ).toBe("Cancelled");
  });
});

describe("run_response", () => {
  it("runs an extension after a preview, and get_task returns its output", async () => {
    const connection = await connect("responses");
    const args = { host: "SRV-LEI-0012", extension: "Terminate Process", args: { name: "xmrig" } };

    const { data } = await confirm(connection, "run_response", args);

    const task = await connection.call("wait_for_task", { id: data.taskId });
    expect(task.data.outputs[0]).toMatchObject({ name: "Terminate Process" });
  });

  it("names the tool that lists extensions if there is no such extension", async () => {
    const { call } = await connect("responses");

    const { text, reason } = await call("run_response", { host: "SRV-LEI-0012", extension: "Kill" });

    expect(reason).toContain('No response extension named "Kill" found.');
    expect(text).toContain("Run `list_extensions` to list the response extensions.");
  });
});

describe("isolate_hosts", () => {
  it("isolates a host after a preview, and restore_hosts ends it", async () => {
    const connection = await connectMcp(at, ["--allow-writes", "isolation", "--unproven"]);
    const isIsolated = () =>
      sandbox()
        .records("Agents")
        .find(({ hostname }) => hostname === "SRV-LEI-0012")!["isolated"];

    await confirm(connection, "isolate_hosts", { host: ["SRV-LEI-0012"] });
    const after = isIsolated();
    await confirm(connection, "restore_hosts", { host: ["SRV-LEI-0012"] });

    expect(after).toBe(true);
    expect(isIsolated()).toBe(false);
  });

  it.each([{ host: ["*"] }, { where: { os: { like: "%" } } }])(
    "rejects a selection of all hosts if some of them are already isolated: %j",
    async (selection) => {
      const connection = await connectMcp(at, [
        "--allow-writes",
        "isolation",
        "--unproven",
        "--max-affected",
        "5000",
      ]);
      await confirm(connection, "isolate_hosts", { host: ["SRV-LEI-0012"] });

      const { isError, text } = await connection.call("isolate_hosts", selection);

      expect(isError).toBe(true);
      expect(text).toMatch(/^HUNT_GUARD_ALL_RECORDS: /);
      await confirm(connection, "restore_hosts", { host: ["SRV-LEI-0012"] });
    },
  );

  it("rejects a pattern that matches more hosts than the user allows", async () => {
    const { call } = await connectMcp(at, [
      "--allow-writes",
      "isolation",
      "--unproven",
      "--max-affected",
      "3",
    ]);

    const { isError, text } = await call("isolate_hosts", { host: ["SRV-*"] });

    expect(isError).toBe(true);
    expect(text).toContain("but the limit is 3.");
  });
});
