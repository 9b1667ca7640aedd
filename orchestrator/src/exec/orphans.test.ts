import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { awaitOrphans, noting } from "./orphans.ts";
import { processRunner } from "./run.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orphans-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const notes = () => join(folder, "running");
const noted = () => (existsSync(notes()) ? readdirSync(notes()) : []);

const note = () =>
  noted()
    .map((name) => readFileSync(join(notes(), name), "utf8"))
    .join();

/** A program that runs a shell command like the orchestrator does, and is killed while it runs. */
async function killedRun(script: string, more: object): Promise<void> {
  const program = `
    import { noting } from ${JSON.stringify(join(import.meta.dirname, "orphans.ts"))};
    import { processRunner } from ${JSON.stringify(join(import.meta.dirname, "run.ts"))};
    await noting(processRunner, ${JSON.stringify(notes())})
      .run({ file: "sh", args: ["-c", ${JSON.stringify(script)}], ...${JSON.stringify(more)} });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" });
  const both = () => existsSync(join(folder, "begun")) && /"pid":\d/.test(note());
  await expect.poll(both, { timeout: 15_000 }).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("commands of a run that was killed", () => {
  it("are waited for, so that their work is done only once", async () => {
    await killedRun(`touch ${folder}/begun; sleep 1; touch ${folder}/done`, {});
    const said: string[] = [];
    await awaitOrphans(notes(), (message) => said.push(message));
    expect(existsSync(join(folder, "done"))).toBe(true);
    expect(said).toEqual([expect.stringMatching(/^waiting for sh -c .* the run before left behind$/)]);
    expect(noted()).toEqual([]);
  });

  it.each([
    ["an agent's question", { sweep: true }],
    ["one whose time is up", { timeout: 2500 }],
  ])("%s is ended", async (_, more) => {
    await killedRun(`touch ${folder}/begun; trap '' TERM; sleep 5; touch ${folder}/done`, more);
    await awaitOrphans(notes(), () => {});
    expect(noted()).toEqual([]);
    await sleep(5500);
    expect(existsSync(join(folder, "done"))).toBe(false);
  });

  it("are found even if the run was killed before it recorded their process", async () => {
    const args = ["-c", `sleep 1; touch ${folder}/done`];
    const early = { line: "sh", args: args.join(" "), pid: null, began: "", until: Date.now() + 60_000 };
    mkdirSync(notes());
    writeFileSync(join(notes(), "early"), JSON.stringify(early));
    const child = spawn("sh", args, { stdio: "ignore" });
    await awaitOrphans(notes(), () => {});
    expect(existsSync(join(folder, "done"))).toBe(true);
    await expect.poll(() => child.exitCode).not.toBeNull();
  });

  it("are distinguished from a process that reuses their id, and truncated notes are dropped", async () => {
    await noting(processRunner, notes()).run({ file: "true", args: [] });
    expect(noted()).toEqual([]);
    const other = {
      line: "docker build",
      args: "build",
      pid: process.pid,
      began: "1",
      until: Date.now() + 60_000,
    };
    writeFileSync(join(notes(), "other"), JSON.stringify(other));
    writeFileSync(join(notes(), "cut"), '{"line":');
    await awaitOrphans(notes(), (message) => expect.fail(message));
    expect(noted()).toEqual([]);
  });
});
