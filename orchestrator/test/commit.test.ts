import { execFileSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { orchestrate, realHelm, type Sample, sample } from "./fake.ts";

let app: Sample;
afterEach(() => app?.close());

it.skipIf(!realHelm)(
  "--commit commits what was made, whatever else is ignored or staged [needs helm]",
  {
    timeout: 600_000,
  },
  async () => {
    app = await sample();
    Object.assign(app.env, {
      ...{ GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.com" },
      ...{ GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.com" },
    });
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", app.project, ...args], { encoding: "utf8", env: app.env }).trim();
    const up = async () => {
      const { events } = await orchestrate(app, ["up", "--yes", "--json", "--commit"]);
      const ends = events.filter((event) => event.type === "task.end");
      return ends.find(({ task }) => task === "T037");
    };
    const committed = () => git("show", "--format=", "--name-only", "HEAD").split("\n");

    writeFileSync(join(app.project, ".gitignore"), "*.log\n.env\n");
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "-m", "Sources");
    writeFileSync(join(app.project, "notes.txt"), "not yet\n");
    git("add", "notes.txt");

    expect((await up())?.status).toBe("done");
    expect(committed()).toEqual(
      expect.arrayContaining(["delegations.log", "delegations.log.pub", "page/Dockerfile"]),
    );
    expect(git("diff", "--cached", "--name-only"), "what somebody staged is left to them").toBe("notes.txt");
    expect(git("ls-files", ".infra-orchestrator"), "nothing of its own folder").toBe("");
    expect(await up()).toMatchObject({ status: "kept", result: "nothing to commit" });

    appendFileSync(join(app.project, "page/server.mjs"), "// a change\n");
    expect((await up())?.status, "later runs commit too").toBe("done");
    expect(committed()).toContain("delegations.log");
  },
);
