import { models as catalog, type Field, type Model } from "@huntkit/catalog";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findKnownRecords } from "../../src/guard/known-models.js";
import { checkValues, findValueMistake } from "../../src/guard/value-mistake.js";
import { normalizeWhere } from "../../src/query/normalize-where.js";

/** Checks a condition on a model, and returns the error and the warnings. */
function check(route: string, where: object) {
  const warnings: string[] = [];
  let error: unknown;
  try {
    checkValues(normalizeWhere(where)!, findKnownRecords([route]), {
      input: "where",
      warn: (message) => warnings.push(message),
    });
  } catch (thrown) {
    error = thrown;
  }
  return { error: error as (Error & { problem?: string }) | undefined, warnings };
}

describe("a value that an enum lacks", () => {
  it.each([
    ["Alerts", { severity: "hihg" }, 'where: severity of Alerts has no value "hihg". Did you mean "high"?'],
    ["Alerts", { severity: "High" }, 'where: severity of Alerts has no value "High". Did you mean "high"?'],
    [
      "AlertDetails",
      { severity: "urgent" },
      'where: severity of AlertDetails has no value "urgent". Values: "low", "medium", "high", "critical".',
    ],
    [
      "extensions",
      { type: "respond" },
      'where: type of extensions has no value "respond". Did you mean "response"?',
    ],
    [
      "userTasks",
      { status: "Complted" },
      'where: status of userTasks has no known value "Complted". Did you mean "Completed"? ' +
        "Use a pattern to find a value that huntkit does not know.",
    ],
    [
      "Alerts",
      { sourceType: "Rule" },
      'where: sourceType of Alerts has no known value "Rule". Did you mean "rule"? ' +
        "Use a pattern to find a value that huntkit does not know.",
    ],
    [
      "Alerts",
      { severity: 3 },
      'where: severity of Alerts has no value 3. Values: "low", "medium", "high", "critical".',
    ],
    [
      "Alerts",
      { "data.threatName": "Suspicous" },
      'where: data.threatName of Alerts has no known value "Suspicous". Did you mean "Suspicious"? ' +
        "Use a pattern to find a value that huntkit does not know.",
    ],
  ])("is an error if it cannot be right: %s %j", (route, where, message) => {
    const { error } = check(route, where);

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "where", problem: "value", message });
  });

  it.each([
    { severity: { inq: ["critical", "hihg"] } },
    { severity: { nin: ["hihg"] } },
    { severity: { neq: "hihg" } },
    { severity: { eq: "hihg" } },
    { hostname: "x", and: [{ or: [{ severity: "low" }, { severity: "hihg" }] }] },
  ])("is an error in each operator and at each level: %j", (where) => {
    expect(check("Alerts", where).error?.message).toContain('has no value "hihg"');
  });

  it.each([
    [
      "Alerts",
      { sourceType: "mdr" },
      'where: sourceType of Alerts has no known value "mdr", so check the spelling. ' +
        'Known values: "rule", "reputation", "compliance", "extension", "av".',
    ],
    [
      "AgentDetails",
      { status: "Inactive" },
      'where: status of AgentDetails has no known value "Inactive", so check the spelling. Known values: "Online", "Active".',
    ],
  ])("is a warning if a version of HUNT might have it: %s %j", (route, where, message) => {
    expect(check(route, where)).toEqual({ error: undefined, warnings: [message] });
  });

  it("is redacted in the message if it has the format of a token", () => {
    const token = "aB3".repeat(22).slice(0, 64);

    expect(check("Alerts", { severity: token }).error?.message).not.toContain(token.slice(4, 12));
  });

  it("is escaped and shortened in the message", () => {
    const { error } = check("Alerts", { severity: `\n${"x".repeat(100)}` });

    expect(error?.message).toContain(String.raw`has no value "\nxxx`);
    expect(error?.message.length).toBeLessThan(160);
  });
});

describe("a value whose case varies", () => {
  it.each([
    ["QuarantinedFiles", { status: { inq: ["quarantined", "Quarantined"] } }],
    ["rules", { severity: { inq: ["high", "High"] } }],
    ["rules", { severity: "High" }],
    ["rules", { severity: { ilike: "high" } }],
  ])("is accepted with the known case, or if case is ignored: %s %j", (route, where) => {
    expect(check(route, where)).toEqual({ error: undefined, warnings: [] });
  });

  it.each([
    ["QuarantinedFiles", { status: "quarantined" }, "status of QuarantinedFiles", '"Quarantined"'],
    ["rules", { severity: "high" }, "severity of rules", '"High"'],
  ])("is a warning in another case: %s %j", (route, where, subject, known) => {
    const { error, warnings } = check(route, where);

    expect(error).toBeUndefined();
    expect(warnings[0]).toContain(`where: the known value of ${subject} is ${known}`);
  });

  it("is an error if it is unknown in any case, and the list of values is complete", () => {
    expect(check("rules", { severity: "hihg" }).error?.message).toContain('Did you mean "High"?');
  });
});

describe("an enum", () => {
  it.each(["gt", "gte", "lt", "lte"])("cannot be compared by the order of the alphabet: %s", (operator) => {
    const { error } = check("Alerts", { severity: { [operator]: "high" } });

    expect(error).toMatchObject({ problem: "operator" });
    expect(error?.message).toBe(
      `where: severity of Alerts is a string, so ${operator} uses the order of the alphabet. Compare it with a list of values.`,
    );
  });

  it.each([{ like: "%hi%" }, { regexp: "^h" }, { nilike: "hihg" }])("can be matched with %j", (pattern) => {
    expect(check("Alerts", { severity: pattern })).toEqual({ error: undefined, warnings: [] });
  });

  it("can be compared with null", () => {
    expect(check("Alerts", { or: [{ severity: null }, { severity: { neq: null } }] }).error).toBeUndefined();
  });
});

describe("a boolean", () => {
  it.each(["no", "yes", "1", "true", "", 0, 1])("is an error if it is compared with %j", (value) => {
    const { error } = check("Alerts", { archived: value });

    expect(error).toMatchObject({ problem: "type" });
    expect(error?.message).toBe("where: archived of Alerts is a boolean. Compare it with true or false.");
  });

  it.each([{ neq: "yes" }, { inq: [true, "no"] }, { like: "%t%" }])(
    "is an error with the operator in %j",
    (condition) => {
      expect(check("Alerts", { archived: condition }).error).toMatchObject({ problem: "type" });
    },
  );

  it.each([true, false, null, { neq: true }, { inq: [true, false] }])("can be compared with %j", (value) => {
    expect(check("Alerts", { signed: value })).toEqual({ error: undefined, warnings: [] });
  });

  it("is not one if clients accept anything", () => {
    expect(check("AlertDetails", { staticAnalysis: "deep" }).error).toBeUndefined();
  });
});

describe("a date", () => {
  it.each([{ eventTime: "yesterday" }, { eventTime: { gt: "24h" } }])(
    "is an error if it is compared with another string: %j",
    (where) => {
      const { error } = check("Alerts", where);

      expect(error).toMatchObject({ problem: "date" });
      expect(error?.message).toBe(
        "where: eventTime of Alerts is a date. Compare it with a date, such as 2026-03-31 or 2026-03-31T09:30:00Z.",
      );
    },
  );

  it.each(["like", "ilike", "nlike", "nilike", "regexp"])(
    "cannot be matched with a pattern: %s",
    (operator) => {
      const { error } = check("Alerts", { createdOn: { [operator]: "2026-03%" } });

      expect(error).toMatchObject({ problem: "operator" });
      expect(error?.message).toBe(
        `where: createdOn of Alerts is a date, so ${operator} matches nothing. Use gte, lt, or between.`,
      );
    },
  );

  it.each([{ gte: "2026-03-31" }, { between: ["2026-01-01", 1774915200000] }, null, "2026-03-31T09:30:00Z"])(
    "can be compared with %j",
    (condition) => {
      expect(check("Alerts", { eventTime: condition })).toEqual({ error: undefined, warnings: [] });
    },
  );

  it("is text in an object", () => {
    expect(check("Alerts", { "data.createdOn": { like: "2026-03%" } }).error).toBeUndefined();
  });
});

describe("a path", () => {
  it.each([
    [{ "hostname.x": 1 }, "hostname of Alerts is a string, so it has no property x."],
    [{ "responseData.name": "x" }, "responseData of Alerts is a list, so it has no property name."],
    [{ "data.pid.x": 1 }, "data.pid of Alerts is a number, so it has no property x."],
    [{ "data.threatNam": "Bad" }, "data of Alerts has no known property threatNam. Did you mean threatName?"],
    [
      { "data.ThreatName": "Bad" },
      "data of Alerts has no known property ThreatName. Did you mean threatName?",
    ],
  ])("is an error if no record can have it: %j", (where, sentence) => {
    const { error } = check("Alerts", where);

    expect(error).toMatchObject({ input: "where", problem: "property", message: `where: ${sentence}` });
  });

  it("is a warning if a version of HUNT might have it", () => {
    const { error, warnings } = check("Alerts", { "data.foo": "x" });

    expect(error).toBeUndefined();
    expect(warnings[0]).toMatch(
      /^where: data of Alerts has no known property foo, so check the spelling\. Known properties: threatName, /,
    );
  });

  it.each([
    ["Alerts", { "data.pid": 5 }],
    ["scheduledJobs", { "data.options.process": true }],
    ["Alerts", { "nosuch.x": 5 }],
    ["Widgets", { "size.x": 5, severity: "hihg" }],
  ])("is accepted if it is known, or nothing is known about it: %s %j", (route, where) => {
    expect(check(route, where)).toEqual({ error: undefined, warnings: [] });
  });
});

describe("any condition", () => {
  const enums = listFields(({ values }) => values !== undefined);
  const closed = enums.filter(({ field }) => field.hasAllValues && !field.hasVaryingCase);
  const booleans = listFields(({ type, accepts }) => type === "boolean" && accepts === undefined);

  it("is accepted with known values, in any operator", () => {
    const comparisons = fc.constantFrom(...enums).chain(({ route, path, field }) => {
      const value = fc.constantFrom(...(field.storedValues ?? field.values!));
      return fc.tuple(fc.constant(route), embed(compareWith(value).map((each) => ({ [path]: each }))));
    });

    fc.assert(
      fc.property(comparisons, ([route, where]) => {
        expect(check(route, where)).toEqual({ error: undefined, warnings: [] });
      }),
    );
  });

  it("is rejected with a misspelled value of a complete enum, wherever it is", () => {
    const comparisons = fc.constantFrom(...closed).chain(({ route, path, field: { values = [] } }) => {
      const value = misspell(fc.constantFrom(...values)).filter((each) => !values.includes(each));
      return fc.tuple(fc.constant(route), embed(compareWith(value).map((each) => ({ [path]: each }))));
    });

    fc.assert(
      fc.property(comparisons, ([route, where]) => {
        expect(check(route, where).error).toMatchObject({ input: "where", problem: "value" });
      }),
    );
  });

  it("is rejected with anything except true, false, and null for a boolean", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constantFrom("true", "false", "no", "1"));
    const comparisons = fc
      .constantFrom(...booleans)
      .chain(({ route, path }) =>
        fc.tuple(fc.constant(route), embed(compareWith(value).map((each) => ({ [path]: each })))),
      );

    fc.assert(
      fc.property(comparisons, ([route, where]) => {
        expect(check(route, where).error).toMatchObject({ input: "where", problem: "type" });
      }),
    );
  });

  it("names the property as the caller writes it", () => {
    const comparison = { path: "extensionSuccess", operator: "eq", operands: ["no"] };

    const mistake = findValueMistake(comparison, findKnownRecords(["Alerts"]), () => "extension_success");

    expect(mistake?.sentence).toBe(
      "extension_success of Alerts is a boolean. Compare it with true or false.",
    );
  });
});

/** Lists the fields of all models that pass a test, with their paths. */
function listFields(test: (field: Field) => boolean) {
  return Object.values(catalog as unknown as Record<string, Model>).flatMap(({ route }) =>
    list(route, findKnownRecords([route]).fields!, ""),
  );

  function list(
    route: string,
    fields: Model["fields"],
    prefix: string,
  ): { route: string; path: string; field: Field }[] {
    return Object.entries(fields).flatMap(([name, field]) => [
      ...(test(field) ? [{ route, path: prefix + name, field }] : []),
      ...list(route, field.fields ?? {}, `${prefix}${name}.`),
    ]);
  }
}

/** Generates comparisons with a value, in all operators that compare with whole values. */
function compareWith(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const values = fc.array(value, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    value,
    fc.record({ eq: value }),
    fc.record({ neq: value }),
    fc.record({ inq: values }),
    fc.record({ nin: values }),
  );
}

/** Puts a condition into `and`s and `or`s, next to others. */
function embed(condition: fc.Arbitrary<object>): fc.Arbitrary<object> {
  const levels = fc.array(fc.tuple(fc.constantFrom("and", "or"), fc.boolean()), { maxLength: 4 });
  return fc
    .tuple(condition, levels)
    .map(([inner, outer]) =>
      outer.reduce<object>(
        (each, [key, isFirst]) => ({ [key]: isFirst ? [each, { id: "x" }] : [{ id: "x" }, each] }),
        inner,
      ),
    );
}

/** Changes a letter, or the case of one. */
function misspell(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(text, fc.nat(), fc.constantFrom("", "x", "xx")).map(([value, at, letters]) => {
    const index = at % value.length;
    return (
      value.slice(0, index) +
      (letters === "xx" ? value[index]!.toUpperCase() : letters) +
      value.slice(index + 1)
    );
  });
}
