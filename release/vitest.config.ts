import { ReportSkippedEngineTests } from "@huntkit/test-kit/terraform";
import { mergeConfig } from "vitest/config";
import shared from "../vitest.shared.ts";

export default mergeConfig(shared, { test: { reporters: [new ReportSkippedEngineTests()] } });
