import { models as catalog, type Field, type Model } from "@huntkit/catalog";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findKnownRecords } from "../../src/guard/known-models.js";
import { checkValues } from "../../src/guard/value-mistake.js";
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
    [
      "Alerts",
      { severity: "hihg" },
      'where: "hihg" is not a value of severity in Alerts. Did you mean "high"?',
    ],
    [
      "Alerts",
      { severity: "High" },
      'where: "High" is not a value of severity in Alerts. Did you mean "high"?',
    ],
    [
      "AlertDetails",
      { severity: "urgent" },
      'where: "urgent" is not a value of severity in AlertDetails. Values: "low", "medium", "high", "critical".',
    ],
    [
      "extensions",
      { type: "respond" },
      'where: "respond" is not a value of type in extensions. Did you mean "response"?',
    ],
    [
      "userTasks",
      { status: "Complted" },
      'where: "Complted" is not a known value of status in userTasks. Did you mean "Completed"? ' +
        "Use a pattern to find a value that huntkit does not know.",
    ],
    [
      "Alerts",
      { sourceType: "Rule" },
      'where: "Rule" is not a known value of sourceType in Alerts. Did you mean "rule"? ' +
        "Use a pattern to find a value that huntkit does not know.",
    ],
    [
      "Alerts",
      { severity: 3 },
      'where: 3 is not a value of severity in Alerts. Values: "low", "medium", "high", "critical".',
    ],
    [
      "Alerts",
      { "data.threatName": "Suspicous" },
      'where: "Suspicous" is not a known value of data.threatName in Alerts. Did you mean "Suspicious"? ' +
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
    expect(check("Alerts", where).error?.message).toContain('"hihg" is not a value of severity');
  });

  it.each([
    [
      "Alerts",
      { sourceType: "mdr" },
      'where: "mdr" is not a known value of sourceType in Alerts, so check the spelling. ' +
        'Known values: "rule", "reputation", "compliance", "extension", "av".',
    ],
    [
      "AgentDetails",
      { status: "Inactive" },
      'where: "Inactive" is not a known value of status in AgentDetails, so check the spelling. Known values: "Online", "Active".',
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

    expect(error?.message).toContain(String.raw`where: "\nxxx`);
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
    ["QuarantinedFiles", { status: "quarantined" }, "status in QuarantinedFiles", '"Quarantined"'],
    ["rules", { severity: "high" }, "severity in rules", '"High"'],
  ])("is a warning in another case: %s %j", (route, where, subject, known) => {
    const { error, warnings } = check(route, where);

    expect(error).toBeUndefined();
    expect(warnings[0]).toContain(
      `might not match, because the known value of ${subject} is ${known}. Compare with both.`,
    );
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
      `where: a string such as severity in Alerts cannot be compared with ${operator}, which uses the order of the ` +
        'alphabet. Use a list of values, such as {"severity": {"inq": ["high", "critical"]}}.',
    );
  });

  it.each([{ like: "%hi%" }, { regexp: "^h" }, { nilike: "hihg" }])("can be matched with %j", (pattern) => {
    expect(check("Alerts", { severity: pattern })).toEqual({ error: undefined, warnings: [] });
  });

  it("can be compared with null", () => {
    expect(check("Alerts", { or: [{ severity: null }, { severity: { neq: null } }] }).error).toBeUndefined();
  });
});

describe("a like without a wildcard", () => {
  it.each([
    ["Alerts", { hostname: { like: "srv" } }, "hostname in Alerts", '"%srv%"'],
    ["Widgets", { name: { like: String.raw`50\% off` } }, "name in Widgets", String.raw`"%50\% off%"`],
  ])("is a warning, because it matches only the whole value: %s %j", (route, where, subject, pattern) => {
    const { error, warnings } = check(route, where);

    expect(error).toBeUndefined();
    expect(warnings).toEqual([
      `where: the pattern of like for ${subject} has no wildcard, so it matches only the whole value. ` +
        `Use ${pattern} for a part, or eq for the whole value.`,
    ]);
  });

  it("is an error if the type of the property cannot be compared with like", () => {
    expect(check("Alerts", { archived: { like: "t" } }).error).toMatchObject({ problem: "operator" });
  });

  it.each([{ like: "srv%" }, { like: "srv-_" }, { ilike: "srv" }])("is not %j", (pattern) => {
    expect(check("Alerts", { hostname: pattern })).toEqual({ error: undefined, warnings: [] });
  });
});

describe("a boolean", () => {
  it.each(["no", "yes", "1", "true", "", 0, 1])("is an error if it is compared with %j", (value) => {
    const { error } = check("Alerts", { archived: value });

    expect(error).toMatchObject({ problem: "type" });
    expect(error?.message).toBe(
      `where: ${JSON.stringify(value)} is not a value of archived in Alerts, which is a boolean. Use true or false.`,
    );
  });

  it.each([{ neq: "yes" }, { inq: [true, "no"] }])("is an error with the operator in %j", (condition) => {
    expect(check("Alerts", { archived: condition }).error).toMatchObject({ problem: "type" });
  });

  it("cannot be matched with a pattern", () => {
    expect(check("Alerts", { archived: { like: "%t%" } }).error?.message).toBe(
      "where: a boolean such as archived in Alerts cannot be compared with like. Use true or false.",
    );
  });

  it.each([true, false, null, { neq: true }, { inq: [true, false] }])("can be compared with %j", (value) => {
    expect(check("Alerts", { signed: value })).toEqual({ error: undefined, warnings: [] });
  });

  it("is not one if clients accept anything", () => {
    expect(check("AlertDetails", { staticAnalysis: "deep" }).error).toBeUndefined();
  });
});

describe("a date", () => {
  it.each([
    { eventTime: "yesterday" },
    { eventTime: { gt: "yesterday" } },
    { eventTime: { between: ["2026-03-31", "yesterday"] } },
    { eventTime: { inq: ["2026-03-31", "yesterday"] } },
  ])("is an error if it is compared with another string: %j", (where) => {
    const { error } = check("Alerts", where);

    expect(error).toMatchObject({ problem: "date" });
    expect(error?.message).toBe(
      'where: "yesterday" is not a value of eventTime in Alerts, which is a date. ' +
        "Use a date, such as 2026-03-31 or 2026-03-31T09:30:00Z.",
    );
  });

  it.each(["like", "ilike", "nlike", "nilike", "regexp"])(
    "cannot be matched with a pattern: %s",
    (operator) => {
      const { error } = check("Alerts", { createdOn: { [operator]: "2026-03%" } });

      expect(error).toMatchObject({ problem: "operator" });
      expect(error?.message).toBe(
        `where: a date such as createdOn in Alerts cannot be compared with ${operator}. Use gte, lt, or between.`,
      );
    },
  );

  it("is an error if it is compared with a time in seconds, because HUNT reads milliseconds", () => {
    const { error } = check("Alerts", { eventTime: { gt: 1_700_000_000 } });

    expect(error).toMatchObject({ problem: "date" });
    expect(error?.message).toBe(
      "where: 1700000000 is not a value of eventTime in Alerts, which is a date. HUNT reads a number as milliseconds " +
        "since 1970, so it would be 1970-01-20T16:13:20.000Z. Multiply seconds by 1000.",
    );
  });

  it.each([
    { gte: "2026-03-31" },
    { gte: 0 },
    { gte: "1970-01-20" },
    { between: ["2026-01-01", 1774915200000] },
    null,
    "2026-03-31T09:30:00Z",
  ])("can be compared with %j", (condition) => {
    expect(check("Alerts", { eventTime: condition })).toEqual({ error: undefined, warnings: [] });
  });

  it("is text in an object", () => {
    expect(check("Alerts", { "data.createdOn": { like: "2026-03%" } }).error).toBeUndefined();
  });
});

describe("a UUID", () => {
  it.each([
    ["Alerts", { scanId: "abc" }, "scanId in Alerts"],
    ["Alerts", { targetGroupId: { neq: "abc" } }, "targetGroupId in Alerts"],
    ["Agents", { or: [{ hostname: "x" }, { locationId: { inq: ["abc"] } }] }, "locationId in Agents"],
    ["Alerts", { id: { inq: ["abc"] } }, "id in Alerts"],
    ["ScanHosts", { scanId: "abc" }, "scanId in ScanHosts"],
  ])("is an error if it is compared with another string: %s %j", (route, where, subject) => {
    const { error } = check(route, where);

    expect(error).toMatchObject({ input: "where", problem: "format" });
    expect(error?.message).toBe(
      `where: "abc" is not a value of ${subject}, which is a UUID. ` +
        "Use a UUID, such as 0f8fad5b-d9cb-469f-a165-70867728950e.",
    );
  });

  it("cannot be matched with a regular expression, because HUNT returns 500", () => {
    expect(check("Alerts", { scanId: { regexp: "^0f" } }).error?.message).toBe(
      "where: a UUID such as scanId in Alerts cannot be compared with regexp. Use another operator.",
    );
  });

  it.each([
    ["Alerts", { scanId: "0F8FAD5B-D9CB-469F-A165-70867728950E" }],
    ["Alerts", { scanId: { neq: null } }],
    ["Alerts", { scanId: { like: "0f8f%" } }],
    ["Alerts", { id: { gt: "abc" } }],
    ["users", { id: 7 }],
    ["UserActivities", { userId: "7" }],
    ["Alertsarchive", { scanId: "abc" }],
    ["FileReps", { id: "da39a3ee5e6b4b0d3255bfef95601890afd80709" }],
  ])("is accepted in each form that HUNT might have: %s %j", (route, where) => {
    expect(check(route, where)).toEqual({ error: undefined, warnings: [] });
  });
});

describe("a number", () => {
  it.each(["many", "", " ", true, "1,5"])("is an error if it is compared with %j", (value) => {
    const { error } = check("AlertDetails", { avPositives: value });

    expect(error).toMatchObject({ problem: "number" });
    expect(error?.message).toBe(
      `where: ${JSON.stringify(value)} is not a value of avPositives in AlertDetails, which is a number. Use a number.`,
    );
  });

  it.each([5, "5", -1.5, { gt: 0 }, { neq: null }, { like: "1%" }])("can be compared with %j", (value) => {
    expect(check("AlertDetails", { avPositives: value })).toEqual({ error: undefined, warnings: [] });
  });
});

describe("a path", () => {
  it.each([
    [{ "hostname.x": 1 }, "x is not a property of hostname in Alerts, which is a string."],
    [{ "responseData.name": "x" }, "name is not a property of responseData in Alerts, which is a list."],
    [{ "data.pid.x": 1 }, "x is not a property of data.pid in Alerts, which is a number."],
    [
      { "data.threatNam": "Bad" },
      "threatNam is not a known property of data in Alerts. Did you mean threatName?",
    ],
    [
      { "data.ThreatName": "Bad" },
      "ThreatName is not a known property of data in Alerts. Did you mean threatName?",
    ],
  ])("is an error if no record can have it: %j", (where, sentence) => {
    const { error } = check("Alerts", where);

    expect(error).toMatchObject({ input: "where", problem: "property", message: `where: ${sentence}` });
  });

  it("is a warning if a version of HUNT might have it", () => {
    const { error, warnings } = check("Alerts", { "data.foo": "x" });

    expect(error).toBeUndefined();
    expect(warnings[0]).toMatch(
      /^where: foo is not a known property of data in Alerts, so check the spelling\. Known properties: threatName, /,
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
        (each, [key, isFirst]) => ({ [key]: isFirst ? [each, { other: "x" }] : [{ other: "x" }, each] }),
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

describe("a condition that excludes every value", () => {
  it.each([
    [
      { severity: { nin: ["low", "medium", "high", "critical"] } },
      "where: no record can match, because the condition on severity in Alerts excludes every value: " +
        'nin "low", "medium", "high", and 1 more.',
    ],
    [
      { hostname: { nlike: "%" } },
      'where: no record can match, because the condition on hostname in Alerts excludes every value: nlike "%".',
    ],
    [
      { archived: { nin: [true, false] } },
      "where: no record can match, because the condition on archived in Alerts excludes every value: nin true, false.",
    ],
    [
      { and: [{ archived: { neq: true } }, { archived: { neq: false } }] },
      "where: no record can match, because the conditions on archived in Alerts exclude each other: neq true; neq false.",
    ],
  ])("is rejected: %j", (where, message) => {
    expect(check("Alerts", where).error).toMatchObject({ problem: "range", message });
  });

  it.each([
    { severity: { nin: ["low", "medium", "high"] } },
    { severity: { neq: "low" } },
    { sourceType: null },
    { sourceType: { nin: ["rule", "reputation", "compliance", "extension", "av"] } },
    { type: { nin: ["process", "autostart", "artifact", "connection", "account"] } },
    { hostname: { nlike: "SRV%" } },
    { archived: { neq: true } },
    { or: [{ signed: { nin: [true, false] } }, { signed: null }] },
  ])("is not assumed if a value remains: %j", (where) => {
    expect(check("Alerts", where).error).toBeUndefined();
  });
});

describe("a hash", () => {
  const hash = "f2af1ee47a281abc25c06137bdb4930c61c48ea3";
  const formOf = {
    sha1: "a SHA-1 in lower case. Use 40 hexadecimal digits.",
    md5: "an MD5 in lower case. Use 32 hexadecimal digits.",
    sha256: "a SHA-256 in lower case. Use 64 hexadecimal digits.",
  };

  it.each(["fileRepId", "hostId", "data.sha1"])("is rejected in upper case: %s", (path) => {
    const where = { [path]: hash.toUpperCase() };

    expect(check("Alerts", where).error).toMatchObject({
      problem: "format",
      message:
        `where: "${hash.toUpperCase()}" is not a value of ${path} in Alerts, which is a SHA-1 in lower case. ` +
        `Use "${hash}".`,
    });
  });

  it.each([
    ["Alerts", "fileRepId", "da39a3ee", formOf.sha1],
    ["Alerts", "hostId", "nope", formOf.sha1],
    ["FileReps", "id", "d41d8cd98f00b204e9800998ecf8427e", formOf.sha1],
    ["AlertDetails", "md5", hash, formOf.md5],
    ["Alerts", "data.sha256", hash, formOf.sha256],
  ])("is rejected in another form: %s %s %s", (route, path, value, advice) => {
    expect(check(route, { [path]: { inq: [value] } }).error?.message).toBe(
      `where: "${value}" is not a value of ${path} in ${route}, which is ${advice}`,
    );
  });

  it.each([
    { fileRepId: hash },
    { fileRepId: { neq: null } },
    { fileRepId: { like: "F2AF%" } },
    { fileRepId: { regexp: "^f2" } },
    { fileRepId: { gte: "f2", lt: "f3" } },
    { hostId: { inq: [hash] } },
  ])("is accepted in lower case, as a part, and as null: %j", (where) => {
    expect(check("Alerts", where)).toEqual({ error: undefined, warnings: [] });
  });
});

describe("a value whose form is known", () => {
  it.each(["T159.001", "1059", "t1059", "T1059.1", "T9999"])("is rejected in another form: %s", (mitreId) => {
    expect(check("Alerts", { mitreId }).error).toMatchObject({
      problem: "format",
      message:
        `where: "${mitreId}" does not have the form of mitreId in Alerts: MITRE ATT&CK technique: T0 or T1, and three ` +
        "digits, for example `T1059.001`. Use a pattern to find a value that huntkit does not know.",
    });
  });

  it.each([
    { mitreId: "T1059.001" },
    { mitreId: { inq: ["T1105"] } },
    { mitreId: { like: "t10%" } },
    { mitreId: null },
  ])("is accepted in its form, as a pattern, and as null: %j", (where) => {
    expect(check("Alerts", where).error).toBeUndefined();
  });
});
