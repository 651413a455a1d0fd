import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";

const { sandbox, hunt } = atHunt();

const listNamed = (model: string, name: string) =>
  sandbox()
    .records(model)
    .filter((row) => row["name"] === name);
const findId = (model: string, name: string) => listNamed(model, name)[0]?.id;
const createInHunt = (route: string, body: object) =>
  hunt(["api", "POST", route, "--body", JSON.stringify(body)]);
const createLocation = (name: string, organization: string) =>
  hunt(["location", "create", name, "--organization", organization]);

describe("a name that must be unique", () => {
  it("can be the name of a location of another organization", async () => {
    await createLocation("HQ", "Lakeside Foods");

    const { code, stderr } = await createLocation("HQ", "Meridian Clinics");

    expect(code, stderr).toBe(0);
    expect(listNamed("Locations", "HQ").map((row) => row["organizationId"])).toEqual([
      findId("Organizations", "Lakeside Foods"),
      findId("Organizations", "Meridian Clinics"),
    ]);
  });

  it("cannot be the name of another location of the organization", async () => {
    await createLocation("Branch", "Lakeside Foods");

    const { code, stderr } = await createLocation("BRANCH", "lakeside foods");

    expect(code).toBe(1);
    expect(stderr).toContain('A location named "Branch" already exists');
  });

  it("can be the name of a query of another target group", async () => {
    const args = ["query", "create", "Office", "--value", "10.9.0.0/16", "--target-group"];
    await hunt([...args, "Lyon servers"]);

    const { code, stderr } = await hunt([...args, "Lyon workstations"]);

    expect(code, stderr).toBe(0);
    expect(listNamed("queries", "Office")).toHaveLength(2);
  });

  it("cannot be taken in the organization that a location moves to", async () => {
    await createLocation("Depot", "Lakeside Foods");
    const { stdout } = await createLocation("Depot", "Meridian Clinics");

    const { code, stderr } = await hunt([
      "location",
      "update",
      stdout.trim(),
      "--organization",
      "Lakeside Foods",
    ]);

    expect(code).toBe(1);
    expect(stderr).toContain('A location named "Depot" already exists');
  });

  it("cannot be set a second time in --data", async () => {
    sandbox().requests.clear();

    const { code, stderr } = await hunt(["flag", "create", "Blue", "--data", '{"name": "Green"}']);

    expect(code).toBe(2);
    expect(stderr).toContain("--data cannot set name, because <name> does.\nRemove it.");
    expect(sandbox().requests).toEqual([]);
  });
});

describe("a name that differs from another one only in case", () => {
  it("selects the record with exactly this name", async () => {
    await createInHunt("Webhooks", { name: "siem", url: "https://hooks.example.com/1" });
    await createInHunt("Webhooks", { name: "SIEM", url: "https://hooks.example.com/2" });

    const { stdout } = await hunt(["webhook", "get", "SIEM", "--json"]);

    expect(JSON.parse(stdout)).toMatchObject({ name: "SIEM" });
  });

  it("is ambiguous if no record has exactly this name", async () => {
    await createInHunt("Webhooks", { name: "pager", url: "https://hooks.example.com/3" });
    await createInHunt("Webhooks", { name: "PAGER", url: "https://hooks.example.com/4" });

    const { code, stderr } = await hunt(["webhook", "get", "Pager"]);

    expect(code).toBe(1);
    expect(stderr).toContain('Multiple webhooks are named "Pager".');
  });
});
