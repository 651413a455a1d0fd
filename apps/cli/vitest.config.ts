import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

/** Times are printed in the time zone of the process. Runs as a process take seconds to start on a busy machine. */
export default mergeConfig(shared, { test: { env: { TZ: "UTC" }, testTimeout: 120_000 } });
