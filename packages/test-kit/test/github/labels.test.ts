import { describe, expect, it } from "vitest";
import { start } from "./helpers.js";

const LABELS = "/repos/octo/repo/labels";

describe("a label of a repository", () => {
  it("can be read after it was created", async () => {
    const { call } = await start();
    expect(await call(`GET ${LABELS}/hunt%20token`)).toMatchObject({ status: 404 });
    expect(
      await call(`POST ${LABELS}`, { name: "hunt token", color: "d73a4a", description: "Expiry" }),
    ).toMatchObject({ status: 201 });
    expect(await call(`GET ${LABELS}/Hunt%20Token`)).toMatchObject({
      status: 200,
      body: { name: "hunt token", color: "d73a4a", description: "Expiry" },
    });
  });

  it.each([
    ["that already exists, in any case", { name: "TOKEN" }, { field: "name", code: "already_exists" }],
    [
      "of 51 characters",
      { name: "l".repeat(51) },
      { field: "name", code: "custom", message: "name is too long (maximum is 50 characters)" },
    ],
    ["whose color has a #", { name: "new", color: "#d73a4a" }, { field: "color", code: "invalid" }],
  ])("is not created if it is one %s", async (_, body, error) => {
    const { call } = await start({ repositories: [{ name: "octo/repo", labels: ["token"] }] });
    expect(await call(`POST ${LABELS}`, body)).toMatchObject({
      status: 422,
      body: { message: "Validation Failed", errors: [{ resource: "Label", ...error }] },
    });
  });
});

describe("a label of an issue", () => {
  it("is added to the existing ones, and created if the repository lacks it", async () => {
    const { call } = await start({ issues: [{ title: "one", labels: ["a"] }] });
    expect(await call("POST /repos/octo/repo/issues/1/labels", { labels: ["A", "b"] })).toMatchObject({
      status: 200,
      body: [{ name: "a" }, { name: "b" }],
    });
    expect(await call(`GET ${LABELS}/b`)).toMatchObject({ status: 200 });
  });

  it("can be removed only once", async () => {
    const { call } = await start({ issues: [{ title: "one", labels: ["a", "b"] }] });
    expect(await call("DELETE /repos/octo/repo/issues/1/labels/a")).toMatchObject({
      status: 200,
      body: [{ name: "b" }],
    });
    expect(await call("DELETE /repos/octo/repo/issues/1/labels/a")).toMatchObject({
      status: 404,
      body: { message: "Label does not exist" },
    });
  });
});
