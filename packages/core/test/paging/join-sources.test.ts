import { describe, expect, it } from "vitest";
import { joinSources } from "../../src/paging/join-sources.js";
import { Listing } from "../../src/paging/listing.js";
import { toPlainFilter } from "../../src/query/plain-filter.js";
import { type Faults, memorySource } from "./source.js";

/** IDs of rows, of which every third is in the archive. */
const ids = Array.from({ length: 90 }, (_, index) => `00000000-0000-4000-8000-0000000000${index + 10}`);
const isArchived = (id: string) => ids.indexOf(id) % 3 === 0;

function join(faults: { current?: Faults; archive?: Faults } = {}) {
  const current = memorySource(
    ids.filter((id) => !isArchived(id)),
    faults.current,
  );
  const archive = memorySource(ids.filter(isArchived), faults.archive);
  const source = joinSources({ current: current.source, archive: archive.source, time: "createdOn" });
  return { current, archive, listing: new Listing(source, toPlainFilter({}), { pageSize: 10 }) };
}

const readIds = async (listing: ReturnType<typeof join>["listing"]) =>
  (await listing.toArray()).map(({ id }) => id);

describe("joined sources", () => {
  it("yields the rows of both by ID", async () => {
    const { listing } = join();

    expect(await readIds(listing)).toEqual(ids);
  });

  it("yields every row if the server shortens the pages of one source", async () => {
    const { listing } = join({ current: { caps: [2, 5] } });

    expect(await readIds(listing)).toEqual(ids);
  });

  it("yields every row if the server does not count", async () => {
    const { listing } = join({ current: { countless: true }, archive: { countless: true } });

    expect(await readIds(listing)).toEqual(ids);
  });

  it("yields a row once if the server moves it to the archive in the meantime", async () => {
    const moved = ids[31]!;
    const { listing, archive } = join({ current: { between: () => void archive.rows.add(moved) } });

    expect(await readIds(listing)).toEqual(ids);
  });

  it("fails if a source counts rows that it does not return", async () => {
    const { listing } = join({ archive: { before: () => [] } });

    await expect(readIds(listing)).rejects.toMatchObject({ code: "HUNT_PROTOCOL" });
  });
});
