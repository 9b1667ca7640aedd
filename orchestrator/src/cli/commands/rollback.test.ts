import { describe, expect, it } from "vitest";
import type { Context } from "../../run/context.ts";
import type { Options } from "../options.ts";
import { revisionBefore, rollback } from "./rollback.ts";

const history = (...descriptions: string[]) =>
  descriptions.map((description, index) => ({ revision: index + 1, status: "superseded", description }));
const target = (...descriptions: string[]) => revisionBefore(history(...descriptions))?.revision;
const by = (run: string, what = run) => `infra-orchestrator ${what} by run ${run}`;

describe("rolling back", () => {
  it("goes to the state left by the previous run, past resource changes of the last run", () => {
    expect(target(by("a"), by("a", "sized"), by("b"), by("b", "sized"))).toBe(2);
    expect(target(by("a"), by("b"))).toBe(1);
  });

  it("goes further back the second time, not to the state that was rolled back", () => {
    expect(target(by("a"), by("b"), by("c"), "Rollback to 2")).toBe(1);
    expect(target(by("a"), by("b"), "Rollback to 1")).toBeUndefined();
  });

  it("goes to the restored state, not to the one that was rolled back", () => {
    expect(target(by("a"), by("b"), "Rollback to 1", by("c"))).toBe(1);
    expect(target("Install complete", "Upgrade complete", "Rollback to 1", by("a"), by("a", "sized"))).toBe(
      1,
    );
  });

  it("treats a revision installed by other means as a run of its own", () => {
    expect(target(by("a"), "Upgrade complete")).toBe(1);
    expect(target("Install complete", "Upgrade complete", by("a"))).toBe(2);
  });

  it("skips revisions that failed or never finished", () => {
    const [first, second, third] = history(by("a"), by("b"), by("c"));
    if (!first || !second || !third) throw new Error();
    expect(revisionBefore([first, { ...second, status: "failed" }, third])?.revision).toBe(1);
    expect(revisionBefore([first, second, { ...third, status: "pending-upgrade" }])?.revision).toBe(2);
  });

  it("changes nothing in a dry run", async () => {
    const helm = {
      history: async () => history(by("a"), by("b")),
      rollback: () => Promise.reject(new Error("it did")),
    };
    const context = { helm, contract: { chart: { release: "web" } } } as unknown as Context;
    const said: string[] = [];
    await rollback(context, { dryRun: true } as Options, (lines) => said.push(...lines));
    expect(said).toEqual(["helm rollback web 1, from revision 2"]);
  });

  it("is refused if there is no earlier revision", () => {
    expect(target()).toBeUndefined();
    expect(target(by("a"))).toBeUndefined();
  });
});
