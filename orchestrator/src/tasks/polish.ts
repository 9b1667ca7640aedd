import { setTimeout as sleep } from "node:timers/promises";
import { publicKeysFile } from "../audit/keys.ts";
import type { Requirement } from "../audit/verify.ts";
import { verifyAudit } from "../audit/verify.ts";
import { forward } from "../cluster/forward.ts";
import type { Contract } from "../contract/schema.ts";
import { Problem } from "../errors.ts";
import { must } from "../exec/run.ts";
import { readIfThere, writeDurably } from "../files.ts";
import { type Context, inProject } from "../run/context.ts";
import { outputOf, requireOutput } from "../run/handle.ts";
import { defineTask, type Task } from "../run/task.ts";
import { writtenValues } from "./deploy.ts";
import {
  artifactsCommit,
  auditCheck,
  chartLint,
  finalLint,
  manifestHandles,
  page,
  quickstartUrl,
  usageEntry,
} from "./handles.ts";

/** The log entries that a complete deployment must have. */
export function requiredEntries(contract: Contract): Requirement[] {
  return [
    { agent: "ENV", count: 1 },
    { agent: "GORDON", count: contract.services.filter(({ image }) => image).length },
    { agent: "KUBECTL-AI", count: manifestHandles(contract).length },
    { agent: "HELM", count: 1 },
    { agent: "KAGENT", count: 2 },
  ];
}

const PATIENCE_SECONDS = 20;
/** Shorter if a port forward is the fallback. */
const TUNNEL_SECONDS = 5;

/** Fetches a page until it responds as expected, following redirects on the same host. */
async function fetchPage(
  urls: readonly string[],
  path: string,
  contains: RegExp,
  signal: AbortSignal,
  tries: number,
  remedy: string,
) {
  const faults = new Map<string, string>();
  for (let tried = 1; !signal.aborted; tried += 1) {
    for (const base of urls) {
      try {
        const response = await fetch(new URL(path, base), { signal: AbortSignal.timeout(5000) });
        const text = await response.text();
        if (response.ok && contains.test(text))
          return { url: base, status: response.status, bytes: text.length };
        faults.set(base, response.ok ? `answers, but not with ${contains}` : `answers ${response.status}`);
      } catch (error) {
        const cause =
          error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
        faults.set(base, cause);
      }
    }
    if (tried >= tries) break;
    await sleep(1000);
  }
  throw new Problem(
    "page_not_answered",
    `The page did not answer:\n${[...faults].map(([url, fault]) => `${url}${path}: ${fault}`).join("\n")}`,
    remedy,
  );
}

function pageTask(contract: Contract): Task[] {
  const { page: wanted } = contract;
  const service = contract.services.find(({ id }) => id === wanted?.service);
  if (!wanted || !service) return [];
  return [
    defineTask(page, {
      title: "The page answers",
      phase: "verify",
      after: [usageEntry],
      plan: () => [
        `GET ${wanted.path} of ${service.name} at NodePort ${service.nodePort ?? "-"}: must match ${wanted.contains}`,
      ],
      holds: async () => false,
      async run(context) {
        const { namespace } = context.kubectl.place;
        const live = await context.kubectl.get<{ spec: { ports: { nodePort?: number }[] } }>([
          "service",
          service.name,
        ]);
        const nodePort = live?.spec.ports[0]?.nodePort ?? service.nodePort ?? 0;
        const contains = new RegExp(wanted.contains);
        // The last address and 127.0.0.1 are tried first, because finding the others takes a second.
        const known = outputOf(context, page)?.url;
        const near = [...(known ? [known] : []), `http://127.0.0.1:${nodePort}`];
        const { cluster, kubectl, signal } = context;
        const ask = (urls: readonly string[], tries: number) =>
          fetchPage(urls, wanted.path, contains, signal, tries, cluster.urlRemedy);
        const quick = await ask(near, 1).catch(() => null);
        const all = async () => [
          ...new Set([...near, ...(await cluster.urls(service.name, namespace, nodePort))]),
        ];
        // A cluster created without the port is not a fault of the release, so the Service is reached by a port
        // forward.
        const found =
          quick ??
          (await ask(await all(), cluster.kind === "minikube" ? PATIENCE_SECONDS : TUNNEL_SECONDS).catch(
            async (fault: unknown) => {
              if (cluster.kind === "minikube" || signal.aborted) throw fault;
              const tunnel = await forward(kubectl.where, service.name, service.port);
              try {
                const { status, bytes } = await ask([tunnel.url], TUNNEL_SECONDS);
                const command = `kubectl ${kubectl.where.join(" ")} port-forward service/${service.name} ${nodePort}:${service.port}`;
                return { url: null, status, bytes, command };
              } catch {
                throw fault;
              } finally {
                tunnel.stop();
              }
            },
          ));
        if (found.url === null)
          return {
            result: `${found.status}, ${found.bytes} bytes by a forwarded port, not at the NodePort: ${found.command} brings it here. ${cluster.urlRemedy}`,
            output: {},
            unchanged: true,
          };
        return {
          result: `${found.url}${wanted.path}: ${found.status}, ${found.bytes} bytes`,
          output: { url: found.url },
          unchanged: true,
        };
      },
    }),
  ];
}

/** The text with the URL under its heading; null if there is no such heading. */
export function withUrl(text: string, heading: string, url: string): string | null {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "").startsWith(heading));
  if (start < 0) return null;
  const next = lines.findIndex((line, at) => at > start && /^#+ /.test(line));
  const end = next < 0 ? lines.length : next;
  const sentence = `Open: ${url}`;
  const old = lines.findIndex((line, at) => at > start && at < end && line.startsWith("Open: "));
  if (old >= 0) lines[old] = sentence;
  else lines.splice(start + 1, 0, "", sentence);
  return lines.join("\n");
}

/** T033–T037: the page, the log, the lint, the quickstart, the artifacts. */
export function polishTasks(contract: Contract): Task[] {
  const pages = pageTask(contract);
  const last = pages.length ? page : usageEntry;
  const { quickstart } = contract.page ?? {};
  const signedLog = [contract.auditLog, publicKeysFile(contract.auditLog)];
  const staged = [
    ...contract.services.flatMap(({ image }) => image?.dockerfile ?? []),
    contract.chart.path,
    ...signedLog,
    ...contract.artifacts,
  ];
  return [
    ...pages,
    defineTask(auditCheck, {
      title: "The audit log is whole",
      phase: "polish",
      after: [last],
      plan: () => [
        `verify ${contract.auditLog}: chain, signatures, ${requiredEntries(contract)
          .map(({ agent, count }) => `[${agent}]×${count}`)
          .join(", ")}`,
      ],
      holds: async () => false,
      async run(context) {
        const verdict = verifyAudit(
          readIfThere(context.audit.file) ?? "",
          { log: context.audit.file, stateFolder: context.stateFolder },
          requiredEntries(contract),
        );
        if (!verdict.ok)
          throw new Problem(
            "audit_broken",
            `${contract.auditLog} does not check out:\n${verdict.problems
              .slice(0, 5)
              .map(({ line, message }) => `line ${line}: ${message}`)
              .join("\n")}`,
            `Somebody changed it. Keep it aside: mv ${contract.auditLog} ${contract.auditLog}.broken; then run again: a new one is begun, and what was done is entered there with the time it was done.`,
          );
        const substitutes = Object.values(verdict.entries).reduce(
          (sum, { substituted }) => sum + substituted,
          0,
        );
        return {
          result: [
            `${verdict.lines} entries, chain and signatures hold, ${substitutes} by substitutes`,
            ...verdict.remarks.map(({ line, message }) => `line ${line} ${message}`),
          ].join("; "),
          unchanged: true,
        };
      },
    }),
    defineTask(finalLint, {
      title: "Final helm lint",
      phase: "polish",
      after: [last],
      plan: () => [`helm lint --strict ${contract.chart.path}, with the values that were installed`],
      holds: async () => false,
      async run(context) {
        const { chart } = requireOutput(context, chartLint);
        return { result: await context.helm.lint(chart, writtenValues(context)), unchanged: true };
      },
    }),
    ...(quickstart && pages.length
      ? [
          defineTask(quickstartUrl, {
            title: "URL in the quickstart",
            phase: "polish",
            after: [page],
            plan: () => [`${quickstart.file}, under "${quickstart.heading}": the URL`],
            async run(context) {
              const { url } = requireOutput(context, page);
              if (!url) return { result: "there is no address to write", unchanged: true };
              const file = inProject(context, quickstart.file);
              const text = readIfThere(file);
              if (text === null) return { result: `${quickstart.file} is not there`, unchanged: true };
              const next = withUrl(text, quickstart.heading, url);
              if (next === null)
                throw new Problem(
                  "check_failed",
                  `${quickstart.file} has no heading "${quickstart.heading}".`,
                  "Correct deploy.yaml.",
                );
              if (next !== text) writeDurably(file, next);
              return { result: url, unchanged: next === text };
            },
          }),
        ]
      : []),
    defineTask(artifactsCommit, {
      title: "Stage and commit the artifacts",
      phase: "polish",
      after: [auditCheck, finalLint, ...(quickstart && pages.length ? [quickstartUrl] : [])],
      plan: () => [`with --commit: git add ${staged.join(" ")}, git commit; else nothing`],
      holds: async () => false,
      async run(context) {
        if (!context.commit) return { result: "not asked for (--commit)", unchanged: true };
        const git = (args: string[]) =>
          must(context.runner, { file: "git", args: ["-C", context.root, ...args] }, context.redactor);
        const there = staged.filter((path) => readIfExists(context, path));
        await git(["add", "--", ...there.filter((path) => !signedLog.includes(path))]);
        // Many projects ignore *.log, and this one is meant to be committed.
        await git(["add", "--force", "--", ...there.filter((path) => signedLog.includes(path))]);
        // What was already staged is neither counted nor committed.
        const { stdout } = await git(["diff", "--cached", "--name-only", "--", ...there]);
        if (!stdout.trim()) return { result: "nothing to commit", unchanged: true };
        await git([
          "commit",
          "-m",
          `Deploy ${contract.application} to ${context.cluster.context}`,
          "--",
          ...there,
        ]);
        return { result: `committed ${stdout.trim().split("\n").length} files` };
      },
    }),
  ];
}

function readIfExists(context: Context, path: string): boolean {
  try {
    return readIfThere(inProject(context, path)) !== null;
  } catch (error) {
    // A folder cannot be read as a file, but it exists.
    return (error as NodeJS.ErrnoException).code === "EISDIR";
  }
}
