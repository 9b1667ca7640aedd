import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { dockerfileRules } from "../contract/dockerfile/rules.ts";
import { manifestRules } from "../contract/manifest/rules.ts";
import { processRunner } from "../exec/run.ts";
import { EXIT } from "./exit-codes.ts";
import { createProgram } from "./program.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../../docs/orchestrator.md"), "utf8");
const section = (heading: string) => page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
const { commands } = createProgram(processRunner, new AbortController().signal);

describe("docs/orchestrator.md", () => {
  it("lists exactly the commands that exist", () => {
    const names = commands.flatMap((command) =>
      command.commands.length
        ? command.commands.map((inner) => `${command.name()} ${inner.name()}`)
        : [command.name()],
    );
    const [table = ""] = section("Commands").split("Options of all");
    const cells = [...table.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = ""]) => cell);
    const said = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
    expect(said.map((name) => name.replace(/ bash.*/, "")).toSorted()).toEqual(names.toSorted());
  });

  it("lists every option", () => {
    const options = commands.flatMap((command) => [
      ...command.options,
      ...command.commands.flatMap((inner) => inner.options),
    ]);
    for (const { long } of options) expect(section("Commands")).toContain(`\`${long}`);
  });

  it("explains each exit code", () => {
    for (const code of Object.values(EXIT))
      expect(section("Commands")).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
  });

  it("explains how to solve each problem", () => {
    const source = readFileSync(resolve(import.meta.dirname, "../errors.ts"), "utf8");
    const codes = [...source.matchAll(/^ {2}\| "(\w+)"/gm)].map(([, code = ""]) => code);
    expect(codes.length).toBeGreaterThan(20);
    for (const code of codes) expect(section("When something is wrong")).toContain(`\`${code}\``);
  });

  it("gives the actual number of rules", () => {
    expect(page).toContain(`${dockerfileRules.length} Dockerfile rules`);
    expect(page).toContain(`${manifestRules.length} rules, Kubernetes' own OpenAPI schema among them`);
  });
});
