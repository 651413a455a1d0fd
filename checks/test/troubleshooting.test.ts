import { unknownExpiryReasons, unreachableReasons } from "@huntkit/toolkit";
import { describe, expect, it } from "vitest";
import { files, read } from "./repository.js";

const page = read("docs/action.md");
const chapter = page.slice(page.indexOf("## When something goes wrong"), page.indexOf("## Security"));

/** What the first cells of its tables quote: messages, with `…` for what differs. */
const messages = [...chapter.matchAll(/^\| `([^`]+)` \|/gm)].map(([, message = ""]) => message);

/** The sources that have messages, line by line: each message stands on one, with code where the docs have `…`. */
const lines = files("apps/action/src/*.ts", "packages/core/src/*.ts", "packages/toolkit/src/*.ts").flatMap(
  (path) => read(path).split("\n"),
);

/** A line that says a message: its fixed parts in their order. */
function sayingIt(message: string): RegExp {
  const parts = message.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join(".+"));
}

describe("docs/action.md, when something goes wrong,", () => {
  it.each(messages)("quotes what a source says: %s", (message) => {
    expect(lines.find((line) => sayingIt(message).test(line))).toBeDefined();
  });

  it("explains every reason for which HUNT could not be reached, or the expiry is unknown", () => {
    const reasons = [...Object.values(unreachableReasons), ...Object.values(unknownExpiryReasons)];
    expect(messages).toEqual(expect.arrayContaining(reasons));
  });
});
