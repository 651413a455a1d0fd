/**
 * The entry of the single executable. It is the provider if Terraform or OpenTofu starts it, or with
 * `--debug`, and `hunt-provider` otherwise, so one file is enough to install and to use the provider.
 */
const isStartedByEngine = process.env["TF_PLUGIN_MAGIC_COOKIE"] !== undefined;

if (isStartedByEngine || process.argv.includes("--debug")) void import("./main.js");
else void import("./scripts/hunt-provider.js");
