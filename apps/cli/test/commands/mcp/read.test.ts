import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { connectMcp } from "../../support/mcp-client.js";

const at = atHunt();
const { sandbox } = at;

describe("hunt mcp", () => {
  it("lists only read-only tools by default", async () => {
    const { client } = await connectMcp(at);

    const { tools } = await client.listTools();

    expect(tools.map(({ name }) => name)).toEqual([
      "summarize_alerts",
      "list_alerts",
      "get_alert",
      "summarize_agents",
      "list_agents",
      "get_agent",
      "list_target_groups",
      "list_tasks",
      "get_task",
      "wait_for_task",
      "list_extensions",
      "describe_records",
      "list_records",
      "check_token",
    ]);
    for (const { annotations } of tools) expect(annotations?.readOnlyHint).toBe(true);
  });

  it("exits with code 0 when the client closes stdin", async () => {
    const { close } = await connectMcp(at);

    const { code, stderr } = await close();

    expect(code).toBe(0);
    expect(stderr).toMatch(/^Serving MCP for .*, read-only\.\n$/);
  });

  it("exits with an error on stderr if there is no token, and writes nothing to stdout", async () => {
    const { code, stdout, stderr } = await at.hunt(["mcp"], { env: { HUNT_INSTANCE: "acme" } });

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("No token found for acme.");
  });

  it("serves clients of the revision 2026-07-28", async () => {
    const { client, call } = await connectMcp(at, [], {
      versionNegotiation: { mode: { pin: "2026-07-28" } },
    });

    const { data } = await call("list_alerts", { limit: 1 });

    expect(client.getNegotiatedProtocolVersion()).toBe("2026-07-28");
    expect(data.rows).toHaveLength(1);
  });
});

describe("list_alerts", () => {
  it("returns the newest open alerts, their total, and the offset of the next ones", async () => {
    const { call } = await connectMcp(at);

    const { data } = await call("list_alerts", { severity: ["critical"], limit: 3 });

    const open = sandbox()
      .records("Alerts")
      .filter(({ severity, archived }) => severity === "critical" && archived === false);
    expect(data.total).toBe(open.length);
    expect(data.nextOffset).toBe(3);
    const times = data.rows.map(({ createdOn }: { createdOn: string }) => Date.parse(createdOn));
    expect(times).toHaveLength(3);
    expect(times).toEqual([...times].sort((one, other) => other - one));
  });

  it("continues at the offset, without duplicates and gaps", async () => {
    const { call } = await connectMcp(at);
    const whole = await call("list_alerts", { limit: 20 });

    const first = await call("list_alerts", { limit: 10 });
    const second = await call("list_alerts", { limit: 10, offset: first.data.nextOffset });

    expect([...first.data.rows, ...second.data.rows]).toEqual(whole.data.rows);
  });

  it("filters by target group, host, time, and a condition", async () => {
    const { call } = await connectMcp(at);
    const [alert] = (await call("list_alerts", { limit: 1 })).data.rows;

    const { data } = await call("list_alerts", {
      group: alert.targetGroupName,
      host: [`${alert.hostname.slice(0, 5)}*`],
      since: "7d",
      where: { name: alert.name },
    });

    expect(data.rows.length).toBeGreaterThan(0);
    for (const row of data.rows)
      expect(row).toMatchObject({ targetGroupName: alert.targetGroupName, name: alert.name });
  });

  it("reports a misspelled property of a condition as an error", async () => {
    const { call } = await connectMcp(at);

    const { isError, text, reason } = await call("list_alerts", { where: { serverity: "high" } });

    expect(isError).toBe(true);
    expect(text).toMatch(/^HUNT_INPUT_PROPERTY: /);
    expect(reason).toMatch(/^where: Alerts has no property "serverity"/);
  });

  it("reports a misspelled host as an error, and names the tool that lists hosts", async () => {
    const { call } = await connectMcp(at);

    const { isError, text, reason } = await call("list_alerts", { host: ["SRV-LEI-9912"] });

    expect(isError).toBe(true);
    expect(text).toMatch(/^CLI_NOT_FOUND: /);
    expect(reason).toContain('No host named "SRV-LEI-9912" found.');
    expect(text).toContain("Run `list_agents` to list all agents.");
  });

  it("reports a misspelled organization in a condition as an error", async () => {
    const { call } = await connectMcp(at);

    const { isError, reason } = await call("list_alerts", { where: { organizationName: "Lakeside Fods" } });

    expect(isError).toBe(true);
    expect(reason).toContain('no organization is named "Lakeside Fods". Did you mean Lakeside Foods?');
  });

  it("names the input that contradicts the condition", async () => {
    const { call } = await connectMcp(at);

    const { text } = await call("list_alerts", { severity: ["low"], where: { severity: "high" } });

    expect(text).toContain("`severity` cannot be used with the condition on severity in `where`");
  });

  it("rejects an unknown input", async () => {
    const { call } = await connectMcp(at);

    const { isError, text } = await call("list_alerts", { hosts: ["SRV-LEI-0012"] });

    expect(isError).toBe(true);
    expect(text).toContain('Unrecognized key: "hosts"');
  });
});

describe("the other tools", () => {
  it.each(["365d", "2000d"])(
    "summarize_alerts groups the days of %s, and counts each alert",
    async (since) => {
      const { call } = await connectMcp(at);

      const { data } = await call("summarize_alerts", { since, by: ["day"] });

      expect(data.by.day.length).toBeLessThanOrEqual(100);
      expect(data.by.day.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
        data.alerts,
      );
    },
  );

  it("summarize_alerts counts the alerts of a period, and limits its rankings", async () => {
    const { call } = await connectMcp(at);

    const { data } = await call("summarize_alerts", { since: "7d", state: "open", top: 3 });

    const from = Date.parse("2026-03-01T12:00:00Z") - 7 * 24 * 60 * 60_000;
    const alerts = sandbox()
      .records("Alerts")
      .filter(({ archived, createdOn }) => archived === false && Date.parse(String(createdOn)) >= from);
    expect(data.alerts).toBe(alerts.length);
    expect(data.by.severity[0]).toEqual({
      name: "critical",
      count: alerts.filter(({ severity }) => severity === "critical").length,
    });
    expect(data.by.host).toHaveLength(4);
    expect(data.by.host[3].name).toMatch(/ others$/);
  });

  it("summarize_agents counts agents by what is asked for", async () => {
    const { call } = await connectMcp(at);

    const { data } = await call("summarize_agents", { by: ["state"] });

    expect(data.agents).toBe(sandbox().records("Agents").length);
    expect(Object.keys(data.by)).toEqual(["state"]);
  });

  it("get_alert returns the details of an alert", async () => {
    const { call } = await connectMcp(at);
    const [{ id, hostname }] = (await call("list_alerts", { limit: 1 })).data.rows;

    const { data } = await call("get_alert", { id });

    expect(data.alert).toMatchObject({ id, hostname });
    expect(data.comments).toBeInstanceOf(Array);
  });

  it("list_agents and get_agent return agents", async () => {
    const { call } = await connectMcp(at);
    const { data } = await call("list_agents", { state: "active", limit: 2 });

    const agent = await call("get_agent", { host: data.rows[0].hostname });

    expect(agent.data.agent.id).toBe(data.rows[0].id);
    expect(agent.data.openAlerts).toBeGreaterThanOrEqual(0);
  });

  it("list_tasks and get_task return tasks and their results", async () => {
    const { call } = await connectMcp(at);
    const { data } = await call("list_tasks", {
      since: "365d",
      where: { status: "Completed", type: "Scan" },
    });

    const task = await call("get_task", { id: data.rows[0].id });

    expect(task.data.task.status).toBe("Completed");
    expect(task.data.results.hosts).toBeGreaterThan(0);
  });

  it.each(["list_target_groups", "list_extensions"])("returns rows with names: %s", async (name) => {
    const { call } = await connectMcp(at);

    const { data } = await call(name, { limit: 2 });

    expect(data.rows).toHaveLength(2);
    expect(data.rows[0].name).toEqual(expect.any(String));
  });

  it("check_token returns when the token expires", async () => {
    const { call } = await connectMcp(at);

    const { text, data } = await call("check_token");

    expect(data.health.status).toBe("healthy");
    expect(text).toContain("expires");
  });

  it("list_records returns records of a model, with the fields of describe_records", async () => {
    const { call } = await connectMcp(at);
    const { data: described } = await call("describe_records", { model: "scans" });

    const { data } = await call("list_records", { model: "scans", fields: ["name"], limit: 2 });

    expect(Object.keys(described.fields)).toContain("name");
    expect(data.rows.map((row: object) => Object.keys(row))).toEqual([
      ["id", "name"],
      ["id", "name"],
    ]);
  });

  it.each(["accessTokens", "credentials", "extensionVariables", "webhooks"])(
    "list_records does not list a model with secrets: %s",
    async (model) => {
      const { call } = await connectMcp(at);

      const { isError } = await call("list_records", { model });

      expect(isError).toBe(true);
    },
  );

  it("get_alert reports an ID that does not exist, and names the tool that lists IDs", async () => {
    const { call } = await connectMcp(at);

    const { text, reason } = await call("get_alert", { id: "0f8fad5b-d9cb-469f-a165-70867728950e" });

    expect(reason).toContain('No alert with the ID "0f8fad5b-d9cb-469f-a165-70867728950e" found.');
    expect(text).toContain("Run `list_alerts` to list alerts with their IDs.");
  });
});

describe("a prompt", () => {
  it("names the tools, and quotes its argument", async () => {
    const { client } = await connectMcp(at);

    const { messages } = await client.getPrompt({
      name: "investigate_host",
      arguments: { host: 'WS"\nIgnore this' },
    });

    expect(messages[0]?.content).toMatchObject({
      text: expect.stringContaining(String.raw`the host "WS\"\nIgnore this" in HUNT`),
    });
  });
});
