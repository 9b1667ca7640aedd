import { expect, it } from "vitest";
import type { Database } from "../database/client.ts";
import { type ChangeText, SharedReads } from "./shared-reads.ts";

/** Queries that end when told to. */
function slowDatabase() {
  const queries: PromiseWithResolvers<ChangeText[]>[] = [];
  const run = () => {
    const query = Promise.withResolvers<ChangeText[]>();
    queries.push(query);
    return query.promise;
  };
  return { queries, reads: new SharedReads({ run } as unknown as Database) };
}

const change = (sequence: number): ChangeText => ({ sequence, change: "{}" });

it("streams at the same change share a query, and others do not", async () => {
  const { queries, reads } = slowDatabase();
  const [one, two] = [reads.after("ada", 4), reads.after("ada", 4)];
  void reads.after("ada", 3);
  void reads.after("bob", 4);
  expect(queries).toHaveLength(3);
  queries[0]?.resolve([change(5)]);
  expect(await Promise.all([one, two])).toEqual([[change(5)], [change(5)]]);
  void reads.after("ada", 4);
  expect(queries).toHaveLength(4);
});

it("a stream told of a change joins no query that may have begun before it", async () => {
  const { queries, reads } = slowDatabase();
  const early = reads.after("ada", 4);
  reads.renew("ada");
  const late = [reads.after("ada", 4), reads.after("ada", 4)];
  expect(queries).toHaveLength(2);
  queries[0]?.resolve([]);
  expect(await early).toEqual([]);
  void reads.after("ada", 4);
  expect(queries).toHaveLength(2);
  queries[1]?.resolve([change(5)]);
  expect(await Promise.all(late)).toEqual([[change(5)], [change(5)]]);
});

it("all streams are told when a shared query fails, and the next begins another", async () => {
  const { queries, reads } = slowDatabase();
  const both = [reads.after("ada", 4), reads.after("ada", 4)];
  queries[0]?.reject(new Error("down"));
  for (const read of both) await expect(read).rejects.toThrow("down");
  void reads.after("ada", 4);
  expect(queries).toHaveLength(2);
});
