import { mergeConfig } from "vitest/config";
import { ReportSkippedEngineTests } from "@huntkit/test-kit/terraform";
import shared from "../../vitest.shared.ts";
import { protobufCodecs } from "./build/protobuf.ts";

export default mergeConfig(shared, {
  plugins: [protobufCodecs()],
  test: { reporters: [new ReportSkippedEngineTests()] },
});
