import { describe, expect, it } from "vitest";
import {
  countEdits,
  findNearestNames,
  formatDidYouMean,
  isMisspelling,
  suggestNames,
} from "../../src/errors/nearest-names.js";

const fields = ["hostname", "hostId", "name", "severity", "createdOn"];

describe("findNearestNames", () => {
  it("finds a name with a letter less", () => {
    expect(findNearestNames("hostnme", fields)).toEqual(["hostname"]);
  });

  it("finds a name in another case", () => {
    expect(findNearestNames("HOSTNAME", fields)).toEqual(["hostname"]);
  });

  it("finds nothing if no name is similar", () => {
    expect(findNearestNames("registry", fields)).toEqual([]);
  });

  it("finds nothing for a single letter", () => {
    expect(findNearestNames("x", ["a", "b"])).toEqual([]);
  });

  it("returns at most three of the nearest names, and none that is less similar", () => {
    const hosts = ["ws-0001", "ws-0002", "ws-0003", "ws-0004", "ws-1234"];

    expect(findNearestNames("ws-0009", hosts)).toEqual(["ws-0001", "ws-0002", "ws-0003"]);
  });

  it("finds a name by its beginning", () => {
    expect(findNearestNames("created", [...fields, "createdByUserId"])).toEqual(["createdOn"]);
    expect(findNearestNames("ws-ada", ["ws-ada.example.com", "ws-bob.example.com"])).toEqual([
      "ws-ada.example.com",
    ]);
  });
});

describe("findNearestNames for names of several words", () => {
  const groups = ["Turku servers", "Build server", "Turku laptops"];

  it("finds nothing if only the word that both have is similar", () => {
    expect(findNearestNames("Build servers", ["Turku servers"])).toEqual([]);
    expect(findNearestNames("Build server", ["Turku servers"])).toEqual([]);
    expect(findNearestNames("Office 1 servers", ["Office 22 servers"])).toEqual([]);
  });

  it("finds a name whose distinguishing word is similar", () => {
    expect(findNearestNames("Build servers", groups)).toEqual(["Build server"]);
    expect(findNearestNames("Truku servers", groups)).toEqual(["Turku servers"]);
  });

  it("finds a name with a word more, or without the space", () => {
    expect(findNearestNames("Turku servers 2", groups)).toEqual(["Turku servers"]);
    expect(findNearestNames("TurkuServers", groups)).toEqual(["Turku servers"]);
  });
});

describe("formatDidYouMean", () => {
  it("asks for the only similar name", () => {
    expect(formatDidYouMean("hostnme", fields)).toBe("Did you mean hostname?");
  });

  it("asks for one of several similar names", () => {
    expect(formatDidYouMean("lab-3", ["lab-1", "lab-2"])).toBe("Did you mean lab-1 or lab-2?");
  });

  it("returns an empty string if no name is similar", () => {
    expect(formatDidYouMean("registry", fields)).toBe("");
  });

  it("escapes names, which may be from HUNT", () => {
    expect(formatDidYouMean("lab-1", ["lab-\n1"])).toBe(String.raw`Did you mean lab-\n1?`);
  });
});

describe("suggestNames", () => {
  it("asks for a similar name, without the list of the others", () => {
    expect(suggestNames("hostnme", fields, "Properties")).toBe("Did you mean hostname?");
  });

  it("lists the names if none is similar", () => {
    expect(suggestNames("registry", fields, "Properties")).toBe(
      "Properties: hostname, hostId, name, severity, createdOn.",
    );
  });

  it("cuts a long list, and counts the rest", () => {
    const many = Array.from({ length: 100 }, (_, index) => `property-${index}`);

    expect(suggestNames("xyz", many, "Properties")).toMatch(/^Properties: property-0, .*, and \d\d more\.$/);
    expect(suggestNames("xyz", many, "Properties").length).toBeLessThan(200);
  });

  it("returns an empty string if there are no names", () => {
    expect(suggestNames("registry", [], "Properties")).toBe("");
  });
});

describe("isMisspelling", () => {
  it.each([
    ["High", "high"],
    ["hihg", "high"],
    ["rules", "rule"],
    ["complience", "compliance"],
    ["quarrantinned", "Quarantined"],
  ])("is true for %s instead of %s", (word, known) => {
    expect(isMisspelling(word, known)).toBe(true);
  });

  it.each([
    ["high", "high"],
    ["Inactive", "Active"],
    ["avg", "av"],
    ["low", "high"],
  ])("is false for %s instead of %s", (word, known) => {
    expect(isMisspelling(word, known)).toBe(false);
  });
});

describe("countEdits", () => {
  it.each([
    ["where", "where", 0],
    ["where", "wher", 1],
    ["where", "wheree", 1],
    ["where", "wjere", 1],
    ["where", "wehre", 1],
    ["where", "filter", 5],
    ["", "abc", 3],
  ])("counts the letters between %s and %s: %d", (one, other, count) => {
    expect(countEdits(one, other)).toBe(count);
  });
});
