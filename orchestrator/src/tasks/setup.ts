import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { isMap, parseDocument, Scalar } from "yaml";
import type { Contract } from "../contract/schema.ts";
import { Problem } from "../errors.ts";
import { must } from "../exec/run.ts";
import { readIfThere, writeDurably } from "../files.ts";
import { inProject, record } from "../run/context.ts";
import { defineTask, type Task } from "../run/task.ts";
import { auditLog, chartFile, chartSkeleton } from "./handles.ts";

/** T001–T003: the audit log, the chart's skeleton and its Chart.yaml. */
export function setupTasks(contract: Contract): Task[] {
  const { path } = contract.chart;
  const wanted = {
    name: contract.application,
    description: contract.description,
    version: contract.chart.version,
    appVersion: contract.chart.appVersion,
  };
  return [
    defineTask(auditLog, {
      title: `Create ${contract.auditLog}`,
      phase: "setup",
      after: [],
      plan: () => [
        `write ${contract.auditLog} with its header, unless it is there`,
        "sign for entries another machine added to its end, if there are any",
      ],
      holds: async ({ audit }) => existsSync(audit.file) && audit.stranger() === null,
      async run(context) {
        const made = await context.audit.begin();
        const stranger = context.audit.stranger();
        // Continuing a log with entries from another machine vouches for them, even when the run logs nothing else.
        if (stranger) {
          const result = `its last entry is signed by the key ${stranger}`;
          await record(context, auditLog, {
            agent: "ENV",
            prompt: `go on with ${contract.auditLog}`,
            result,
          });
          return { result: `goes on with one that came from elsewhere: ${result}` };
        }
        return {
          result: made ? "begun with its header" : "goes on with the one that is there",
          unchanged: !made,
        };
      },
    }),
    defineTask(chartSkeleton, {
      title: `Chart skeleton ${path}`,
      phase: "setup",
      after: [auditLog],
      plan: () => [`helm create ${path}, then remove what it put into templates/, unless the chart is there`],
      holds: async (context) => existsSync(inProject(context, `${path}/Chart.yaml`)),
      async run(context) {
        const folder = inProject(context, path);
        if (existsSync(join(folder, "Chart.yaml"))) return { result: "is there", unchanged: true };
        const others = existsSync(folder) ? readdirSync(folder) : [];
        // `helm create` overwrites existing files with its example, which is then removed.
        if (others.length)
          throw new Problem(
            "not_ours",
            `${path} has no Chart.yaml, but there is something else in it: ${others.slice(0, 5).join(", ")}.`,
            `Move it elsewhere, write ${path}/Chart.yaml, or name another folder as chart.path in deploy.yaml.`,
          );
        mkdirSync(dirname(folder), { recursive: true });
        await must(context.runner, { file: "helm", args: ["create", folder], timeout: 30_000 });
        for (const entry of readdirSync(join(folder, "templates")))
          rmSync(join(folder, "templates", entry), { recursive: true });
        return { result: "made by helm create, its example templates removed" };
      },
    }),
    defineTask(chartFile, {
      title: "Chart.yaml",
      phase: "setup",
      after: [chartSkeleton],
      plan: () => Object.entries(wanted).map(([key, value]) => `${path}/Chart.yaml: ${key} = ${value}`),
      inputs: () => wanted,
      async run(context) {
        const file = inProject(context, `${path}/Chart.yaml`);
        const text = readIfThere(file) ?? "";
        const document = parseDocument(text);
        const changed = Object.entries(wanted).filter(([key, value]) => String(document.get(key)) !== value);
        for (const [key, value] of changed) {
          if (!isMap(document.contents)) break;
          const node = new Scalar(value);
          // Unquoted, a version such as 1.0 would be a number.
          if (key === "appVersion") node.type = "QUOTE_DOUBLE";
          document.set(key, node);
        }
        if (changed.length) writeDurably(file, document.toString());
        const names = changed.map(([key]) => key).join(", ");
        return { result: changed.length ? `set ${names}` : "as it should be", unchanged: !changed.length };
      },
    }),
  ];
}
