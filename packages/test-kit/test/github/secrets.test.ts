import { describe, expect, it } from "vitest";
import { sealFor, start, type Call } from "./helpers.js";

const REPOSITORY = "/repos/octo/repo/actions/secrets";
const ENVIRONMENT = "/repos/octo/repo/environments/eu%2Fproduction/secrets";
const ORGANIZATION = "/orgs/octo-org/actions/secrets";
const repositories = [
  { name: "octo/repo", environments: ["eu/production"] },
  { name: "octo-org/app" },
  { name: "octo-org/web" },
];

/** Encrypts a value with the public key of a place. */
async function seal(
  call: Call,
  place: string,
  value: string,
): Promise<{ encrypted_value: string; key_id: string }> {
  const { body } = await call(`GET ${place}/public-key`, undefined, "secrets");
  return { encrypted_value: sealFor(body.key, value), key_id: body.key_id };
}

describe.each([
  ["a repository", REPOSITORY, { owner: "octo/repo", environment: null }, {}],
  ["an environment", ENVIRONMENT, { owner: "octo/repo", environment: "eu/production" }, {}],
  ["an organization", ORGANIZATION, { owner: "octo-org", environment: null }, { visibility: "all" }],
])("a secret of %s", (_, place, stored, more) => {
  it("returns 201 if it is new and 204 otherwise, and has a name in upper case", async () => {
    let time = Date.parse("2026-03-01T10:00:00Z");
    const { call, secrets } = await start({ repositories, now: () => time });
    expect(
      await call(`PUT ${place}/hunt_token`, { ...(await seal(call, place, "old")), ...more }, "secrets"),
    ).toMatchObject({ status: 201, body: {} });
    time += 60_000;
    expect(
      await call(`PUT ${place}/HUNT_TOKEN`, { ...(await seal(call, place, "nëw")), ...more }, "secrets"),
    ).toMatchObject({ status: 204, body: null });
    expect(secrets()).toMatchObject([{ ...stored, name: "HUNT_TOKEN", value: "nëw" }]);
    const { status, body } = await call(`GET ${place}/hunt_token`, undefined, "readOnlySecrets");
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        name: "HUNT_TOKEN",
        created_at: "2026-03-01T10:00:00Z",
        updated_at: "2026-03-01T10:01:00Z",
        ...more,
      },
    });
  });

  it("is rejected if it was encrypted for another place, with either key ID", async () => {
    const { call, secrets } = await start({ repositories });
    const other = await seal(call, "/repos/octo-org/web/actions/secrets", "value");
    const own = await seal(call, place, "value");
    const refusal = {
      status: 422,
      body: { message: "Bad request - validation failed due to an improperly encrypted secret" },
    };
    expect(await call(`PUT ${place}/TOKEN`, { ...other, ...more }, "secrets")).toMatchObject(refusal);
    expect(
      await call(`PUT ${place}/TOKEN`, { ...other, key_id: own.key_id, ...more }, "secrets"),
    ).toMatchObject(refusal);
    expect(
      await call(`PUT ${place}/TOKEN`, { ...own, key_id: other.key_id, ...more }, "secrets"),
    ).toMatchObject(refusal);
    expect(
      await call(`PUT ${place}/TOKEN`, { encrypted_value: own.encrypted_value, ...more }, "secrets"),
    ).toMatchObject({ status: 422 });
    expect(secrets()).toEqual([]);
  });

  it("is listed without its value, and can be deleted once", async () => {
    const { environment, ...owner } = stored;
    const { call } = await start({
      repositories,
      secrets: [{ ...owner, ...(environment && { environment }), name: "token", value: "seeded" }],
    });
    const list = await call(`GET ${place}`, undefined, "readOnlySecrets");
    expect(list.body).toMatchObject({ total_count: 1, secrets: [{ name: "TOKEN" }] });
    expect(JSON.stringify(list.body)).not.toContain("seeded");
    expect(await call(`DELETE ${place}/TOKEN`, undefined, "secrets")).toMatchObject({ status: 204 });
    expect(await call(`DELETE ${place}/TOKEN`, undefined, "secrets")).toMatchObject({ status: 404 });
  });

  it.each(["GITHUB_TOKEN", "github_x", "1ST", "WITH-DASH"])("cannot have the name %s", async (name) => {
    const { call } = await start({ repositories });
    expect(
      await call(`PUT ${place}/${name}`, { ...(await seal(call, place, "value")), ...more }, "secrets"),
    ).toMatchObject({ status: 422 });
  });

  it("can be read but not written with a read-only token", async () => {
    const { call } = await start({ repositories });
    const sealed = { ...(await seal(call, place, "value")), ...more };
    expect(await call(`GET ${place}/public-key`, undefined, "readOnlySecrets")).toMatchObject({
      status: 200,
    });
    const refused = await call(`PUT ${place}/TOKEN`, sealed, "readOnlySecrets");
    expect(refused).toMatchObject({
      status: 403,
      body: { message: "Resource not accessible by personal access token" },
    });
  });

  it("cannot be accessed with GITHUB_TOKEN", async () => {
    const { call } = await start({ repositories });
    const refusal = { status: 403, body: { message: "Resource not accessible by integration" } };
    for (const route of [
      `GET ${place}/public-key`,
      `GET ${place}/TOKEN`,
      `GET ${place}`,
      `PUT ${place}/TOKEN`,
    ]) {
      expect(await call(route), route).toMatchObject(refusal);
    }
  });
});

it("returns 404 for an environment that does not exist", async () => {
  const { call } = await start({ repositories });
  expect(
    await call("GET /repos/octo/repo/environments/production/secrets/public-key", undefined, "secrets"),
  ).toMatchObject({ status: 404 });
});

describe("the visibility of an organization's secret", () => {
  it("is returned with the secret, and the selected repositories in a separate list", async () => {
    const { call, url } = await start({ repositories });
    const sealed = await seal(call, ORGANIZATION, "value");
    await call(
      `PUT ${ORGANIZATION}/TOKEN`,
      { ...sealed, visibility: "selected", selected_repository_ids: [1003] },
      "secrets",
    );
    const { body } = await call(`GET ${ORGANIZATION}/TOKEN`, undefined, "secrets");
    expect(body).toMatchObject({
      visibility: "selected",
      selected_repositories_url: `${url}${ORGANIZATION}/TOKEN/repositories`,
    });
    const list = await call(`GET ${ORGANIZATION}/TOKEN/repositories`, undefined, "secrets");
    expect(list.body).toMatchObject({
      total_count: 1,
      repositories: [{ id: 1003, full_name: "octo-org/web" }],
    });
  });

  it("loses the selected repositories in an update without them", async () => {
    const seeded = {
      owner: "octo-org",
      name: "TOKEN",
      value: "old",
      visibility: "selected",
      selectedRepositories: ["octo-org/web"],
    } as const;
    const { call, secrets } = await start({ repositories, secrets: [seeded] });
    await call(
      `PUT ${ORGANIZATION}/TOKEN`,
      { ...(await seal(call, ORGANIZATION, "new")), visibility: "selected" },
      "secrets",
    );
    expect(secrets()).toMatchObject([{ value: "new", visibility: "selected", selected_repositories: [] }]);
  });

  it.each([
    ["without a visibility", {}],
    ["with an unknown visibility", { visibility: "some" }],
    ["with a repository of another owner", { visibility: "selected", selected_repository_ids: [1001] }],
    ["with selected repositories for all", { visibility: "all", selected_repository_ids: [1003] }],
  ])("is rejected %s", async (_, more) => {
    const { call } = await start({ repositories });
    expect(
      await call(
        `PUT ${ORGANIZATION}/TOKEN`,
        { ...(await seal(call, ORGANIZATION, "value")), ...more },
        "secrets",
      ),
    ).toMatchObject({ status: 422 });
  });
});
