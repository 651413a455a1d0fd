/**
 * What takes the place of `undici` for @actions/github, which wants fetch alone: Node's own is the same, is loaded already,
 * and takes the dispatcher through which the toolkit leads requests to a proxy.
 */
export const fetch = globalThis.fetch;
