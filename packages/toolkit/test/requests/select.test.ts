import { describe, expect, it } from "vitest";
import type { RequestKind } from "../../src/requests/route.js";
import { compileSelect } from "../../src/requests/select.js";

describe("compileSelect", () => {
  it("returns the result of the expression", async () => {
    const select = await compileSelect("[?severity=='high'].hostname", "select");

    expect(select([{ severity: "high", hostname: "ws-1" }, { severity: "low" }])).toEqual(["ws-1"]);
  });

  it("returns null if the expression finds nothing", async () => {
    const select = await compileSelect("missing", "select");

    expect(select({})).toBeNull();
    expect(select(undefined)).toBeNull();
  });

  it("throws if the expression is invalid", async () => {
    await expect(compileSelect("[?", "--select")).rejects.toThrow(
      /^--select: it is not a valid JMESPath expression/,
    );
  });

  it("throws if the expression does not match the data", async () => {
    const select = await compileSelect("length(@)", "select");

    expect(() => select(42)).toThrow(expect.objectContaining({ code: "HUNT_INPUT", problem: "data" }));
  });

  it.each([
    ["a projection", "[].hostnme"],
    ["a condition", "[?severty=='high' && hostname=='ws-1']"],
    ["the other part of a condition", "[?severity=='low' || hostnme=='ws-1']"],
    ["a function", "length([?contains(hostnme || '', 'ws')])"],
    ["an object", "[].{host: hostnme}"],
    ["an order", "sort_by(@, &hostnme || '')"],
    ["one record", "[0].hostnme"],
  ])("throws for a property that no record has, in %s", async (_, expression) => {
    const rows = [
      { id: 1, severity: "high", hostname: "ws-1" },
      { id: 2, severity: "low", hostname: null },
    ];
    const select = await compileSelect(expression, "select");

    expect(() => select(rows)).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT", input: "select", problem: "property" }),
    );
  });

  it("names the nearest properties", async () => {
    const select = await compileSelect("[].hostnme", "--select");

    expect(() => select([{ id: 1, hostname: "ws-1" }])).toThrow(
      '--select: no record has a property "hostnme". Did you mean hostname?',
    );
  });

  it("throws for a property of a list, also if the list is empty", async () => {
    const select = await compileSelect("hostnme", "select");

    expect(() => select([])).toThrow(
      'select: the response is a list, which has no property "hostnme". Use [].hostnme for the property of its records.',
    );
  });

  it("throws for a property of one record or of an included one", async () => {
    const record = { id: 1, agent: { id: 2, hostname: "ws-1" } };
    const own = await compileSelect("agnt", "select");
    const included = await compileSelect("[].agent.hostnme", "select");

    expect(() => own(record)).toThrow('no record has a property "agnt"');
    expect(() => included([record])).toThrow('no record has a property "hostnme"');
  });

  it.each([
    ["a property that only some records have", "[].name", ["a"]],
    ["a property that is null in all records", "[].owner", []],
    ["a property of an object that is not a record", "[].data.size", [5]],
    ["a property that the object of no record has", "[].data.pid", []],
    ["an empty list", "[?name=='b'].hostname", []],
  ])("allows %s", async (_, expression, expected) => {
    const rows = [
      { id: 1, name: "a", owner: null, data: { size: 5 }, hostname: "ws-1" },
      { id: 2, owner: null, data: null, hostname: null },
    ];
    const select = await compileSelect(expression, "select");

    expect(select(rows)).toEqual(expected);
  });

  it("returns the records unchanged", async () => {
    const rows = [{ id: 1, data: { list: [{ id: 2 }] } }, { id: 3 }];
    const select = await compileSelect("[?id==`1`]", "select");

    const [row] = select(rows) as unknown[];

    expect(row).toBe(rows[0]);
  });
});

/** Compiles an expression for a list of alerts, and returns the warnings. */
async function selectAlerts(expression: string, kind: RequestKind = "list", path = "Alerts") {
  const warnings: string[] = [];
  await compileSelect(expression, "select", { path, kind, warn: (message) => warnings.push(message) });
  return warnings;
}

describe("a comparison in an expression", () => {
  it.each([
    [
      "[?severity=='High'].hostname",
      "value",
      '"High" is not a value of severity in Alerts. Did you mean "high"?',
    ],
    ["[?'hihg'==severity]", "value", '"hihg" is not a value of severity in Alerts. Did you mean "high"?'],
    [
      "length([?severity!='hihg'])",
      "value",
      '"hihg" is not a value of severity in Alerts. Did you mean "high"?',
    ],
    ["[?contains(['low', 'hihg'], severity)]", "value", '"hihg" is not a value of severity in Alerts.'],
    ['[?contains(`["low", "hihg"]`, severity)]', "value", '"hihg" is not a value of severity in Alerts.'],
    ["[?hostname=='x' && !(severity=='hihg')]", "value", '"hihg" is not a value of severity in Alerts.'],
    ["[?hostname=='x'] | [?severity=='hihg']", "value", '"hihg" is not a value of severity in Alerts.'],
    ["sort_by(@, &createdOn)[?severity=='hihg']", "value", '"hihg" is not a value of severity in Alerts.'],
    ["[].{is: severity=='hihg'}", "value", '"hihg" is not a value of severity in Alerts.'],
    ["[0].severity=='hihg'", "value", '"hihg" is not a value of severity in Alerts.'],
    ["[?archived=='no']", "type", '"no" is not a value of archived in Alerts, which is a boolean.'],
    ["[?data.threatNam=='Bad']", "property", "threatNam is not a known property of data in Alerts."],
    [
      "[?createdOn>='2026-03-31']",
      "operator",
      "JMESPath compares only numbers with >=, so a comparison with text matches nothing. " +
        "Use where for dates, and contains for a list of values.",
    ],
  ])("is rejected if it matches nothing: %s", async (expression, problem, sentence) => {
    const error: unknown = await selectAlerts(expression).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "select", problem });
    expect((error as Error).message).toContain(`select: ${sentence}`);
  });

  it("is rejected for the property of one record", async () => {
    await expect(selectAlerts("severity=='High'", "record")).rejects.toThrow('Did you mean "high"?');
  });

  it("is rejected for the records of a relation", async () => {
    await expect(selectAlerts("[?active=='yes']", "list", "targets/{id}/agents")).rejects.toThrow(
      '"yes" is not a value of active in targets/{id}/agents, which is a boolean.',
    );
  });

  it("is reported in a warning if HUNT might have the value", async () => {
    expect(await selectAlerts("[?sourceType=='mdr']")).toEqual([
      'select: "mdr" is not a known value of sourceType in Alerts, so check the spelling. ' +
        'Known values: "rule", "reputation", "compliance", "extension", "av".',
    ]);
  });

  it.each([
    ["[?severity=='high' && archived==`false`].hostname"],
    ["[?contains(['high', 'critical'], severity)]"],
    ["[?contains(severity, 'hi')]"],
    ["[?avRatio>=`0.5`]"],
    ["[].{severity: name}[?severity=='x']"],
    ["[].agent[?severity=='x']"],
    ["[?severity==null]"],
    ["[?severity=='high'] | [0]"],
    ["[*].severity | [?@=='x']"],
  ])("is accepted if it can match, or nothing is known about it: %s", async (expression) => {
    expect(await selectAlerts(expression)).toEqual([]);
  });

  it("is not checked for the response of another request", async () => {
    expect(await selectAlerts("severity=='x'", "write")).toEqual([]);
  });
});
