import { describe, expect, it } from "vitest";
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
      '--select: no record has a property "hostnme". Did you mean hostname? Properties: id, hostname.',
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
