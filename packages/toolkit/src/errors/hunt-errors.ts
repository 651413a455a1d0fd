import type { WarningCode } from "@huntkit/core";
import type { HuntErrorCode, TokenErrorCode, ErrorEntry } from "./error-code.js";

/** Errors of requests to HUNT, and results of a token check. */
export const huntErrors = {
  HUNT_ARCHIVE_NOT_READ: {
    title: "Older alerts are not in the result, because only current alerts were read.",
    fix: "Read `Alertsarchive`, too, or use a later time. Some instances do not have an archive.",
  },
  HUNT_AUTH: {
    title: "HUNT rejected the token for this request (401).",
    fix: "Check the token first. If it is valid, its user is not allowed to do this: use the token of an admin.",
  },
  HUNT_CLOSED: {
    title: "The client was closed before or during the request.",
    fix: "In your own program, close the client after its last request, or create a new one.",
  },
  HUNT_CONDITION_IGNORED: {
    title:
      "HUNT might ignore the condition or order, or match nothing with it: a property or value is unknown.",
    fix: "Check the spelling, including upper and lower case. The message names the property or the value.",
  },
  HUNT_CONNECTION_DNS: {
    title: "The name of the instance was not found (DNS).",
    fix: "Check the spelling of the instance. A name in your network can be resolved only inside it.",
  },
  HUNT_CONNECTION_NETWORK: {
    title: "There is no route to the instance.",
    fix: "Check the firewall and the route between this machine and HUNT. Set `HTTPS_PROXY` if there is a proxy.",
  },
  HUNT_CONNECTION_PROXY: {
    title: "The proxy in `HTTPS_PROXY` denied or broke the connection.",
    fix: "Check `HTTPS_PROXY` and its credentials. For an instance in your network, add its host to `NO_PROXY`.",
  },
  HUNT_CONNECTION_REFUSED: {
    title: "The instance refused the connection.",
    fix: "Nothing listens on that port. Check the port, and whether HUNT is running.",
  },
  HUNT_CONNECTION_RESET: {
    title: "The connection was reset before the response was complete.",
    fix: "Run it again. If it happens repeatedly, look for a proxy or firewall that closes connections.",
  },
  HUNT_CONNECTION_TLS: {
    title: "The TLS certificate is not trusted, or it is not valid for this name.",
    fix: "Pass the certificate of your own authority as `ca`. Renew a certificate that has expired.",
  },
  HUNT_FORBIDDEN: {
    title: "The token is valid, but its user is not allowed to do this (403).",
    fix: "Use the token of an admin. A proxy or an allowlist of addresses can also be the cause.",
  },
  HUNT_NOT_FOUND: {
    title: "The record does not exist in HUNT (404).",
    fix: "Check the ID. If nothing is found at all, the address is not that of the instance.",
  },
  HUNT_PROTOCOL_HTML: {
    title: "The response is a web page, not a response of the API.",
    fix: "A login page, a proxy, or another server is at that address. Check the instance.",
  },
  HUNT_PROTOCOL_INVALID_JSON: {
    title: "The response is not valid JSON.",
    fix: "Check that the address is that of a HUNT instance. Run it again if the response was cut.",
  },
  HUNT_PROTOCOL_NOT_HTTP: {
    title: "The response is not HTTP.",
    fix: "Another service listens on that port. Check the port.",
  },
  HUNT_PROTOCOL_REDIRECT: {
    title: "The instance redirects to another address.",
    fix: "Set the instance to the address that it redirects to, if that is yours. A token never follows a redirect.",
  },
  HUNT_PROTOCOL_TOO_DEEP: {
    title: "The response is nested too deeply.",
    fix: "Exclude the record, or request only the fields that you need.",
  },
  HUNT_PROTOCOL_TOO_LARGE: {
    title: "The response is too large.",
    fix: "Request fewer records or fields. If another server sent it, check the instance.",
  },
  HUNT_PROTOCOL_TRUNCATED: {
    title: "The response was truncated.",
    fix: "Run it again. If it happens repeatedly, check the proxy between this machine and HUNT.",
  },
  HUNT_PROTOCOL_UNEXPECTED_STATUS: {
    title: "The response has a status that HUNT does not use.",
    fix: "The message has the status. Check the instance, and look the status up in HUNT's log.",
  },
  HUNT_PROTOCOL_WRONG_SHAPE: {
    title: "The response does not have the expected fields.",
    fix: "Check the instance. If it is a HUNT instance, [report it](https://github.com/huntkit/huntkit/issues).",
  },
  HUNT_PUSH_CONFLICT: {
    title: "Nothing was pushed: some extensions or rules need a decision first.",
    fix: "The message has the decision for each. Pull first, rename one, or force the push.",
  },
  HUNT_PUSH_STOPPED: {
    title: "The push stopped at an error.",
    fix: "Fix the cause in the message, and push again. Completed changes are kept.",
  },
  HUNT_RATE_LIMIT: {
    title: "HUNT rejected the request because there were too many requests (429).",
    fix: "Space the schedules of your runs apart, or lower the number of parallel requests.",
  },
  HUNT_SERVER: {
    title: "HUNT failed to process the request (5xx).",
    fix: "Run it again later. HUNT also returns this for values that it cannot process.",
  },
  HUNT_TASK_CANCELLED: {
    title: "The task was canceled in HUNT.",
    fix: "Find out who canceled it, and start it again.",
  },
  HUNT_TASK_FAILED: {
    title: "The task failed in HUNT.",
    fix: "The message has HUNT's reason. Start the task again once that is fixed.",
  },
  HUNT_TASK_NO_HOSTS: {
    title: "No host of the target group matches, so HUNT did not start a scan.",
    fix: "Discover hosts first (`enumerate`), install agents, or check the condition.",
  },
  HUNT_TASK_TIMEOUT: {
    title: "The task did not finish in time.",
    fix: "It might still be running in HUNT. Wait again with a longer timeout.",
  },
  HUNT_TIMEOUT: {
    title: "HUNT did not respond in time.",
    fix: "Run it again, or raise the timeout. A firewall that drops packets has the same effect.",
  },
  HUNT_TOKENS_INCOMPLETE: {
    title: "The list of tokens might be incomplete, because this instance does not return it in pages.",
    fix: "Delete tokens in HUNT that are no longer used.",
  },
  HUNT_UNSUPPORTED: {
    title: "This HUNT instance does not have the model or the action (404).",
    fix: "Models and actions differ between instances. The `/explorer` page of the instance lists what it has.",
  },
  HUNT_UPLOAD: {
    title: "A scan was created, but the survey could not be uploaded to it.",
    fix: "Upload again with the scan ID in the message. Otherwise, a second scan is created.",
  },
  HUNT_VALIDATION: {
    title: "HUNT rejected the values of the request (400, 409, 413, 422).",
    fix: "The message names the property and what is wrong with it.",
  },
  HUNT_VALUE_UNKNOWN: {
    title: "HUNT might not apply a value or property in the body of the request, because it is unknown.",
    fix: "Check the spelling, including upper and lower case. The message names the property or the value.",
  },

  TOKEN_EXPIRED: {
    title: "The token has expired.",
    fix:
      "Create a new token in HUNT and store it. HUNT reports this only once. After that, it rejects the " +
      "token as unknown.",
  },
  TOKEN_EXPIRING: {
    title: "The token is valid, but it expires soon.",
    fix: "Create a new token in HUNT, or let a rotation do so.",
  },
  TOKEN_EXPIRY_UNKNOWN_DATE_CONTRADICTED: {
    title: "The only known expiry date has passed, but the token is still valid.",
    fix: "The token was replaced and the stated date was not. Set the creation date of the current token.",
  },
  TOKEN_EXPIRY_UNKNOWN_LOOKUP_FAILED: {
    title: "The token is valid, but the list of tokens could not be read.",
    fix: "Run it again. The message has the reason.",
  },
  TOKEN_EXPIRY_UNKNOWN_NO_DATE: {
    title: "The token is valid, but HUNT's record of it has no creation date.",
    fix: "State the creation date. In the Action, set `created`, or `secret-name` with `secrets-token`.",
  },
  TOKEN_EXPIRY_UNKNOWN_NO_RECORD: {
    title: "The token is valid, but HUNT lists no token of this user.",
    fix: "State the creation date. In the Action, set `created`, or `secret-name` with `secrets-token`.",
  },
  TOKEN_EXPIRY_UNKNOWN_NO_ROUTE: {
    title: "The token is valid, but this instance does not list tokens.",
    fix: "State the creation date. In the Action, set `created`, or `secret-name` with `secrets-token`.",
  },
  TOKEN_EXPIRY_UNKNOWN_NOT_ALLOWED: {
    title: "The token is valid, but its user is not allowed to list tokens.",
    fix: "State the creation date, or use the token of a user who is allowed to list tokens.",
  },
  TOKEN_REJECTED: {
    title: "HUNT does not recognize the token.",
    fix:
      "It was revoked or mistyped, belongs to another instance, or expired some time ago. Create a new " +
      "token and store it.",
  },
} satisfies Record<HuntErrorCode | WarningCode | TokenErrorCode, ErrorEntry>;
