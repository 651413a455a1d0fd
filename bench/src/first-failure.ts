import * as core from "@actions/core";

// The shortest way to a failed step: an action reads a required input that is not set.
try {
  core.getInput("token", { required: true });
} catch (error) {
  core.setFailed(error as Error);
}
