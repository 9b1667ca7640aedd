import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { writeTemplate } from "../agents/builtin/template.ts";
import { manifestPrompt } from "../agents/prompts.ts";
import { delegate } from "../agents/refine.ts";
import { defaultValues, type Values } from "../contract/manifest/expect.ts";
import { judgeTemplate } from "../contract/manifest/judge.ts";
import { type ManifestContract, manifestsOf } from "../contract/manifest/manifests.ts";
import { manifestRules } from "../contract/manifest/rules.ts";
import type { Contract } from "../contract/schema.ts";
import { Problem } from "../errors.ts";
import { must } from "../exec/run.ts";
import { readIfThere, sha256, writeDurably } from "../files.ts";
import { type Context, inProject, own, record, settle, settled } from "../run/context.ts";
import { type Handle, outputOf, requireOutput } from "../run/handle.ts";
import { defineTask, type Task } from "../run/task.ts";
import { agentsFor } from "./agents.ts";
import { artifactHolds, storeArtifact } from "./artifact.ts";
import {
  type ArtifactOutput,
  chartFile,
  chartLint,
  chartValuesFile,
  environmentEntry,
  manifestEntries,
  manifestHandles,
} from "./handles.ts";

const pathOf = (contract: Contract, manifest: ManifestContract) =>
  `${contract.chart.path}/templates/${manifest.file}`;

/** The current values of a chart; those of the contract if its values file only comes from `helm create`. */
export function chartValues(context: Context): Values {
  const { contract } = context;
  if (!contract.chart.valuesCommand) return defaultValues(contract);
  const text = readIfThere(inProject(context, `${contract.chart.path}/values.yaml`));
  return text ? (parse(text) as Values) : defaultValues(contract);
}

function writing(contract: Contract, handle: Handle<ArtifactOutput>, manifest: ManifestContract): Task {
  const prompt = manifestPrompt(contract, manifest);
  const path = pathOf(contract, manifest);
  return defineTask(handle, {
    title: `Write ${manifest.file}`,
    phase: "manifests",
    after: [chartFile, environmentEntry],
    plan: () => [
      `ask ${contract.agents.manifests.join(", then ")} for ${path}, at most ${contract.agents.rounds} rounds; else the built-in agent`,
      `judge it by ${manifestRules.length} rules, rendered with two sets of values`,
    ],
    inputs: (context) => ({
      prompt,
      wanted: writeTemplate(contract, manifest),
      values: chartValues(context),
      mode: contract.agents.manifests.map((name) => context.modeOf(name)),
    }),
    holds: async (context) => artifactHolds(context, handle),
    async run(context, note) {
      const { agents, mode } = agentsFor(context, contract.agents.manifests);
      // The other templates are the built-in agent's, so that a fault in one of them is not attributed to this one.
      const overlay = new Map(
        manifestsOf(contract).map((each) => [`templates/${each.file}`, writeTemplate(contract, each)]),
      );
      const chart = {
        folder: inProject(context, contract.chart.path),
        overlay,
        release: contract.chart.release,
        namespace: contract.namespace,
      };
      const values = chartValues(context);
      const answer = await delegate({
        task: handle.id,
        artifact: manifest.file,
        language: "yaml",
        prompt,
        wanted: "KUBECTL-AI",
        agents,
        mode,
        builtin: () => writeTemplate(contract, manifest),
        judge: (text) => judgeTemplate(context.runner, contract, chart, manifest, text, values),
        ...context.delegation,
        log: (entry) => record(context, handle, entry),
        say: note,
      });
      return storeArtifact(context, path, answer, note);
    },
  });
}

function summary(manifest: ManifestContract): string {
  if (manifest.kind === "ConfigMap") return `${Object.keys(manifest.map.data).join(", ")} set`;
  const { service } = manifest;
  if (manifest.kind === "Service")
    return service.type === "NodePort" ? `NodePort ${service.nodePort}` : `ClusterIP port ${service.port}`;
  const sources = service.environmentFrom.map(({ kind }) => kind.toLowerCase()).join(" and ");
  return `${service.replicas} replicas${sources ? `, envFrom ${sources}` : ""}, probes added`;
}

/** The folder of the chart to install: the project's own, or a copy with the templates that agents wrote. */
export function assembleChart(context: Context): string {
  const { contract } = context;
  const project = inProject(context, contract.chart.path);
  const others = manifestHandles(contract).flatMap(([handle, { file }]) => {
    const written = outputOf(context, handle);
    return written && written.by !== "builtin" ? [{ file, from: written.file }] : [];
  });
  if (!others.length) return project;
  const copy = own(context, "chart");
  rmSync(copy, { recursive: true, force: true });
  cpSync(project, copy, { recursive: true });
  for (const { file, from } of others)
    writeDurably(join(copy, "templates", file), readFileSync(from, "utf8"));
  return copy;
}

/** T016–T023: the templates in parallel, their log entries, the values, and the lint. */
export function manifestTasks(contract: Contract): Task[] {
  const manifests = manifestHandles(contract);
  const handles = manifests.map(([handle]) => handle);
  const command = contract.chart.valuesCommand;
  return [
    ...manifests.map(([handle, manifest]) => writing(contract, handle, manifest)),
    defineTask(manifestEntries, {
      title: "Log the manifests",
      phase: "manifests",
      after: handles,
      plan: () => [`${contract.auditLog}: [KUBECTL-AI] ${handles.length} entries`],
      holds: async (context) => settled(context, ...handles),
      async run(context) {
        let substituted: string | undefined;
        for (const [handle, manifest] of manifests) {
          const { by, sha } = requireOutput(context, handle);
          const because = context.state.task(handle.id)?.substituted;
          substituted ??= because;
          await settle(context, handle, handle, {
            agent: by === "builtin" ? "BUILTIN" : "KUBECTL-AI",
            prompt: manifestPrompt(contract, manifest),
            result: `${manifest.file} generated, ${summary(manifest)}`,
            fields: { for: by === "builtin" ? "KUBECTL-AI" : undefined, via: by, because, sha256: sha },
          });
        }
        return { result: `${handles.length} entries`, ...(substituted ? { substituted } : {}) };
      },
    }),
    defineTask(chartValuesFile, {
      title: "Write values.yaml",
      phase: "deploy",
      after: [chartFile, environmentEntry],
      plan: () => [command ? command.join(" ") : `write ${contract.chart.path}/values.yaml from deploy.yaml`],
      holds: async () => false,
      async run(context) {
        const file = inProject(context, `${contract.chart.path}/values.yaml`);
        const before = readIfThere(file);
        if (command) {
          const [program = "", ...args] = command;
          // The Node.js that runs this program also runs the project's own scripts.
          const executable = program === "node" ? process.execPath : program;
          await must(
            context.runner,
            { file: executable, args, cwd: context.root, timeout: 60_000 },
            context.redactor,
          );
        } else
          writeDurably(
            file,
            `# Written from deploy.yaml by infra-orchestrator; edit there.\n${stringify(defaultValues(contract))}`,
          );
        const after = readIfThere(file) ?? "";
        const same = before === after;
        return {
          result: same ? "as the contract says" : "written",
          output: { sha: sha256(after) },
          unchanged: same,
        };
      },
    }),
    defineTask(chartLint, {
      title: "helm lint",
      phase: "deploy",
      after: [manifestEntries, chartValuesFile],
      plan: () => [`helm lint --strict ${contract.chart.path}`],
      holds: async () => false,
      async run(context) {
        const chart = assembleChart(context);
        const files = contract.chart.values.map((path) => inProject(context, path));
        for (const file of files)
          if (readIfThere(file) === null)
            throw new Problem(
              "contract_invalid",
              `There is no values file ${file}.`,
              "Correct chart.values in deploy.yaml.",
            );
        return { result: await context.helm.lint(chart, files), output: { chart }, unchanged: true };
      },
    }),
  ];
}
