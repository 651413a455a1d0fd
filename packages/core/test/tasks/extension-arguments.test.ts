import { describe, expect, it } from "vitest";
import { catchError, createClient, useSandbox } from "../helpers.js";

const sandbox = useSandbox();

const createAdmin = () => createClient(sandbox().url, { token: sandbox().tokens.admin });

/** Creates a response extension with these arguments in the header of its script. */
async function createExtension(name: string, args: string) {
  const guid = "6f1f6f7e-0000-4000-8000-000000000001";
  const header = `filetype: Infocyte Extension\nname: ${name}\ntype: response\nguid: ${guid}\nargs:${args}`;
  const body = `--[=[\n${header}\n]=]\nhunt.status.good()\n`;
  return createAdmin().extensions.create({ name, type: "response", body });
}

const countTasks = () => sandbox().records("userTasks").length;

function findHost() {
  const agent = sandbox()
    .records("Agents")
    .find(({ active }) => active === true);
  return String(agent?.["ipstring"]);
}

describe("arguments of an extension", () => {
  it.each([
    [{ pat: "x" }, "unknown", 'args: unknown argument "pat" of "Terminate Process". Did you mean path?'],
    [{ x: 1 }, "unknown", 'args: unknown argument "x" of "Terminate Process". Arguments: path, name.'],
    [{ path: 5 }, "type", 'args: "path" of "Terminate Process" must be a string, not 5.'],
    [{ path: null }, "type", 'args: "path" of "Terminate Process" must be a string, not null.'],
    [[], "type", "args: must be an object of values by name."],
  ])("rejects a response with other arguments than declared, and starts nothing: %j", async (...row) => {
    const [args, problem, message] = row;
    const tasksBefore = countTasks();

    const response = createAdmin().tasks.respond(findHost(), "Terminate Process", { args: Object(args) });

    const error = await catchError(response);
    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "args", problem, message });
    expect(countTasks()).toBe(tasksBefore);
  });

  it("rejects a response without a required argument", async () => {
    const { id } = await createExtension("Block Address", "\n- address:\n    required: true");

    const error = await catchError(createAdmin().tasks.respond(findHost(), id));

    expect(error).toMatchObject({ input: "args", problem: "missing" });
    expect(error.message).toBe(
      'args: missing required argument "address" of "Block Address". Its type is string.',
    );
  });

  it("does not show the value of a secret in an error", async () => {
    const { id } = await createExtension("Upload", "\n- key:\n    type: secret");

    const error = await catchError(createAdmin().tasks.respond(findHost(), id, { args: { key: 9876 } }));

    expect(error.message).toBe('args: "key" of "Upload" must be a string.');
  });

  it("rejects an argument of an extension that has none", async () => {
    const { id } = await createExtension("Reboot", "");

    const error = await catchError(createAdmin().tasks.respond(findHost(), id, { args: { now: true } }));

    expect(error.message).toBe('args: unknown argument "now" of "Reboot". The extension has no arguments.');
  });

  it("rejects an unknown argument of an extension of a scan", async () => {
    const group = String(sandbox().records("Targets")[0]?.["id"]);
    const extensions = [{ extension: "Yara Scanner", args: { days: "3" } }];

    const error = await catchError(createAdmin().tasks.scanTargetGroup(group, { extensions }));

    expect(error.message).toBe('args: "days" of "Yara Scanner" must be a number, not "3".');
  });

  it.each([403, 500])("starts the response if HUNT does not return the script: status %i", async (status) => {
    sandbox().faults.add({
      match: "GET extensions/*/LatestVersion",
      kind: "status",
      status,
      times: "always",
    });
    const tasksBefore = countTasks();

    await createAdmin().tasks.respond(findHost(), "Terminate Process", { args: { pat: "x" } });

    expect(countTasks()).toBe(tasksBefore + 1);
  });
});
