import { HuntClient, models, type Transport } from "@huntkit/core";
import { expect, it, onTestFinished } from "vitest";
import { NameReads } from "../../src/hunt/reads/name-reads.js";

/** Creates reads whose requests receive a response when `respond` is called. */
function createReads() {
  const pending: (() => void)[] = [];
  const paths: string[] = [];
  const transport: Transport = {
    async send({ path }) {
      paths.push(decodeURIComponent(path));
      await new Promise<void>((resolve) => pending.push(resolve));
      const headers = { "content-type": "application/json", "x-total-count": "0" };
      return { status: 200, headers, body: Buffer.from("[]") };
    },
    close: async () => {},
  };
  const client = new HuntClient({ instance: "acme", token: "Q7".repeat(32), env: {}, transport });
  onTestFinished(() => client.close());
  return { reads: new NameReads(client), paths, respond: () => pending.shift()?.() };
}

const turn = () => new Promise(setImmediate);
const waitFor = async (isDone: () => boolean) => {
  while (!isDone()) await turn();
};

it("gathers names while a query is in flight", async () => {
  const { reads, paths, respond } = createReads();
  const first = reads.find(models.targets, "a");
  await waitFor(() => paths.length === 1);

  const others = [];
  for (const name of ["b", "c", "d"]) {
    others.push(reads.find(models.targets, name));
    await turn();
  }
  respond();
  await first;
  await waitFor(() => paths.length === 2);
  respond();
  await Promise.all(others);

  expect(paths[1]).toMatch(/"b".*"c".*"d"/);
  expect(paths).toHaveLength(2);
});

it("reads a name that is requested after all others were read", async () => {
  const { reads, paths, respond } = createReads();
  const first = reads.find(models.targets, "a");
  await waitFor(() => paths.length === 1);
  respond();
  await first;

  const second = reads.find(models.targets, "b");
  await waitFor(() => paths.length === 2);
  respond();

  expect(await second).toEqual([]);
});
