import { resolve } from "node:path";
import { writeArtifacts } from "../agents/builtin/write.ts";
import { verifyAudit } from "../audit/verify.ts";
import { unreachable } from "../cluster/docker.ts";
import { analyse, isReady, podState } from "../diagnosis/analyse.ts";
import { Problem } from "../errors.ts";
import { readIfThere } from "../files.ts";
import { secretMask } from "../render/secret-mask.ts";
import type { Context } from "../run/context.ts";
import { outputOf } from "../run/context.ts";
import { intendedSecrets, RUN, releaseMark, valuesFiles } from "../tasks/deploy.ts";
import { assembleChart } from "../tasks/manifests.ts";
import { podsOf, readiness, scopeOf, snapshotOf } from "../tasks/pods.ts";
import { requiredEntries } from "../tasks/polish.ts";
import { EXIT } from "./exit-codes.ts";
import type { Options } from "./options.ts";

/** Says a result: lines for people, one object for `--json`. */
export type Say = (lines: readonly string[], data: Record<string, unknown>) => void;

interface ProgramCheck {
  name: string;
  args: string[];
  need: string;
  remedy: string;
}

const PROGRAMS: readonly ProgramCheck[] = [
  {
    name: "docker",
    args: ["version", "--format", "{{.Client.Version}}"],
    need: "builds images",
    remedy: "Install Docker Engine or Docker Desktop.",
  },
  {
    name: "minikube",
    args: ["version", "--short"],
    need: "--target minikube",
    remedy: "Install Minikube, or use another --target.",
  },
  {
    name: "kubectl",
    args: ["version", "--client", "-o", "json"],
    need: "talks to the cluster",
    remedy: "Install kubectl.",
  },
  {
    name: "helm",
    args: ["version", "--template", "{{.Version}}"],
    need: "installs the chart",
    remedy: "Install Helm 3.14 or newer.",
  },
  { name: "git", args: ["--version"], need: "finds out what changed", remedy: "Install git." },
  { name: "kind", args: ["version"], need: "--target kind", remedy: "Only for --target kind." },
  { name: "k3d", args: ["version"], need: "--target k3d", remedy: "Only for --target k3d." },
];
const NEEDED = ["docker", "kubectl", "helm"];

/** What is installed, in which version, and what to do about what is not. */
export async function doctor(context: Context, say: Say): Promise<number> {
  const programs = await Promise.all(
    PROGRAMS.map(async ({ name, args, need, remedy }) => {
      const result = await context.runner.run({ file: name, args, timeout: 10_000 });
      const version = /v?\d+\.\d+(\.\d+)?[\w.+-]*/.exec(result.stdout + result.stderr)?.[0] ?? "";
      return { name, need, remedy, installed: !result.missing, version };
    }),
  );
  const agents = await Promise.all(
    [...context.agents.values()].map(async (agent) => ({ name: agent.name, ...(await agent.available()) })),
  );
  const state = await context.cluster.state();
  const running = await context.runner.run({
    file: "docker",
    args: ["version", "--format", "{{.Server.Version}}"],
    timeout: 10_000,
  });
  const docker = running.exitCode === 0;
  const leftOver = context.cluster.kind === "minikube" ? undefined : process.env.MINIKUBE_ACTIVE_DOCKERD;
  const wanted = [...NEEDED, ...(context.cluster.kind === "context" ? [] : [context.cluster.kind])];
  const missing = programs.filter(({ name, installed }) => wanted.includes(name) && !installed);
  const mark = (good: boolean, required: boolean) => (good ? "✔" : required ? "✖" : "–");
  say(
    [
      ...programs.map(
        ({ name, need, remedy, installed, version }) =>
          `${mark(installed, wanted.includes(name))} ${name.padEnd(12)} ${installed ? version : "not installed"}  ${need}${installed ? "" : `. ${remedy}`}`,
      ),
      `${mark(docker, true)} Docker daemon ${docker ? running.stdout.trim() : (unreachable(running.stderr)?.remedy ?? "does not answer: start Docker")}`,
      ...(leftOver
        ? [
            `✖ DOCKER_HOST   leads into Minikube ${leftOver}, left over from minikube docker-env: eval $(minikube docker-env --unset)`,
          ]
        : []),
      `${mark(state.running, false)} ${context.cluster.kind} ${context.cluster.context}: ${state.detail}${state.running ? "" : " (up starts it)"}`,
      ...agents.map((agent) =>
        agent.ok
          ? `✔ ${agent.name.padEnd(12)} ${agent.version}`
          : `– ${agent.name.padEnd(12)} ${agent.reason}; the built-in agent stands in. ${agent.remedy}`,
      ),
    ],
    {
      programs,
      agents,
      cluster: { ...state, context: context.cluster.context },
      docker,
      leftOver: leftOver ?? null,
      ready: !missing.length && docker && !leftOver,
    },
  );
  return missing.length || !docker || leftOver ? EXIT.environment : EXIT.ok;
}

/** Writes what the built-in agent writes from the contract. */
export function generate(context: Context, { dryRun }: Options, say: Say): number {
  const changed = writeArtifacts(context.contract, context.root, dryRun);
  const did = dryRun ? "would write" : "wrote";
  say(changed.length ? changed.map((path) => `${did} ${path}`) : ["Everything is as deploy.yaml says."], {
    [dryRun ? "wouldChange" : "changed"]: changed,
  });
  return EXIT.ok;
}

export async function status(context: Context, say: Say): Promise<number> {
  const cluster = await context.cluster.state();
  if (!cluster.running) {
    say([`The cluster does not run: ${cluster.detail}.`], { cluster, healthy: false });
    return EXIT.different;
  }
  const [release, snapshot] = await Promise.all([
    context.helm.release(context.contract.chart.release),
    snapshotOf(context),
  ]);
  const state = readiness(context, snapshot);
  const findings = release ? analyse(snapshot, scopeOf(context)) : [];
  const { url } = outputOf<{ url?: string }>(context, "T033");
  const healthy = release?.status === "deployed" && state.complete && !findings.length;
  say(
    [
      `${context.cluster.context}: ${cluster.detail}`,
      release
        ? `Release ${context.contract.chart.release}: ${release.status}, revision ${release.revision}`
        : "The release is not installed.",
      ...podsOf(context, snapshot).map(
        (pod) => `${isReady(pod) ? "✔" : "✖"} ${pod.metadata.name} ${podState(pod)}`,
      ),
      ...findings.map(({ object, state: word, cause, fix }) => `✖ ${object} ${word}: ${cause}\n  ${fix}`),
      ...(healthy && url ? [`Open ${url}`] : []),
      ...(context.state.finished
        ? []
        : ["A run was stopped and has not come to its end: infra-orchestrator up goes on with it."]),
    ],
    { cluster, release, ready: state.ready, wanted: state.wanted, findings, healthy, url: url ?? null },
  );
  return healthy ? EXIT.ok : EXIT.different;
}

/** Lines that differ, by position within each object: enough to see what an upgrade would change. */
export function lineDiff(before: string, after: string): string[] {
  const a = before.trim().split("\n");
  const b = after.trim().split("\n");
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const out: string[] = [];
  let i = 0;
  let j = 0;
  let source = "";
  let said = "";
  const head = () => {
    if (source !== said && source) out.push(source);
    said = source;
  };
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      if (a[i]?.startsWith("# Source: ")) source = a[i] ?? "";
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      head();
      out.push(`- ${a[i++]}`);
    } else {
      head();
      out.push(`+ ${b[j++]}`);
    }
  }
  return out;
}

export async function diff(context: Context, say: Say): Promise<number> {
  const chart = assembleChart(context);
  const { release } = context.contract.chart;
  const present = await context.helm.release(release);
  const installed = present && (await context.helm.values(release, present.revision));
  // A clone that has never deployed knows no image and no Secret yet, and what one lacks decides what is installed.
  const files = valuesFiles(context, await intendedSecrets(context), installed ?? {});
  const { now, next } = await context.helm.manifests(release, chart, files);
  const mask = secretMask();
  const lines = lineDiff(mask(now), mask(next));
  say(lines.length ? lines : ["No difference."], {
    different: lines.length > 0,
    lines,
    upToDate: present?.description.split(RUN)[0] === releaseMark(chart, files),
  });
  return lines.length ? EXIT.different : EXIT.ok;
}

/** Logs a command that a person gave. */
export async function audited(
  context: Context,
  agent: "HELM" | "KUBECTL" | "ENV",
  prompt: string,
  result: string,
) {
  await context.audit.begin();
  await context.audit.append({ agent, prompt, result, fields: { event: "command" } });
}

export function auditShow(context: Context, say: Say): number {
  const lines = context.audit.lines();
  say(
    lines.map(
      ({ at, agent, prompt, result, fields }) =>
        `${at.slice(0, 19).replace("T", " ")} ${agent.padEnd(10)} ${prompt.slice(0, 70)} → ${result}${fields.for ? ` (for ${fields.for})` : ""}`,
    ),
    { entries: lines },
  );
  return EXIT.ok;
}

/** Which entries `audit verify` asks for, and which keys it trusts. */
export interface AuditOptions {
  /** Without the entries of a whole deployment. */
  partial?: boolean;
  /** Names of the only keys that may have signed; any may when it is empty. */
  trust?: readonly string[];
}

export function auditVerify(context: Context, say: Say, { partial, trust = [] }: AuditOptions): number {
  const text = readIfThere(resolve(context.audit.file));
  if (text === null)
    throw new Problem(
      "audit_broken",
      `There is no ${context.contract.auditLog}.`,
      "infra-orchestrator up begins it.",
    );
  const verdict = verifyAudit(
    text,
    { log: context.audit.file, stateFolder: context.stateFolder, trusted: trust },
    partial ? [] : requiredEntries(context.contract),
  );
  say(
    [
      verdict.ok
        ? `${context.contract.auditLog} checks out: ${verdict.lines} entries.`
        : `${context.contract.auditLog} does not check out.`,
      ...Object.entries(verdict.entries).map(
        ([agent, { own, substituted, required }]) =>
          `  [${agent}] ${own + substituted} of ${required}${substituted ? `, ${substituted} by a substitute` : ""}`,
      ),
      `  signed by ${verdict.signers.join(", ") || "nobody"}`,
      ...verdict.remarks.map(({ line, message }) => `– line ${line} ${message}`),
      ...verdict.problems.map(({ line, message }) => `✖ line ${line}: ${message}`),
    ],
    { ...verdict },
  );
  return verdict.ok ? EXIT.ok : EXIT.gate;
}
