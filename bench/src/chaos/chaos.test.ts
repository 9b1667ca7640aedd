import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { settle, titlesOf } from "./ledger.ts";
import { readOptions } from "./options.ts";
import { judgeKills, judgeSoak } from "./verdict.ts";

const folder = mkdtempSync(path.join(tmpdir(), "todo-chaos-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what was written and what is there", () => {
  it("finds what is lost and what is only partly there", () => {
    const [first = "", ...others] = titlesOf("c");
    const titles = [...titlesOf("a"), ...others, ...titlesOf("not acknowledged"), "d/0"];
    expect(first).toBe("c/0");
    expect(settle(["a", "b", "c"], titles)).toEqual({
      acknowledged: 3,
      lost: ["b", "c"],
      halfWritten: ["c", "d"],
    });
  });

  it("passes when everything is there, or what is missing was not acknowledged", () => {
    expect(settle(["a"], [...titlesOf("a"), ...titlesOf("b")])).toEqual({
      acknowledged: 1,
      lost: [],
      halfWritten: [],
    });
  });
});

describe("verdicts", () => {
  const broken = (lines: { what: string; holds: boolean | null }[]) =>
    lines.filter(({ holds }) => holds === false).map(({ what }) => what);
  const good = {
    readyMb: 300,
    startMb: 400,
    peakMb: 900,
    afterMb: 450,
    besideImport: { answered: 10, failures: [], slowestMs: 900 },
    neighbour: { answered: 10, failures: [], slowestMs: 100 },
    attacks: { "deep JSON": { "400": 3, "broken off": 1 } },
  };
  const account = { acknowledged: 9, lost: [], halfWritten: [] };

  it("hold while every promise is kept", () => {
    expect(broken(judgeSoak(good))).toEqual([]);
    expect(broken(judgeKills({ account, readyMs: [1000, 2500, 1500] }))).toEqual([]);
    expect(judgeKills({ account: { ...account, acknowledged: 0 }, readyMs: [] })).toEqual([]);
  });

  it.each([
    [{ ...good, afterMb: 451 }, "memory a minute after the load"],
    [
      { ...good, besideImport: { ...good.besideImport, slowestMs: 1001 } },
      "the slowest request of a person while another imports 5,000 tasks",
    ],
    [
      { ...good, besideImport: { ...good.besideImport, failures: ["import: 413"] } },
      "the slowest request of a person while another imports 5,000 tasks",
    ],
    [
      { ...good, neighbour: { ...good.neighbour, failures: ["list: 503"] } },
      "an ordinary person's requests meanwhile",
    ],
    [{ ...good, neighbour: { ...good.neighbour, answered: 0 } }, "an ordinary person's requests meanwhile"],
    [{ ...good, neighbour: { ...good.neighbour, slowestMs: 20_000 } }, "the slowest of them"],
    [{ ...good, attacks: { "deep JSON": { "500": 1 } } }, "attacks answered with a fault of the server"],
  ])("break one by one: %#", (report, what) => {
    expect(broken(judgeSoak(report))).toEqual([what]);
  });

  it("break when kills lose data or recovery is slow", () => {
    const left = { acknowledged: 9, lost: ["a"], halfWritten: ["b"] };
    expect(broken(judgeKills({ account: left, readyMs: [9000] }))).toHaveLength(3);
    expect(broken(judgeKills({ account: { ...account, acknowledged: 0 }, readyMs: [1000] }))).toHaveLength(1);
  });
});

describe("options", () => {
  it("are whole numbers, including 0", () => {
    expect(readOptions(["--rounds", "0", "--seconds", "5"])).toEqual({ rounds: 0, seconds: 5 });
    expect(readOptions([])).toEqual({ rounds: 30, seconds: 120 });
    for (const wrong of ["-1", "1.5", "many", ""])
      expect(() => readOptions([`--rounds=${wrong}`])).toThrow("whole number");
    expect(() => readOptions(["--round", "1"])).toThrow("--round");
  });
});

describe("the server that is attacked", () => {
  it("ends when its runner is killed", async () => {
    const server = path.join(folder, "server.mjs");
    writeFileSync(
      server,
      `import { createServer } from "node:http";
      createServer((_, answer) => answer.end()).listen(process.env.BACKEND_PORT, "127.0.0.1");
      process.once("disconnect", () => process.exit());`,
    );
    const module = JSON.stringify(path.join(import.meta.dirname, "../backend.ts"));
    const script = `const { startBackend } = await import(${module});
      const { url } = await startBackend(${JSON.stringify(folder)}, ${JSON.stringify(server)});
      console.log(url); setInterval(() => {}, 1000);`;
    const runner: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = (await once(runner.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    const url = String(said).trim();
    expect((await fetch(url)).status).toBe(200);
    runner.kill("SIGKILL");
    const answers = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    await expect.poll(answers, { timeout: 20_000 }).toBe(false);
  });
});
