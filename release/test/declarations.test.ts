import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { compareSurface, readCompatible } from "../src/surface/compare-surface.js";
import { listDeclarations } from "../src/surface/list-declarations.js";

const modules = {
  "index.d.ts": `export { Client } from "./client.js";
export type { ListOptions as Options, Problem } from "./options.js";
export * from "./more.js";
`,
  "client.d.ts": `import type { Row } from "./row.js";
import { type ListOptions } from "./options.js";
/** A client; it has methods. */
export declare class Client<T extends Row> {
    #private;
    private readonly hidden;
    protected readonly send: (path: string, retries?: number) => Promise<T>;
    constructor(url: string);
    /** Lists { rows }; see "https://example.org". */
    list(filter: {
        name: string;
    }, options?: ListOptions): import("./result.js").Result<T>;
    get isClosed(): boolean;
}
declare class Unused {
    value: number;
}
export {};
`,
  "options.d.ts": `export interface ListOptions {
    size?: number | undefined;
    signal: AbortSignal;
}
export type Problem = "dns" | "tls";
`,
  "row.d.ts": `export interface Row {
    id: string;
}
`,
  "result.d.ts": `export type Result<T> = T extends string ? "a;b" : readonly T[];
`,
  "more.d.ts": `export declare const kinds: {
    readonly status: "either";
};
export declare function parse(text: string): number;
export declare function parse(text: string, radix: number): number;
`,
};

/** Lists the declarations of a package with these modules, or with changes to them. */
function listWith(changes: Partial<typeof modules> = {}): string[] {
  const directory = temporaryDirectory();
  for (const [name, text] of Object.entries({ ...modules, ...changes })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return listDeclarations("example", [join(directory, "index.d.ts")]);
}

describe("listDeclarations", () => {
  it("lists each public member on one line, with the types that it needs", () => {
    expect(listWith().join("\n")).toMatchInlineSnapshot(`
      "type example Client.constructor(_: string)
      type example Client.get isClosed(): boolean
      type example Client.list(_: { name: string; }, _?: ListOptions): Result<T>
      type example Client.protected readonly send: (_: string, _?: number) => Promise<T>
      type example ListOptions.signal: AbortSignal
      type example ListOptions.size?: number | undefined
      type example Row.id: string
      type example class Client<T extends Row>
      type example const kinds
      type example function parse(_: string): number
      type example function parse(_: string, _: number): number
      type example interface ListOptions
      type example interface Row
      type example kinds.readonly status: "either"
      type example type Problem = "dns"
      type example type Problem = "tls"
      type example type Result<T> = T extends string ? "a;b" : readonly T[]"
    `);
  });

  it("does not depend on comments, layout, and names of parameters", () => {
    const client = modules["client.d.ts"]
      .replace("/** A client; it has methods. */", "// None")
      .replace("filter: {\n        name: string;\n    }, options?:", "where: { name: string; }, { size }?:")
      .replace("path: string", "route: string");

    expect(listWith({ "client.d.ts": client })).toEqual(listWith());
  });
});

describe("a changed signature", () => {
  const compareWith = (changes: Partial<typeof modules>, compatible = new Set<string>()) =>
    compareSurface(listWith(), listWith(changes), compatible);
  const replaceIn = (name: keyof typeof modules, from: string, to: string) => ({
    [name]: modules[name].replace(from, to),
  });

  it.each([
    ["the type of a parameter", replaceIn("client.d.ts", "url: string", "url: URL")],
    ["a type that is not exported from the entry", replaceIn("row.d.ts", "id: string", "id: number")],
    ["the type of an option", replaceIn("options.d.ts", "size?: number", "size?: string")],
    ["a removed option", replaceIn("options.d.ts", "    size?: number | undefined;\n", "")],
    ["a removed member of a union", replaceIn("options.d.ts", ' | "tls"', "")],
    [
      "a removed overload",
      replaceIn("more.d.ts", "export declare function parse(text: string): number;\n", ""),
    ],
    ["a new required option", replaceIn("options.d.ts", "signal:", "limit: number;\n    signal:")],
    [
      "a parameter that becomes required",
      replaceIn("client.d.ts", "options?: ListOptions", "options: ListOptions"),
    ],
  ])("needs a major version: %s", (_, changes) => {
    expect(compareWith(changes).bump).toBe("major");
  });

  it.each([
    ["a new method", replaceIn("client.d.ts", "get isClosed", "close(): void;\n    get isClosed")],
    ["a new optional option", replaceIn("options.d.ts", "signal:", "limit?: number;\n    signal:")],
    ["a new member of a union", replaceIn("options.d.ts", '"tls"', '"tls" | "proxy"')],
    [
      "a new function",
      replaceIn(
        "more.d.ts",
        "export declare const",
        "export declare function format(): void;\nexport declare const",
      ),
    ],
    [
      "a new options type with a required option",
      {
        ...replaceIn(
          "options.d.ts",
          "export type Problem",
          "export interface NewOptions {\n    id: string;\n}\nexport type Problem",
        ),
        ...replaceIn("index.d.ts", "Problem }", "Problem, NewOptions }"),
      },
    ],
  ])("needs a minor version: %s", (_, changes) => {
    expect(compareWith(changes).bump).toBe("minor");
  });

  it("needs a patch if a class that callers cannot create gets another constructor", () => {
    const changes = replaceIn("index.d.ts", "export { Client }", "export type { Client }");
    const more = replaceIn("client.d.ts", "url: string", "url: URL");

    expect(compareSurface(listWith(changes), listWith({ ...changes, ...more })).bump).toBe("patch");
  });

  it("needs a patch if only a private member changed", () => {
    expect(
      compareWith(replaceIn("client.d.ts", "private readonly hidden", "private readonly other")).bump,
    ).toBe("patch");
  });

  it("needs a minor version if a change intent says that it is compatible", () => {
    const compatible = readCompatible([
      '---\n"example": minor\n---\n\nAccept a URL.\n\nCompatible: `Client.constructor`, `Client.list`\n',
    ]);

    const { bump } = compareWith(replaceIn("client.d.ts", "url: string", "url: string | URL"), compatible);

    expect(bump).toBe("minor");
  });
});
