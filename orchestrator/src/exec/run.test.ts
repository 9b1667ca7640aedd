import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { commandLine, must, processRunner, which } from "./run.ts";
import { Redactor, Secret } from "./secret.ts";

const sh = (script: string, more = {}) => processRunner.run({ file: "sh", args: ["-c", script], ...more });
/** A zombie, which only waits to be reaped by its parent, counts as ended. */
const alive = (pid: number) => {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
};

describe("processRunner", () => {
  it("returns output, error output and exit code separately", async () => {
    const result = await sh("echo out; echo err >&2; exit 3");
    expect(result).toMatchObject({ stdout: "out\n", stderr: "err\n", exitCode: 3, timedOut: false });
  });

  it("provides no input by default, so that a program that asks does not wait", async () => {
    expect((await sh("cat; echo end")).stdout).toBe("end\n");
  });

  it("passes a secret through standard input and the environment, never as an argument", async () => {
    const secret = new Secret("hunter2-hunter2");
    const result = await sh('cat; printf %s "$KEY"; cat /proc/$$/cmdline | tr "\\0" " "', {
      input: secret,
      env: { KEY: secret },
    });
    expect(result.stdout.match(/hunter2-hunter2/g)).toHaveLength(2);
  });

  it("ends the whole group on timeout, and reports it even if the program exits 0", async () => {
    const folder = mkdtempSync(join(tmpdir(), "exec-"));
    const result = await sh(`sleep 300 & echo $! > ${folder}/pid; trap 'exit 0' TERM; wait`, {
      timeout: 300,
    });
    expect(result.timedOut).toBe(true);
    expect(alive(Number(readFileSync(join(folder, "pid"), "utf8")))).toBe(false);
  });

  it("ends a program that ignores SIGTERM", async () => {
    const result = await sh('trap "" TERM; while :; do sleep 0.1; done', { timeout: 200 });
    expect(result.timedOut).toBe(true);
    expect(result.exitCode).toBeNull();
  });

  it("ends what an agent left running in the background", async () => {
    const result = await sh("sleep 300 >/dev/null 2>&1 & echo $!", { sweep: true });
    await expect.poll(() => alive(Number(result.stdout))).toBe(false);
  });

  it("reports that a program is missing", async () => {
    expect(await processRunner.run({ file: "no-such-program-x", args: [] })).toMatchObject({ missing: true });
    expect(which("sh")).toMatch(/\/sh$/);
    expect(which("no-such-program-x")).toBeNull();
  });

  it("replaces the environment on request", async () => {
    const result = await processRunner.run({
      file: "/usr/bin/env",
      args: [],
      cleanEnv: true,
      env: { ONLY: "this" },
    });
    expect(result.stdout).toBe("ONLY=this\n");
  });

  it("delivers complete lines as they arrive", async () => {
    const seen: string[] = [];
    await sh("printf 'a\\nb'; printf 'c\\n'", { onLine: (line: string) => seen.push(line) });
    expect(seen).toEqual(["a", "bc"]);
  });
});

describe("must", () => {
  it("names the command, its exit code and its last lines", async () => {
    await expect(must(processRunner, { file: "sh", args: ["-c", "echo why >&2; exit 4"] })).rejects.toThrow(
      "sh -c 'echo why >&2; exit 4' ended with exit code 4.\nwhy",
    );
  });

  it("recognises a full disk", async () => {
    const full = { file: "sh", args: ["-c", "echo 'write x: no space left on device' >&2; exit 1"] };
    await expect(must(processRunner, full)).rejects.toMatchObject({ code: "disk_full" });
  });

  it("redacts secrets in the last lines", async () => {
    const redactor = new Redactor();
    redactor.add("swordfish-1");
    const command = { file: "sh", args: ["-c", "cat >&2; exit 1"], input: "password swordfish-1 refused" };
    await expect(must(processRunner, command, redactor)).rejects.toThrow("password *** refused");
  });

  it("reports a timeout and a missing program with their own codes", async () => {
    await expect(must(processRunner, { file: "sleep", args: ["9"], timeout: 100 })).rejects.toMatchObject({
      code: "command_timeout",
    });
    await expect(must(processRunner, { file: "no-such-program-x", args: [] })).rejects.toMatchObject({
      code: "command_missing",
    });
  });
});

describe("Secret and Redactor", () => {
  it("prints as a mask in every form", () => {
    const secret = new Secret("open sesame");
    const forms = [`${secret}`, JSON.stringify({ secret }), inspect({ secret }), String(secret)];
    for (const form of forms) expect(form).not.toContain("sesame");
  });

  it("finds a value in its encodings, and common secrets by their format", () => {
    const redactor = new Redactor();
    redactor.add("p@ss word/1");
    const texts = [
      "p@ss word/1",
      Buffer.from("p@ss word/1").toString("base64"),
      encodeURIComponent("p@ss word/1"),
    ];
    for (const text of texts) expect(redactor.redact(`x ${text} y`)).toBe("x *** y");
    expect(redactor.redact("Authorization: Bearer abcdef123456")).toBe("Authorization: Bearer ***");
    expect(redactor.redact("postgres://todo:hush@db:5432/todo")).toBe("postgres://todo:***@db:5432/todo");
    expect(redactor.redact("key sk-proj-abcdefgh12")).toBe("key ***");
  });
});

describe("commandLine", () => {
  it("quotes what a shell would split", () => {
    expect(commandLine({ file: "docker", args: ["ai", "it's two"] })).toBe("docker ai 'it'\\''s two'");
  });
});
