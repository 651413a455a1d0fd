import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
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
] as const;

describe.each(named)("the name of $type", ({ type, written, other }) => {
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
