import { describe, expect, it } from "vitest";
import { start } from "./helpers.js";

const LABELS = "/repos/octo/repo/labels";

describe("a repository's label", () => {
  it("is not found until it is made", async () => {
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
    ["that is there already, in any case", { name: "TOKEN" }, { field: "name", code: "already_exists" }],
    [
      "of 51 characters",
      { name: "l".repeat(51) },
      { field: "name", code: "custom", message: "name is too long (maximum is 50 characters)" },
    ],
    ["whose colour has a #", { name: "new", color: "#d73a4a" }, { field: "color", code: "invalid" }],
  ])("%s is refused", async (_, body, error) => {
    const { call } = await start({ repositories: [{ name: "octo/repo", labels: ["token"] }] });
    expect(await call(`POST ${LABELS}`, body)).toMatchObject({
      status: 422,
      body: { message: "Validation Failed", errors: [{ resource: "Label", ...error }] },
    });
  });
});

describe("an issue's label", () => {
  it("is added to those that it has, and made where the repository lacks it", async () => {
    const { call } = await start({ issues: [{ title: "one", labels: ["a"] }] });
    expect(await call("POST /repos/octo/repo/issues/1/labels", { labels: ["A", "b"] })).toMatchObject({
      status: 200,
      body: [{ name: "a" }, { name: "b" }],
    });
    expect(await call(`GET ${LABELS}/b`)).toMatchObject({ status: 200 });
  });

  it("is taken off once, and then does not exist", async () => {
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
