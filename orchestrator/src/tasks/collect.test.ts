import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadContract } from "../contract/load.ts";
import type { Context } from "../run/context.ts";
import { collectImages } from "./collect.ts";

const contract = loadContract(resolve(import.meta.dirname, "../../test/fixtures/guestbook/deploy.yaml"));
const names = (count: number) => Array.from({ length: count }, (_, n) => `guestbook-page:${n}`);
const NOTES = "created-minikube-guestbook.json";

/** A project with a number of released images, some of which kept revisions use. */
function project(released: number, kept: number[], elsewhere: string[] = []) {
  const stateFolder = mkdtempSync(join(tmpdir(), "collect-"));
  const write = (file: string, images: string[]) =>
    writeFileSync(join(stateFolder, file), JSON.stringify({ images }));
  write(NOTES, ["guestbook-page:latest", ...names(released)]);
  write("created-minikube-other.json", elsewhere);
  const removed: string[] = [];
  const output = { repository: "guestbook-page", tag: String(released - 1), id: "", megabytes: 1 };
  const context = {
    stateFolder,
    contract,
    state: { run: "r", task: (id: string) => (id === "T009" ? { output } : undefined) },
    cluster: { context: "minikube", unload: async () => {} },
    kubectl: { place: { namespace: "guestbook" } },
    audit: { lines: () => [], append: async () => {} },
    helm: {
      history: async () => kept.map((revision) => ({ revision })),
      values: async (_: string, revision: number) => ({ page: { tag: String(revision) } }),
    },
    daemon: async () => ({ inside: true }),
    docker: () => ({ remove: async (name: string) => removed.push(name) > 0 }),
  } as unknown as Context;
  return { context, removed, noted: () => JSON.parse(readFileSync(join(stateFolder, NOTES), "utf8")).images };
}

describe("collecting unused images", () => {
  it("starts when there are more images than kept revisions", async () => {
    const { context, removed } = project(10, [9]);
    await collectImages(context, () => {});
    expect(removed).toEqual([]);
  });

  it("removes those that no kept revision uses, and forgets them", async () => {
    const { context, removed, noted } = project(12, [3, 5, 11]);
    await collectImages(context, () => {});
    expect(removed).toEqual([0, 1, 2, 4, 6, 7, 8, 9, 10].map((n) => `guestbook-page:${n}`));
    expect(noted()).toEqual(["guestbook-page:latest", ...[3, 5, 11].map((n) => `guestbook-page:${n}`)]);
  });

  it("keeps those used by another deployment of the project", async () => {
    const { context, removed } = project(12, [11], ["guestbook-page:4"]);
    await collectImages(context, () => {});
    expect(removed).not.toContain("guestbook-page:4");
    expect(removed).toHaveLength(10);
  });

  it("removes nothing if the history cannot be read", async () => {
    const { context, removed } = project(12, []);
    await collectImages(context, () => {});
    expect(removed).toEqual([]);
  });
});
