import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { AuditLog } from "../audit/log.ts";
import { verifyAudit } from "../audit/verify.ts";
import { loadContract } from "../contract/load.ts";
import { Redactor } from "../exec/secret.ts";
import type { Context } from "../run/context.ts";
import { setupTasks } from "./setup.ts";

it("T001 vouches once for a log that came back from another machine", async () => {
  const [here, there] = [mkdtempSync(join(tmpdir(), "here-")), mkdtempSync(join(tmpdir(), "there-"))];
  const file = join(here, "audit.log");
  const audit = new AuditLog(file, here, new Redactor());
  const context = { audit, state: { run: "r" } } as unknown as Context;
  const [task] = setupTasks(
    loadContract(resolve(import.meta.dirname, "../../test/fixtures/guestbook/deploy.yaml")),
  );
  if (task?.id !== "T001") throw new Error("T001 is not the first");
  const verdict = () => verifyAudit(readFileSync(file, "utf8"), { log: file, stateFolder: here });
  const own = { agent: "ENV", prompt: "p", result: "r" } as const;

  expect(await task.run(context, () => {})).toEqual({ result: "begun with its header", unchanged: false });
  await audit.append(own);
  expect(await task.holds?.(context)).toBe(true);

  await new AuditLog(file, there, new Redactor()).append(own);
  expect(verdict().ok).toBe(false);
  expect(await task.holds?.(context)).toBe(false);
  expect((await task.run(context, () => {})).result).toContain("came from elsewhere");
  expect(verdict()).toMatchObject({ ok: true, lines: 3 });
  expect(await task.holds?.(context)).toBe(true);
});

it("keeps the log's key out of git, even if the project does not ignore it", async () => {
  const root = mkdtempSync(join(tmpdir(), "foreign-"));
  spawnSync("git", ["init", "-q", root]);
  const audit = new AuditLog(join(root, "audit.log"), join(root, ".infra-orchestrator"), new Redactor());
  await audit.begin();
  await audit.append({ agent: "ENV", prompt: "p", result: "r" });
  spawnSync("git", ["-C", root, "add", "-A"]);
  const staged = spawnSync("git", ["-C", root, "diff", "--cached", "--name-only"], { encoding: "utf8" });
  expect(staged.stdout.trim().split("\n")).toEqual(["audit.log", "audit.log.pub"]);
});

it("T002 stops at a chart folder with files of unknown origin, and keeps them", async () => {
  const root = mkdtempSync(join(tmpdir(), "foreign-"));
  const contract = loadContract(resolve(import.meta.dirname, "../../test/fixtures/guestbook/deploy.yaml"));
  const templates = join(root, contract.chart.path, "templates");
  mkdirSync(templates, { recursive: true });
  writeFileSync(join(templates, "ingress.yaml"), "mine: true\n");
  const task = setupTasks(contract).find(({ id }) => id === "T002");
  const runner = { run: () => Promise.reject(new Error("helm was started")) };
  const context = { root, contract, runner } as unknown as Context;
  await expect(task?.run(context, () => {})).rejects.toMatchObject({
    code: "not_ours",
    message: expect.stringContaining("templates"),
  });
  expect(readdirSync(templates)).toEqual(["ingress.yaml"]);
});
