import { execFileSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { realHelm, Sample } from "./sample.ts";

let app: Sample;
afterEach(() => app?.close());

it.skipIf(!realHelm)(
  "--commit commits the generated files, whatever else is ignored or staged [needs helm]",
  {
    timeout: 600_000,
  },
  async () => {
    app = await Sample.create();
    Object.assign(app.env, {
      ...{ GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.com" },
      ...{ GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.com" },
    });
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", app.folder, ...args], { encoding: "utf8", env: app.env }).trim();
    const up = async () => (await app.up("--commit")).task("T037");
    const committed = () => git("show", "--format=", "--name-only", "HEAD").split("\n");

    writeFileSync(join(app.folder, ".gitignore"), "*.log\n.env\n");
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "-m", "Sources");
    writeFileSync(join(app.folder, "notes.txt"), "not yet\n");
    git("add", "notes.txt");

    expect((await up())?.status).toBe("done");
    expect(committed()).toEqual(
      expect.arrayContaining(["delegations.log", "delegations.log.pub", "page/Dockerfile"]),
    );
    expect(git("diff", "--cached", "--name-only"), "what somebody staged is left to them").toBe("notes.txt");
    expect(git("ls-files", ".infra-orchestrator"), "nothing of its own folder").toBe("");
    expect(await up()).toMatchObject({ status: "kept", result: "nothing to commit" });

    appendFileSync(join(app.folder, "page/server.mjs"), "// a change\n");
    expect((await up())?.status, "later runs commit too").toBe("done");
    expect(committed()).toContain("delegations.log");
  },
);
