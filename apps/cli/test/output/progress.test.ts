import { PassThrough } from "node:stream";
import { expect, it, onTestFinished, vi } from "vitest";
import { createProgress } from "../../src/output/progress.js";

const intervalMs = 10_000;

/** Starts the progress of an export whose output is not a terminal, with a clock that the test moves. */
function startInLog(width = 80) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const stderr = new PassThrough({ encoding: "utf8" });
  const terminal = { isTTY: false, hasColors: false, isUnicode: true, width };
  const progress = createProgress(stderr, terminal, "Exporting Alerts", "rows", () =>
    vi.getMockedSystemTime()!.getTime(),
  );
  return { progress, read: () => stderr.read() as string | null };
}

it("writes a line of progress every 10 seconds if stderr is not a terminal", () => {
  const { progress, read } = startInLog();
  progress.update(0, 1_000_000);

  progress.update(600_000, 1_000_000);
  vi.advanceTimersByTime(intervalMs - 1);
  const before = read();
  vi.advanceTimersByTime(1);

  expect(before).toBeNull();
  expect(read()).toMatch(
    /^Exporting Alerts .* 60 % {2}600,000 of 1,000,000 rows {2}60,000\/s {2}7 s left\n$/,
  );
});

it.each([
  [70, "Exporting Alerts   60 %  600,000 of 1,000,000 rows  7 s left\n"],
  [40, "Exporting Alerts   60 %  7 s left\n"],
  [20, "60 %  7 s left\n"],
])("omits the least important parts of the progress at %d columns", (width, expected) => {
  const { progress, read } = startInLog(width);
  progress.update(0, 1_000_000);

  progress.update(600_000, 1_000_000);
  vi.advanceTimersByTime(intervalMs);

  expect(read()).toBe(expected);
});

it("never shows more remaining time than before", () => {
  const { progress, read } = startInLog();
  progress.update(0, 100);
  vi.advanceTimersByTime(5_000);
  progress.update(40, 100);

  vi.advanceTimersByTime(3 * intervalMs);

  const times = read()!.match(/\d+ s (left|elapsed)$/gm);
  expect(times).toEqual(["15 s left", "5 s left", "30 s elapsed"]);
});

it("writes no more progress after it has stopped", () => {
  const { progress, read } = startInLog();
  progress.update(1, 2);

  progress.stop();
  vi.advanceTimersByTime(2 * intervalMs);

  expect(read()).toBeNull();
});
