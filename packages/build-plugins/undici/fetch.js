/**
 * Replaces `undici` for @actions/github, which only uses fetch. Node's own fetch is the same, is already
 * loaded, and accepts the dispatcher for the proxy.
 */
export const fetch = globalThis.fetch;
