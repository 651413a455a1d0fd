import { describe, expect, it } from "vitest";
import { ListWriter } from "../../src/output/list-writer.js";

/** Creates a writer that keeps 3 rows or 10 characters, and returns it with what it wrote. */
function createTestWriter() {
  const written: string[] = [];
  const write = async (text: string): Promise<void> => void (text !== "" && written.push(text));
  return { writer: new ListWriter(write, { rows: 3, length: 10 }), written };
}

describe("ListWriter", () => {
  it("writes nothing before the end", async () => {
    const { writer, written } = createTestWriter();

    for (const row of ["a", "b", "c"]) await writer.add(row);

    expect(written).toEqual([]);
  });

  it("writes all rows at the end", async () => {
    const { writer, written } = createTestWriter();
    for (const row of ["a", "b", "c"]) await writer.add(row);

    await writer.end("]");

    expect(written).toEqual(["abc", "]"]);
  });

  it("writes each row if there are too many", async () => {
    const { writer, written } = createTestWriter();

    for (const row of ["a", "b", "c", "d", "e"]) await writer.add(row);

    expect(written).toEqual(["abcd", "e"]);
  });

  it("writes each row if they are too long", async () => {
    const { writer, written } = createTestWriter();

    for (const row of ["123456", "78901", "e"]) await writer.add(row);

    expect(written).toEqual(["12345678901", "e"]);
  });
});
