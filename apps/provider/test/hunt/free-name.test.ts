import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { Lifecycle } from "@huntkit/terraform-plugin/engine";
import { useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });

const named = [
  { type: "hunt_flag", written: { name: "under REVIEW", color: "red" }, other: "Under review" },
  { type: "hunt_extension_variable", written: { name: "Verbose" }, other: "verbose" },
  {
    type: "hunt_webhook",
    written: { name: "ticket SYSTEM", url: "https://hooks.example.com/a" },
    other: "Ticket system",
  },
  { type: "hunt_target_group", written: { name: "lyon SERVERS" }, other: "Lyon servers" },
  { type: "hunt_policy", written: { name: "ransomWARE", type: "ransomware" }, other: "Ransomware" },
  { type: "hunt_device_group", written: { name: "kiosks" }, other: "Kiosks" },
  { type: "hunt_organization", written: { name: "lakeside foods" }, other: "Lakeside Foods" },
  { type: "hunt_controller_group", written: { name: "branch offices" }, other: "Branch offices" },
] as const;

const uniqueNames: ReadonlySet<string> = new Set(["hunt_flag", "hunt_extension_variable"]);

describe.each(named)("the name of $type", ({ type, written, other }) => {
  const isUnique = uniqueNames.has(type);
  const lifecycle = async () => new Lifecycle(await provider().configured(), type);
  const exists = {
    path: ["name"],
    summary: expect.stringMatching(/^This .* already exists$/) as string,
    detail: expect.stringMatching(
      new RegExp(
        `^"${other}" has the same name\\. Import it \\(ID [0-9a-f-]{36}\\), or use a different name\\.`,
      ),
    ) as string,
  };

  it("is rejected at plan if it differs from another one only in case", async () => {
    const life = await lifecycle();

    await expect(life.plan(null, written)).rejects.toMatchObject({ diagnostics: [exists] });
  });

  it.skipIf(isUnique)("is a warning if it is the very same, which an apply might be replacing", async () => {
    const life = await lifecycle();

    const { action, warnings } = await life.plan(null, { ...written, name: other });

    expect(action).toBe("create");
    expect(warnings).toMatchObject([{ severity: "warning", ...exists }]);
  });

  it.runIf(isUnique)(
    "is rejected at plan if it is the very same, because HUNT requires another one",
    async () => {
      const life = await lifecycle();

      await expect(life.plan(null, { ...written, name: other })).rejects.toMatchObject({
        diagnostics: [exists],
      });
    },
  );

  it("is rejected at plan if another object is renamed to it", async () => {
    const life = await lifecycle();
    const state = await life.apply(await life.plan(null, { ...written, name: "Unused" }));

    await expect(life.plan(state, written)).rejects.toMatchObject({ diagnostics: [exists] });
  });

  it("can change its case", async () => {
    const life = await lifecycle();
    const imported = await life.import(other);

    expect((await life.plan(imported, written)).action).toBe("update");
  });

  it("can be that of an object that Terraform manages, which the same apply might replace", async () => {
    const life = await lifecycle();
    await life.refresh(await life.import(other));

    expect((await life.plan(null, written)).action).toBe("create");
  });
});

describe("the name of a flag that is built into HUNT", () => {
  it("is rejected in another case, without advice to import the flag", async () => {
    const life = new Lifecycle(await provider().configured(), "hunt_flag");

    await expect(life.plan(null, { name: "verified good", color: "red" })).rejects.toMatchObject({
      diagnostics: [
        {
          path: ["name"],
          summary: "The flag is built into HUNT",
          detail: expect.stringContaining('HUNT\'s web console depends on "Verified Good"') as string,
        },
      ],
    });
  });
});

describe("the name of a target group in an organization", () => {
  const findHolder = () =>
    provider()
      .hunt.sandbox.records("Targets")
      .find(({ name }) => name === "Lyon servers")!["organizationId"];
  const plan = async (organization: unknown) => {
    const life = new Lifecycle(await provider().configured(), "hunt_target_group");
    return life.plan(null, { name: "lyon SERVERS", organization_id: organization });
  };

  it("is rejected at plan if a target group of this organization has it", async () => {
    await expect(plan(findHolder())).rejects.toMatchObject({
      diagnostics: [{ path: ["name"], summary: "This target group already exists" }],
    });
  });

  it("can be that of a target group of another organization", async () => {
    const other = provider()
      .hunt.sandbox.records("Organizations")
      .find(({ id }) => id !== findHolder())!;

    expect((await plan(other["id"])).action).toBe("create");
  });

  it("can be that of any target group if the same apply creates the organization", async () => {
    expect((await plan(unknown)).action).toBe("create");
  });
});

describe("the names of ten new flags", () => {
  it("are checked with one request", async () => {
    const life = new Lifecycle(await provider().configured(), "hunt_flag");
    provider().hunt.sandbox.requests.clear();

    await Promise.all(
      Array.from({ length: 10 }, (_, number) => life.plan(null, { name: `New ${number}`, color: "red" })),
    );

    expect(provider().hunt.sandbox.requests.map(({ path }) => path)).toEqual(["/api/flags"]);
  });
});
