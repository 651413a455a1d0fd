import { describe, expect, it } from "vitest";
import { createGuard } from "../../src/guard/guard.js";
import type { HuntRequest } from "../../src/http/request.js";
import { HuntForbiddenError, HuntNotFoundError } from "../../src/errors/request-errors.js";
import { createScriptedSend, failReads } from "./scripted-send.js";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
const policies = [
  { id, name: "Servers", type: "edr" },
  { id: "1f8fad5b-d9cb-469f-a165-70867728950e", name: "Antivirus", type: "av" },
];

/** Starts a guard over an instance with these policies. */
function start(rows: readonly Record<string, unknown>[] = policies) {
  const script = createScriptedSend({ Policies: { rows } });
  const warnings: string[] = [];
  return { ...script, warnings, guarded: createGuard(script.send, (message) => warnings.push(message)) };
}

const create = (type: string): HuntRequest<unknown> => ({
  method: "POST",
  path: "Policies",
  body: { name: "Kiosks", type },
});

describe("the kind of a policy", () => {
  it.each([
    ["is mistyped", "edrr", 'Did you mean "edr"?'],
    ["differs in case", "EDR", 'Did you mean "edr"?'],
    ["resembles no other", "firewall", 'Known values: "av", "edr".'],
  ])("is rejected if it %s", async (_, type, advice) => {
    const { guarded, writes } = start();

    const sent = guarded(create(type));

    await expect(sent).rejects.toMatchObject({ code: "HUNT_GUARD", problem: "unproven" });
    await expect(sent).rejects.toThrow(
      `No record of Policies has the type "${type}", so it might be misspelled. ${advice}`,
    );
    expect(writes).toEqual([]);
  });

  it.each(["PATCH", "PUT"])("is rejected in a change of a policy: %s", async (method) => {
    const { guarded, writes } = start();

    const sent = guarded({ method, path: `Policies/${id}`, body: { name: "Servers", type: "edrr" } });

    await expect(sent).rejects.toMatchObject({ problem: "unproven" });
    expect(writes).toEqual([]);
  });

  it("is rejected in a list of new policies", async () => {
    const { guarded, writes } = start();
    const body = [
      { name: "One", type: "edr" },
      { name: "Two", type: "avv" },
    ];

    await expect(guarded({ method: "POST", path: "Policies", body })).rejects.toThrow('the type "avv"');

    expect(writes).toEqual([]);
  });

  it("is accepted if a policy of the instance has it", async () => {
    const { guarded, writes, warnings } = start([...policies, { id: "2", name: "Own", type: "firewall" }]);

    await guarded(create("firewall"));

    expect(writes).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it.each([
    ["create", create("edr")],
    ["update", { method: "PATCH", path: `Policies/${id}`, body: { type: "edr" } }],
  ])("is accepted if only a policy after the first 1,000 has it: %s", async (_, request) => {
    const rows = Array.from({ length: 1_200 }, (__, index) => ({
      id: `p${1_000 + index}`,
      type: index > 1_100 ? "edr" : "av",
    }));
    const { guarded, writes } = start(rows);

    await guarded(request);

    expect(writes).toHaveLength(1);
  });

  it("is looked up with a read of one policy", async () => {
    const { guarded, reads } = start();

    await guarded(create("edr"));

    expect(reads.map(({ query }) => query?.["filter"])).toMatchObject([{ where: { type: "edr" }, limit: 1 }]);
  });

  it.each([HuntForbiddenError, HuntNotFoundError])(
    "is accepted with a warning if the policies cannot be listed: %s",
    async (ListError) => {
      const { send, writes } = start();
      const warnings: string[] = [];
      const unreadable = failReads(send, new ListError("GET Policies", {}));

      await createGuard(unreadable, (message) => warnings.push(message))(create("edrr"));

      expect(writes).toHaveLength(1);
      expect(warnings).toEqual([
        "body: Policies cannot be listed to compare type with, so check the spelling.",
      ]);
    },
  );

  it("is accepted if the caller sends an unproven request", async () => {
    const { guarded, writes, reads } = start();

    await guarded({ ...create("firewall"), unproven: true });

    expect(writes).toHaveLength(1);
    expect(reads).toEqual([]);
  });

  it("is accepted with a warning if there is no policy to compare with", async () => {
    const { guarded, writes, warnings } = start([]);

    await guarded(create("edr"));

    expect(writes).toHaveLength(1);
    expect(warnings).toEqual(["body: Policies has no record to compare type with, so check the spelling."]);
  });

  it("costs no request if it does not change", async () => {
    const { guarded, reads } = start();

    await guarded({ method: "PATCH", path: `Policies/${id}`, body: { disabled: true } });

    expect(reads).toEqual([]);
  });
});
