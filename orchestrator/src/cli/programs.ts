import { Problem, type ProblemCode } from "../errors.ts";
import type { Context } from "../run/context.ts";
import type { Phase, Task } from "../run/task.ts";

/** A program that runs use. */
export interface Program {
  name: string;
  /** Arguments that make it print its version. */
  args: readonly string[];
  need: string;
  remedy: string;
  /** Phases that use it, whatever the cluster. */
  phases: readonly Phase[];
  /** If it is missing; default: `command_missing`. */
  code?: ProblemCode;
}

const CLUSTER = ["environment", "deploy", "verify", "polish"] as const;

export const PROGRAMS: readonly Program[] = [
  {
    name: "docker",
    args: ["version", "--format", "{{.Client.Version}}"],
    need: "builds images",
    remedy: "Install Docker Engine or Docker Desktop.",
    phases: ["environment", "images"],
    code: "docker_missing",
  },
  {
    name: "minikube",
    args: ["version", "--short"],
    need: "--target minikube",
    remedy: "Install Minikube, or use another --target.",
    phases: [],
  },
  {
    name: "kubectl",
    args: ["version", "--client", "-o", "json"],
    need: "talks to the cluster",
    remedy: "Install kubectl.",
    phases: CLUSTER,
  },
  {
    name: "helm",
    args: ["version", "--template", "{{.Version}}"],
    need: "installs the chart",
    remedy: "Install Helm 3.14 or newer.",
    phases: ["manifests", "deploy"],
  },
  { name: "git", args: ["--version"], need: "finds out what changed", remedy: "Install git.", phases: [] },
  {
    name: "kind",
    args: ["version"],
    need: "--target kind",
    remedy: "Install kind, or use another --target.",
    phases: [],
  },
  {
    name: "k3d",
    args: ["version"],
    need: "--target k3d",
    remedy: "Install k3d, or use another --target.",
    phases: [],
  },
];

/** The programs without which these tasks cannot be done. */
export function neededPrograms(context: Pick<Context, "cluster">, phases: ReadonlySet<Phase>): Program[] {
  const { kind } = context.cluster;
  return PROGRAMS.flatMap((program) => {
    if (program.name === kind)
      return CLUSTER.some((phase) => phases.has(phase))
        ? [{ ...program, code: "cluster_tool_missing" as const }]
        : [];
    return program.phases.some((phase) => phases.has(phase)) ? [program] : [];
  });
}

/**
 * Looks for every program that the tasks use, before the first of them changes anything.
 * @throws Problem with the code of the first that is missing, naming all
 */
export async function requirePrograms(context: Context, tasks: readonly Task[]): Promise<void> {
  const needed = neededPrograms(context, new Set(tasks.map(({ phase }) => phase)));
  const results = await Promise.all(
    needed.map(({ name, args }) => context.runner.run({ file: name, args, timeout: 10_000 })),
  );
  const missing = needed.filter((_, index) => results[index]?.missing);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(", ");
  throw new Problem(
    missing[0]?.code ?? "command_missing",
    `Not installed: ${names}. Nothing was done.`,
    missing.map(({ remedy }) => remedy).join(" "),
  );
}
