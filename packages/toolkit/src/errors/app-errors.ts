import type { ActionErrorCode, CliErrorCode, ProviderErrorCode, ErrorEntry } from "./error-code.js";

/** Errors of the Action, the command line, and the provider. */
export const appErrors = {
  ACTION_ALERT_FOUND: {
    title: "HUNT has an alert that the gate does not allow.",
    fix: "Look at the alert in HUNT. Archive it if it is a false positive, or raise `fail-on-severity`.",
  },
  ACTION_CANCELLED: {
    title: "The job was canceled before this was done.",
    fix: "Run the job again.",
  },
  ACTION_COMMENT_DENIED: {
    title: "GitHub does not allow the action to comment on the pull request.",
    fix: "Give the job `pull-requests: write`, and pass `github-token`. The message has the reason.",
  },
  ACTION_COMMENT_OUTDATED: {
    title: "The comment on the pull request could not be updated. The result of the gate is not affected.",
    fix: "The message has the reason. The next run tries again. Behind a proxy, set `HTTPS_PROXY`.",
  },
  ACTION_FAILED: {
    title: "The action failed unexpectedly.",
    fix: "[Report it](https://github.com/huntkit/huntkit/issues) with the message.",
  },
  ACTION_ISSUE_DENIED: {
    title: "GitHub does not allow the action to update the tracking issue.",
    fix: "Give the job `issues: write`, and pass `github-token`. The message has the reason.",
  },
  ACTION_ISSUE_LOCKED: {
    title: "The tracking issue is locked, so the action could not comment on it.",
    fix: "Unlock the issue. Its text and its state are up to date.",
  },
  ACTION_ISSUE_OUTDATED: {
    title: "The tracking issue could not be updated. The result of the check is not affected.",
    fix: "The message has the reason. The next run tries again. Behind a proxy, set `HTTPS_PROXY`.",
  },
  ACTION_MORE_FINDINGS: {
    title: "There are more findings than the runner shows.",
    fix: "The job summary and the outputs have all of them.",
  },
  ACTION_OLD_TOKEN_LEFT: {
    title: "The secret contains the new token, but the old one is still valid.",
    fix: "Revoke the old token in HUNT.",
  },
  ACTION_ORPHAN_LEFT: {
    title: "A token of an earlier rotation could not be revoked.",
    fix: "Revoke the token that the message names in HUNT, or wait for the next run.",
  },
  ACTION_OWN_TOKENS_ONLY: {
    title: "HUNT shows only the tokens of this token's user.",
    fix: "Use the token of an admin.",
  },
  ACTION_RESPONSE_INCOMPLETE: {
    title: "The outputs do not contain the whole response, or more records might exist.",
    fix: "Use `output-file`, `fields`, or `select` for a large response. Set `all: true` or `limit` for more records.",
  },
  ACTION_RESULTS_NOT_COUNTED: {
    title: "The result of `select` is not a list, so `max-results` has nothing to count.",
    fix: "Change `select` to return a list, and check its spelling.",
  },
  ACTION_ROTATION_BLOCKED: {
    title: "The rotation would fail if it were due.",
    fix:
      "Fix it before the token expires. `403`: `secrets-token` lacks a permission. `404`: the secret " +
      "does not exist. `401`: `secrets-token` has expired.",
  },
  ACTION_ROTATION_FAILED: {
    title: "The token was not replaced. The old one is still valid.",
    fix: "The message names the step and what is left. Fix the cause; the next run tries again.",
  },
  ACTION_ROTATION_IN_PROGRESS: {
    title: "Another run is rotating the token, or was interrupted within the last hour.",
    fix: "Wait for a later run, which revokes remaining tokens and rotates.",
  },
  ACTION_ROTATION_SUPERSEDED: {
    title: "Two runs rotated at the same time, and this one stopped.",
    fix: "Give the job a `concurrency` group.",
  },
  ACTION_SCAN_FAILED: {
    title: "The scan failed, was canceled, or did not finish in time.",
    fix: "The message has the reason. Raise `timeout-minutes`, or set `cancel-task` to cancel it in HUNT as well.",
  },
  ACTION_SCAN_NO_RESULTS: {
    title: "The scan finished, but HUNT did not return its results.",
    fix: "Look at the task in HUNT.",
  },
  ACTION_SCAN_NOT_STARTED: {
    title: "The scan did not start.",
    fix: "The message has HUNT's reason. No scan is running.",
  },
  ACTION_SCAN_PARTIAL: {
    title: "Some hosts could not be scanned, so the alert gate did not pass.",
    fix: "Check in HUNT why the hosts could not be scanned. To accept this, set `allow-partial`.",
  },
  ACTION_SCAN_UNKNOWN: {
    title: "HUNT's response was lost, so the scan may have started.",
    fix: "Look for the newest task of the target group in HUNT before you run it again.",
  },
  ACTION_SECRET_DATE_UNKNOWN: {
    title: "The date of the secret could not be read.",
    fix: "The check continues without it. Check that `secrets-token` can read the secret.",
  },
  ACTION_SKIPPED: {
    title: "A feature did not run, because the token is not valid or HUNT could not be reached.",
    fix: "Fix what the check reports first.",
  },
  ACTION_SUMMARY_NOT_WRITTEN: {
    title: "The job summary could not be written.",
    fix: "Check the disk space and the runner. The result of the step is not affected.",
  },
  ACTION_TASK_NOT_CANCELLED: {
    title: "The task could not be canceled in HUNT.",
    fix: "Cancel it in HUNT if it still runs.",
  },
  ACTION_TOKENS_NOT_SHOWN: {
    title: "HUNT did not show the tokens of some users, so the report does not include them.",
    fix: "Check in HUNT which of these users the token's user is allowed to manage.",
  },
  ACTION_TOKEN_LOST: {
    title: "HUNT no longer accepts the token after an orphaned token was revoked.",
    fix: "Create a new token in HUNT, and store it in the secret.",
  },
  ACTION_TOKEN_UNCONFIRMED: {
    title: "HUNT did not confirm that the token is still valid, so nothing was rotated.",
    fix: "The next run tries again.",
  },
  ACTION_TOO_MANY_RESULTS: {
    title: "The response has more results than `max-results` allows.",
    fix: "Look at the results in the job summary. If they are expected, raise `max-results`.",
  },

  CLI_CREDENTIALS: {
    title: "No usable instance or token was found.",
    fix: "Run `hunt auth login`, or set `HUNT_INSTANCE` and `HUNT_TOKEN`.",
  },
  CLI_DECLINED: {
    title: "The confirmation was declined, so nothing was done.",
    fix: "Run the command again, and enter yes or pass `--yes`.",
  },
  CLI_FAILED: {
    title: "The command failed.",
    fix: "The message has the reason, and often the command to run next.",
  },
  CLI_INTERRUPTED: {
    title: "The command was interrupted.",
    fix: "Run it again. The message says how to resume, if that is possible.",
  },
  CLI_NOT_FOUND: {
    title: "No record has this name or ID, or several have it.",
    fix: "Use one of the names or IDs that the message lists.",
  },
  CLI_SCAN_PARTIAL: {
    title: "Some hosts could not be scanned, so `--fail-on` did not pass.",
    fix: "Check in HUNT why the hosts could not be scanned. To accept this, use `--allow-partial`.",
  },
  CLI_SYSTEM: {
    title: "A file or another resource of this machine could not be used.",
    fix: "The message has the path and the code of the operating system.",
  },
  CLI_UNEXPECTED: {
    title: "The command failed unexpectedly.",
    fix: "[Report it](https://github.com/huntkit/huntkit/issues) with the message.",
  },
  CLI_USAGE: {
    title: "A flag, an argument, or a file is invalid. Nothing was changed.",
    fix: "The message names it. `hunt help` and the command's `--help` list what is valid.",
  },

  PROVIDER_FAILED: {
    title: "The provider failed unexpectedly.",
    fix: "[Report it](https://github.com/huntkit/huntkit/issues) with the steps that led to it.",
  },
} satisfies Record<ActionErrorCode | CliErrorCode | ProviderErrorCode, ErrorEntry>;
