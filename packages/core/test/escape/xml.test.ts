import { describe, expect, it } from "vitest";
import { escapeForXml, formatXmlDocument, xml } from "../../src/escape/xml.js";

describe("escapeForXml", () => {
  it.each([
    ["an attribute", `a" b='c' onload=x`, "a&quot; b=&apos;c&apos; onload=x"],
    ["an element", "</failure><script>&amp;", "&lt;/failure&gt;&lt;script&gt;&amp;amp;"],
    ["the end of a CDATA section", "]]>", "]]&gt;"],
    ["control characters, which XML 1.0 cannot contain", "a\u0000\u0008\u001bb", "a\\u0000\\u0008\\u001bb"],
    ["characters that are not allowed in XML 1.0", "a\ufffe\uffff\ud800", "a\\ufffe\\uffff\\ud800"],
    ["a line break", "a\nb", "a\\nb"],
    ["a command of a CI system", "##[error]x", "## [error]x"],
  ])("escapes %s", (_, text, escaped) => {
    expect(escapeForXml(text)).toBe(escaped);
  });

  it("keeps letters of any script", () => {
    expect(escapeForXml("Zoë 東京 🙂")).toBe("Zoë 東京 🙂");
  });
});

describe("xml", () => {
  it("joins escaped values, numbers, and lists of elements", () => {
    const elements = ["a", "b<"].map((name) => xml`<i n="${escapeForXml(name)}"/>`);

    expect(xml`<l count="${2}">${elements}</l>`).toBe(`<l count="2"><i n="a"/><i n="b&lt;"/></l>`);
  });

  it("does not compile with a raw string", () => {
    const raw: string = "<x>";

    // @ts-expect-error -- Escape it first.
    expect(xml`<a>${raw}</a>`).toBe("<a><x></a>");
  });
});

it("formatXmlDocument adds the XML declaration and a line break", () => {
  expect(formatXmlDocument(xml`<a/>`)).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a/>\n');
});
