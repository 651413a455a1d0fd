import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTokenFromEnv } from "../../src/credentials/index.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";

const one = "1".repeat(64);
const two = "2".repeat(64);
const three = "3".repeat(64);

/** Returns a command that runs a script in Node. */
function nodeCommand(script: string): string {
  return `"${process.execPath}" -e "${script}"`;
}

const read = (env: Record<string, string>, timeoutMs?: number) =>
  readTokenFromEnv(env, timeoutMs === undefined ? {} : { timeoutMs });

/** Returns the message of the error that a read ends with. */
async function catchMessage(reading: Promise<unknown>): Promise<string> {
  return reading.then(
    () => "no error",
    (error: Error) => error.message,
  );
}

describe("readTokenFromEnv", () => {
  it("prefers HUNT_TOKEN to HUNT_TOKEN_FILE, and that to HUNT_TOKEN_COMMAND", async () => {
    const file = join(temporaryDirectory(), "token");
    writeFileSync(file, `${two}\r\n`);
    const command = { HUNT_TOKEN_COMMAND: nodeCommand("console.log('3'.repeat(64))") };

    const fromVariable = await read({ HUNT_TOKEN: ` ${one}\n`, HUNT_TOKEN_FILE: file, ...command });
    const fromFile = await read({ HUNT_TOKEN: "", HUNT_TOKEN_FILE: file, ...command });
    const fromCommand = await read({ HUNT_TOKEN: "", HUNT_TOKEN_FILE: "", ...command });

    expect(fromVariable?.source).toBe("HUNT_TOKEN");
    expect(fromVariable?.token.reveal()).toBe(one);
    expect(fromFile).toMatchObject({ source: "HUNT_TOKEN_FILE", path: file });
    expect(fromFile?.token.reveal()).toBe(two);
    expect(fromCommand?.source).toBe("HUNT_TOKEN_COMMAND");
    expect(fromCommand?.token.reveal()).toBe(three);
  });

  it("returns null if no variable is set", async () => {
    expect(await read({})).toBeNull();
  });

  it("reads a command's output in UTF-16 with a byte order mark, as PowerShell writes it", async () => {
    const script = "process.stdout.write(Buffer.from('\\ufeff' + '3'.repeat(64) + '\\r\\n', 'utf16le'))";

    const found = await read({ HUNT_TOKEN_COMMAND: nodeCommand(script) });

    expect(found?.token.reveal()).toBe(three);
  });

  it("starts the command without a shell", async () => {
    const script = "console.log(process.argv[1] === '$(id)' ? '3'.repeat(64) : 'a shell')";

    const found = await read({ HUNT_TOKEN_COMMAND: `${nodeCommand(script)} -- '$(id)'` });

    expect(found?.token.reveal()).toBe(three);
  });

  it("hides HUNT_TOKEN_COMMAND from the command, which could be hunt itself", async () => {
    const script = "console.log('HUNT_TOKEN_COMMAND' in process.env ? 'set' : '3'.repeat(64))";

    const found = await read({ HUNT_TOKEN_COMMAND: nodeCommand(script) });

    expect(found?.source).toBe("HUNT_TOKEN_COMMAND");
  });

  it("reports the exit code of a command that fails, and nothing that it printed", async () => {
    const script = "console.log('1'.repeat(64)); console.error('2'.repeat(64)); process.exitCode = 3";

    const message = await catchMessage(read({ HUNT_TOKEN_COMMAND: nodeCommand(script) }));

    expect(message).toContain("HUNT_TOKEN_COMMAND: ");
    expect(message).toContain("exited with code 3. Run it yourself to see its messages.");
    expect(message).not.toContain("1111");
    expect(message).not.toContain("2222");
  });

  it("stops a command that does not end within the time limit", async () => {
    const script = "setInterval(() => {}, 1000)";

    const message = await catchMessage(read({ HUNT_TOKEN_COMMAND: nodeCommand(script) }, 500));

    expect(message).toContain("did not exit within 0.5 seconds.");
  });

  it("stops a command whose child keeps its output open", async () => {
    const script =
      "require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)'], { stdio: 'inherit' }); process.exitCode = 0";

    const message = await catchMessage(read({ HUNT_TOKEN_COMMAND: nodeCommand(script) }, 800));

    expect(message).toContain("did not exit within 0.8 seconds.");
  });

  it("rejects output that is not a token, without a part of it", async () => {
    const script = "console.log('secret words')";

    const message = await catchMessage(read({ HUNT_TOKEN_COMMAND: nodeCommand(script) }));

    expect(message).toMatch(/^HUNT_TOKEN_COMMAND: /);
    expect(message).not.toContain("secret");
  });

  it("rejects more output than a token needs", async () => {
    const script = "process.stdout.write('x'.repeat(100000))";

    const message = await catchMessage(read({ HUNT_TOKEN_COMMAND: nodeCommand(script) }));

    expect(message).toContain("printed more than 65536 bytes.");
  });

  it.each([
    ["a program that does not exist", "no-such-program-here", "was not found"],
    ["a quote that is not closed", "pass 'show hunt", "a quote is not closed"],
    ["nothing but blanks", "  ", "no error"],
    ["an empty program", "''", "no program is specified"],
    ["a token", `echo ${one}`, "64 letters and digits in a row"],
  ])("explains %s", async (_, command, expected) => {
    const message = await catchMessage(read({ HUNT_TOKEN_COMMAND: command }));

    expect(message).toContain(expected);
    expect(message).not.toContain(one);
  });

  it("explains a file that cannot be read, and one with a token in its name", async () => {
    const missing = await catchMessage(read({ HUNT_TOKEN_FILE: "/no/such/file" }));
    const token = await catchMessage(read({ HUNT_TOKEN_FILE: one }));

    expect(missing).toBe(
      "HUNT_TOKEN_FILE: could not read /no/such/file (ENOENT). Set it to the path of a file that contains only the token.",
    );
    expect(token).toContain("64 letters and digits in a row");
    expect(token).not.toContain(one);
  });
});
