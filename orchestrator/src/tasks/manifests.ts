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
import { type Context, inProject, outputOf, own, record, settle, settled } from "../run/context.ts";
import type { Task } from "../run/task.ts";
import { agentsFor } from "./agents.ts";
import { type ArtifactOutput, artifactHolds, storeArtifact } from "./artifact.ts";

const FIRST = 16;
const LAST = 20;

/** The ids of the manifests' tasks: T016 to T020, further ones by name. */
export function manifestIds(contract: Contract): Map<string, ManifestContract> {
  return new Map(
    manifestsOf(contract).map((manifest, index) => {
      const number = FIRST + index;
      return [number <= LAST ? `T0${number}` : `T020-${manifest.file.replace(".yaml", "")}`, manifest];
    }),
  );
}

const pathOf = (contract: Contract, manifest: ManifestContract) =>
  `${contract.chart.path}/templates/${manifest.file}`;

/** The values a chart has now; those of the contract when it has a values file only from `helm create`. */
export function chartValues(context: Context): Values {
  const { contract } = context;
  if (!contract.chart.valuesCommand) return defaultValues(contract);
  const text = readIfThere(inProject(context, `${contract.chart.path}/values.yaml`));
  return text ? (parse(text) as Values) : defaultValues(contract);
}

function task(contract: Contract, id: string, manifest: ManifestContract): Task {
  const prompt = manifestPrompt(contract, manifest);
  const path = pathOf(contract, manifest);
  return {
    id,
    title: `Write ${manifest.file}`,
    phase: "manifests",
    after: ["T003", "T006"],
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
    holds: async (context) => artifactHolds(context, id),
    async run(context, note) {
      const { agents, mode } = agentsFor(context, contract.agents.manifests);
      // The others are the built-in agent's: a fault in one of them must not be laid at this one's door.
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
        task: id,
        artifact: manifest.file,
        language: "yaml",
        prompt,
        wanted: "KUBECTL-AI",
        agents,
        mode,
        builtin: () => writeTemplate(contract, manifest),
        judge: (text) => judgeTemplate(context.runner, contract, chart, manifest, text, values),
        ...context.delegation,
        log: (entry) => record(context, id, entry),
        say: note,
      });
      return storeArtifact(context, path, answer, note);
    },
  };
}

function summary(manifest: ManifestContract): string {
  if (manifest.kind === "ConfigMap") return `${Object.keys(manifest.map.data).join(", ")} set`;
  const { service } = manifest;
  if (manifest.kind === "Service")
    return service.type === "NodePort" ? `NodePort ${service.nodePort}` : `ClusterIP port ${service.port}`;
  const sources = service.environmentFrom.map(({ kind }) => kind.toLowerCase()).join(" and ");
  return `${service.replicas} replicas${sources ? `, envFrom ${sources}` : ""}, probes added`;
}

/** Where the chart to install lies: the project's own, or a copy in which an agent's templates take their places. */
export function assembleChart(context: Context): string {
  const { contract } = context;
  const project = inProject(context, contract.chart.path);
  const others = [...manifestIds(contract)].filter(
    ([id]) => (outputOf<Partial<ArtifactOutput>>(context, id).by ?? "builtin") !== "builtin",
  );
  if (!others.length) return project;
  const copy = own(context, "chart");
  rmSync(copy, { recursive: true, force: true });
  cpSync(project, copy, { recursive: true });
  for (const [id, manifest] of others)
    writeDurably(
      join(copy, "templates", manifest.file),
      readFileSync(outputOf<ArtifactOutput>(context, id).file, "utf8"),
    );
  return copy;
}

/** T016–T023: the templates side by side, their lines in the log, the values, and the lint. */
export function manifestTasks(contract: Contract): Task[] {
  const ids = manifestIds(contract);
  const command = contract.chart.valuesCommand;
  return [
    ...[...ids].map(([id, manifest]) => task(contract, id, manifest)),
    {
      id: "T021",
      title: "Log the manifests",
      phase: "manifests",
      after: [...ids.keys()],
      plan: () => [`${contract.auditLog}: [KUBECTL-AI] ${ids.size} entries`],
      holds: async (context) => settled(context, ...ids.keys()),
      async run(context) {
        let substituted: string | undefined;
        for (const [id, manifest] of ids) {
          const { by, sha } = outputOf<ArtifactOutput>(context, id);
          const because = context.state.task(id)?.substituted;
          substituted ??= because;
          await settle(context, id, id, {
            agent: by === "builtin" ? "BUILTIN" : "KUBECTL-AI",
            prompt: manifestPrompt(contract, manifest),
            result: `${manifest.file} generated, ${summary(manifest)}`,
            fields: { for: by === "builtin" ? "KUBECTL-AI" : undefined, via: by, because, sha256: sha },
          });
        }
        return { result: `${ids.size} entries`, ...(substituted ? { substituted } : {}) };
      },
    },
    {
      id: "T022",
      title: "Write values.yaml",
      phase: "deploy",
      after: ["T003", "T006"],
      plan: () => [command ? command.join(" ") : `write ${contract.chart.path}/values.yaml from deploy.yaml`],
      holds: async () => false,
      async run(context) {
        const file = inProject(context, `${contract.chart.path}/values.yaml`);
        const before = readIfThere(file);
        if (command) {
          const [program = "", ...args] = command;
          // The Node that runs this program also runs the project's own scripts.
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
    },
    {
      id: "T023",
      title: "helm lint",
      phase: "deploy",
      after: ["T021", "T022"],
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
    },
  ];
}
