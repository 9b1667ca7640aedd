import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { which } from "../exec/run.ts";
import { lineDiff } from "./commands/diff.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { parseAgentModes } from "./options.ts";

const main = resolve(import.meta.dirname, "../main.ts");
const root = resolve(import.meta.dirname, "../../..");
const guestbook = resolve(import.meta.dirname, "../../test/fixtures/guestbook");
const call = (args: string[], cwd = root, path = process.env.PATH) =>
  spawnSync(process.execPath, [main, ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH: path, HOME: tmpdir() },
  });

describe("the command line", { timeout: 300_000 }, () => {
  it("plans T001 to T037 of this application without doing anything", () => {
    const { status, stdout } = call(["plan", "--json"]);
    expect(status).toBe(0);
    const ids = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { task: string }).task);
    const wanted = Array.from({ length: 37 }, (_, index) => `T${String(index + 1).padStart(3, "0")}`);
    expect([...ids].sort()).toEqual(wanted);
    expect(call(["up", "--dry-run"]).stdout).toContain("T025 Install release todo-app");
  });

  it("ends quietly if its reader closes the pipe", () => {
    const script = `"${process.execPath}" "${main}" plan --json | head -1; echo "\${PIPESTATUS[0]}" >&2`;
    const { stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: root, encoding: "utf8" });
    expect(JSON.parse(stdout)).toMatchObject({ task: "T001" });
    expect(stderr.trim()).toBe("0");
  });

  it("puts every task after its dependencies", () => {
    const tasks = call(["plan", "--json"])
      .stdout.trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { task: string; after: string[] });
    const seen = new Set<string>();
    for (const { task, after } of tasks) {
      expect(
        after.filter((id) => !seen.has(id)),
        task,
      ).toEqual([]);
      seen.add(task);
    }
  });

  it("explains usage errors, and exits 2", () => {
    const cases: [string[], string][] = [
      [["fly"], "unknown command"],
      [["up", "--target", "moon", "--yes"], "--target moon is unknown"],
      [["up", "--namespace", "My_NS", "--yes"], "--namespace My_NS is no name"],
      [["up", "--namespace", "n".repeat(64), "--yes"], "is no name that Kubernetes takes"],
      [["up", "--only", "T999", "--yes"], "There is no task T999"],
      [["up", "--agents", "gordon=maybe", "--yes"], "is neither a mode nor agent=mode"],
      [["up", "--file", "nowhere.yaml", "--yes"], "nowhere.yaml does not exist"],
      [["down"], "there is no terminal to confirm it on"],
      [["completion", "tcsh"], "no completion for tcsh"],
    ];
    for (const [args, message] of cases) {
      const { status, stderr } = call(args);
      expect(stderr, args.join(" ")).toContain(message);
      expect(status, args.join(" ")).toBe(2);
    }
  });

  it("lists the artifacts that it would write, and writes none of them", () => {
    const folder = mkdtempSync(join(tmpdir(), "generate-"));
    cpSync(guestbook, folder, { recursive: true });
    const before = readdirSync(folder, { recursive: true });
    const { status, stdout } = call(["generate", "--dry-run", "--json"], folder);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).wouldChange).toContain("page/Dockerfile");
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  it("finds prompts next to the contract, regardless of the working directory", () => {
    const folder = mkdtempSync(join(tmpdir(), "prompts-"));
    cpSync(guestbook, folder, { recursive: true });
    appendFileSync(join(folder, "deploy.yaml"), "\nagents: { prompts: words }\n");
    mkdirSync(join(folder, "words"));
    writeFileSync(join(folder, "words/dockerfile.md"), "Write <<what>>.\n");
    const { status, stderr } = call(["plan", "--file", join(folder, "deploy.yaml")]);
    expect(stderr).toContain("Prompt dockerfile.md asks for <<what>>.");
    expect(status).toBe(2);
  });

  it("writes nothing to a context that is not allowed", () => {
    const folder = mkdtempSync(join(tmpdir(), "context-"));
    cpSync(guestbook, folder, { recursive: true });
    const args = ["up", "--yes", "--json", "--target", "context:somebody-elses", "--only", "T001,T004"];
    for (const name of ["docker", "kubectl"])
      writeFileSync(join(folder, name), "#!/bin/sh\n", { mode: 0o755 });
    const { status, stdout } = call(args, folder, `${folder}:${process.env.PATH}`);
    expect(stdout).toContain("Nothing is written to context somebody-elses: it is not allowed.");
    expect(status).toBe(2);
  });

  it("reports every fault of a contract with its position", () => {
    const folder = mkdtempSync(join(tmpdir(), "contract-"));
    writeFileSync(join(folder, "deploy.yaml"), "version: 1\napplication: X\nservices: []\n");
    const { status, stderr } = call(["plan"], folder);
    expect(status).toBe(2);
    for (const word of ["application", "services", "chart"]) expect(stderr).toContain(word);
  });

  it.skipIf(!which("bash"))("completes commands and options in bash [needs bash]", () => {
    const script = call(["completion", "bash"]).stdout;
    const ask = (words: string[]) =>
      execFileSync(
        "bash",
        [
          "-c",
          `${script}\nCOMP_WORDS=(${words.map((w) => `'${w}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _infra_orchestrator; echo "\${COMPREPLY[*]}"`,
        ],
        { encoding: "utf8" },
      ).trim();
    expect(ask(["infra-orchestrator", "op"])).toBe("optimise");
    expect(ask(["infra-orchestrator", "audit", "v"])).toBe("verify");
    expect(ask(["infra-orchestrator", "up", "--fr"])).toBe("--from");
    expect(call(["completion", "zsh"]).stdout).toContain("compdef");
    expect(call(["completion", "fish"]).stdout).toContain("__fish_use_subcommand");
  });
});

describe("options", () => {
  it("modes of agents: one for all, exceptions by name", () => {
    const mode = parseAgentModes("builtin,kagent=real");
    expect([mode("gordon"), mode("kagent")]).toEqual(["builtin", "real"]);
    expect(() => parseAgentModes("real,nobody=auto")).toThrow("neither a mode");
  });

  it("each kind of problem has its exit code", () => {
    expect(
      ["usage", "wrong_daemon", "image_too_large", "busy", "interrupted", "command_failed"].map((code) =>
        exitCodeOf(code as "usage"),
      ),
    ).toEqual([2, 3, 4, 5, 130, 1]);
  });

  it("a difference is shown with its file", () => {
    const before = "# Source: a\nx: 1\ny: 2\n# Source: b\nz: 3";
    expect(lineDiff(before, before)).toEqual([]);
    expect(lineDiff(before, before.replace("y: 2", "y: 5"))).toEqual(["# Source: a", "- y: 2", "+ y: 5"]);
  });
});
