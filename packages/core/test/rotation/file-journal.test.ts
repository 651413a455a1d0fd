import { readFileSync, statSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { ApiToken } from "../../src/index.js";
import { FileJournal, type JournalEntry } from "../../src/rotation/index.js";
import { toJournalToken } from "../../src/rotation/journal.js";

const value = "abcdEFGH01234567".repeat(4);
const startedAt = "2026-03-01T12:00:00.000Z";
const minuteMs = 60_000;
const entry: JournalEntry = {
  state: "proven",
  startedAt,
  userId: "7",
  instance: "https://acme.infocyte.com",
  store: "the file token",
  description: "Release pipeline",
  isDescriptionUnique: false,
  created: null,
  old: toJournalToken({ handle: "old-id" }, new ApiToken(value)),
};

function journal(path = join(temporaryDirectory(), "deeper", "journal.json"), minutes = 0) {
  return { path, journal: new FileJournal(path, () => Date.parse(startedAt) + minutes * minuteMs) };
}

/** Changes an entry as if another process had written it. */
function changeProcess(path: string, id: number, host?: string) {
  const written = JSON.parse(readFileSync(path, "utf8")) as { process: { id: number; host: string } };
  written.process = { id, host: host ?? written.process.host };
  writeFileSync(path, JSON.stringify(written));
}

describe("FileJournal", () => {
  it("keeps a rotation for a later run, readable only by its owner, without the token", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    await first.advance({
      state: "created",
      created: toJournalToken({ handle: new ApiToken(value) }, new ApiToken(value)),
    });

    const kept = await journal(path).journal.readInterrupted();

    expect(kept).toMatchObject({ ...entry, state: "created", created: { id: null } });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).not.toContain(value);
  });

  it("removes a rotation that has ended", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    await first.end();

    expect(await journal(path).journal.readInterrupted()).toBeNull();
  });

  it("does not begin a rotation while another one is in progress", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);

    await expect(journal(path).journal.begin(entry)).rejects.toThrow(
      "Another rotation of the file token is in progress.",
    );
  });

  it.each([
    ["below a file", "file/deeper"],
    ["at a file", "file"],
  ])("names its path if its directory cannot be created: %s", async (_, place) => {
    const directory = temporaryDirectory({ file: "" });
    const path = join(directory, place, "journal.json");

    await expect(journal(path).journal.begin(entry)).rejects.toThrow(
      /journal\.json could not be written \(E\w+\)\. Rotations keep a journal in this file\. Make its directory writable\.$/,
    );
  });

  it("reports a rotation whose process is running", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    changeProcess(path, process.ppid);

    await expect(journal(path).journal.readInterrupted()).rejects.toThrow(
      /has been in progress since 2026-03-01T12:00/,
    );
  });

  it("reads the rotation of another machine as interrupted after 15 minutes", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    changeProcess(path, 1, "elsewhere");

    await expect(journal(path, 14).journal.readInterrupted()).rejects.toThrow(/has been in progress/);
    expect(await journal(path, 16).journal.readInterrupted()).toMatchObject({ state: "proven" });
  });

  it("does not advance or end a rotation that another run has taken over", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    const second = journal(path).journal;
    await second.readInterrupted();
    await second.claim();

    await expect(first.advance({ state: "ready" })).rejects.toThrow(
      "Another run has taken over the rotation of the file token.",
    );
    await first.end();
    await second.advance({ state: "rolling back" });
    expect(await journal(path).journal.readInterrupted()).toMatchObject({ state: "rolling back" });
  });

  it("does not take over a rotation that has advanced since it was read", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    const second = journal(path).journal;
    await second.readInterrupted();
    await first.advance({ state: "ready" });

    await expect(second.claim()).rejects.toThrow("Another run has resumed the rotation of the file token.");
  });

  it("reports a rotation whose process is running, also after an hour", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    changeProcess(path, process.ppid);

    await expect(journal(path, 60).journal.readInterrupted()).rejects.toThrow(/has been in progress/);
  });

  it("ignores an empty file, because its process had not created a token", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    writeFileSync(path, "");

    expect(await journal(path).journal.readInterrupted()).toBeNull();
    await journal(path).journal.begin(entry);
  });

  it("requires a rotation that it began or read", async () => {
    const { journal: unused } = journal();

    await expect(unused.advance({ state: "ready" })).rejects.toThrow("No rotation was started.");
    await expect(unused.claim()).rejects.toThrow("No interrupted rotation was read.");
    expect(await unused.readInterrupted()).toBeNull();
  });

  it("fails if its directory cannot be created or its file cannot be read", async () => {
    const directory = temporaryDirectory({ file: "" });

    await expect(journal(directory).journal.readInterrupted()).rejects.toThrow(
      `${directory} could not be read (EISDIR).`,
    );
    await expect(journal(join(directory, "file", "journal")).journal.begin(entry)).rejects.toThrow(/EEXIST/);
    await expect(journal(join(directory, "x".repeat(300))).journal.begin(entry)).rejects.toThrow(
      /could not be written \(ENAMETOOLONG\)\./,
    );
  });

  it("reads the rotation of a process that has exited as interrupted", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    const { pid } = spawnSync(process.execPath, ["--version"]);
    changeProcess(path, pid);

    expect(await journal(path).journal.readInterrupted()).toMatchObject({ state: "proven" });
  });

  it("reads a rotation as interrupted after a day, because another process may have its ID", async () => {
    const { path, journal: first } = journal();
    await first.begin(entry);
    changeProcess(path, process.ppid);

    await expect(journal(path, 24 * 60).journal.readInterrupted()).rejects.toThrow(/has been in progress/);
    expect(await journal(path, 24 * 60 + 1).journal.readInterrupted()).toMatchObject({ state: "proven" });
  });

  it("creates a private directory", async () => {
    const { path, journal: first } = journal();

    await first.begin(entry);

    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  it("does not write an ID that is the token itself", () => {
    const token = new ApiToken(value);

    expect(toJournalToken({ handle: value }, token)).toEqual({ id: null, fingerprint: token.fingerprint });
    expect(toJournalToken({ handle: "a".repeat(63) })).toEqual({ id: "a".repeat(63), fingerprint: null });
    expect(toJournalToken({ handle: null })).toEqual({ id: null, fingerprint: null });
  });

  it.each(['{ "state": "pro', "[]", '{ "state": "none" }'])(
    "rejects a file that is not a journal, and does not change it: %s",
    async (text) => {
      const { path, journal: first } = journal();
      await first.begin(entry);
      writeFileSync(path, text);

      await expect(journal(path).journal.readInterrupted()).rejects.toThrow(
        `${path} is not a valid rotation journal. Check the list of tokens in HUNT for unused ones, and delete the file.`,
      );
      expect(readFileSync(path, "utf8")).toBe(text);
    },
  );
});
