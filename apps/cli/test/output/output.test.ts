import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createOutput, type Format } from "../../src/output/output.js";

/** Creates an output for a program, and returns it with a function that returns what was printed so far. */
async function createTestOutput(format: Format, isTTY = false) {
  const chunks: string[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  const terminal = { isTTY, width: 80, hasColors: false, isUnicode: true };
  const out = await createOutput({ stdout, stderr: stdout }, format, terminal);
  return { out, printed: () => chunks.join("") };
}

const columns = [{ title: "Id", value: ({ id }: { id: number }) => id }];

describe("Output.rows", () => {
  it.each([
    ["ndjson", "in a file", false, '{"id":1}\n{"id":2}\n'],
    ["json", "in a terminal", true, '[\n  {\n    "id": 1\n  },\n  {\n    "id": 2\n  }'],
  ] as const)("prints each row before the next one is read: %s %s", async (format, _, isTTY, expected) => {
    const { out, printed } = await createTestOutput(format, isTTY);
    const seen: string[] = [];
    async function* listRows() {
      yield { id: 1 };
      yield { id: 2 };
      seen.push(printed());
    }

    await out.rows(listRows(), columns);

    expect(seen).toEqual([expected]);
  });

  it.each(["json", "human"] as const)("prints nothing if a later row cannot be read: %s", async (format) => {
    const { out, printed } = await createTestOutput(format);
    async function* listRows() {
      yield { id: 1 };
      throw new Error("no route");
    }

    await expect(out.rows(listRows(), columns)).rejects.toThrow("no route");

    expect(printed()).toBe("");
  });

  it.each(["json", "human"] as const)(
    "prints the rows of a large list while it is read: %s",
    async (format) => {
      const { out, printed } = await createTestOutput(format);
      const seen: string[] = [];
      async function* listRows() {
        for (let id = 0; id < 10_002; id++) yield { id };
        seen.push(printed());
      }

      await out.rows(listRows(), columns);

      expect(seen[0]).toContain("10001");
      expect(printed().match(/\d+/g)).toHaveLength(10_002);
    },
  );

  it("prints JSON as JSON.stringify does", async () => {
    const rows = [{ id: 1, tags: ["a\nb", []], data: {} }, { id: 2 }];
    const { out, printed } = await createTestOutput("json");

    await out.rows(rows, columns);

    expect(printed()).toBe(`${JSON.stringify(rows, null, 2)}\n`);
  });

  it("prints an empty list without rows", async () => {
    const { out, printed } = await createTestOutput("json");

    await out.rows([], columns);

    expect(printed()).toBe("[]\n");
  });

  it("prints nothing if the first row cannot be read", async () => {
    const { out, printed } = await createTestOutput("json");
    const rows = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("no route")) }) };

    await expect(out.rows(rows as AsyncIterable<{ id: number }>, columns)).rejects.toThrow("no route");

    expect(printed()).toBe("");
  });
});
