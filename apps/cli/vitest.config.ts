import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

/** Commands run as processes, several in a test: on a busy machine each takes seconds to start. */
export default mergeConfig(shared, { test: { testTimeout: 120_000 } });
