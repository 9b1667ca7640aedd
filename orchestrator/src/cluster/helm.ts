import { setTimeout as sleep } from "node:timers/promises";
import type { Values } from "../contract/manifest/expect.ts";
import { Problem } from "../errors.ts";
import { type CommandResult, lastWords, type Runner } from "../exec/run.ts";
import type { Redactor } from "../exec/secret.ts";
import type { Place } from "./kubectl.ts";

export interface Release {
  status: string;
  revision: number;
  description: string;
}

const PAUSE = 1000;
/** How many revisions of a release are kept for rollbacks, with their images. */
export const KEPT_REVISIONS = 10;

/** Helm 3 and 4: only flags that both understand. */
export class Helm {
  readonly #runner: Runner;
  readonly #place: Place;
  readonly #redactor: Redactor;
  readonly #pendingTimeout: number;

  /** @param pendingTimeout milliseconds to wait for a pending release */
  constructor(runner: Runner, place: Place, redactor: Redactor, pendingTimeout = 20_000) {
    this.#pendingTimeout = pendingTimeout;
    this.#runner = runner;
    this.#place = place;
    this.#redactor = redactor;
  }

  get where(): string[] {
    return ["--kube-context", this.#place.context, "--namespace", this.#place.namespace];
  }

  async #run(args: readonly string[], timeout = 60_000): Promise<CommandResult> {
    const result = await this.#runner.run({ file: "helm", args, timeout });
    if (result.missing)
      throw new Problem("command_missing", "helm is not installed.", "Install Helm 3.14 or newer.");
    return result;
  }

  /** @throws Problem `lint_failed` unless it reports that no chart failed */
  async lint(chart: string, values: readonly string[]): Promise<string> {
    const result = await this.#run([
      "lint",
      "--strict",
      chart,
      ...values.flatMap((file) => ["--values", file]),
    ]);
    const summary = /\d+ chart\(s\) linted, (\d+) chart\(s\) failed/.exec(result.stdout + result.stderr);
    if (result.exitCode === 0 && summary?.[1] === "0") return summary[0];
    const faults = (result.stdout + result.stderr)
      .split("\n")
      .filter((line) => /^\[(ERROR|WARNING)\]|^Error/.test(line))
      .join("\n");
    throw new Problem(
      "lint_failed",
      `helm lint found faults in ${chart}:\n${faults || lastWords(result, this.#redactor)}`,
      "Correct the template it names; generated ones by deploy.yaml.",
    );
  }

  /** The most recent revisions, the latest one last; none if the release is not installed. */
  async history(name: string, most = KEPT_REVISIONS): Promise<Release[]> {
    const result = await this.#run(["history", name, ...this.where, "--max", String(most), "-o", "json"]);
    if (result.exitCode === 0) return JSON.parse(result.stdout) as Release[];
    if (/not found/i.test(result.stderr)) return [];
    throw new Problem(
      "cluster_unreachable",
      `helm cannot read the release.\n${lastWords(result, this.#redactor, 3)}`,
    );
  }

  /** The latest revision; null if the release is not installed. */
  async release(name: string): Promise<Release | null> {
    const last = (await this.history(name, 1)).at(-1);
    return last ? { status: last.status, revision: last.revision, description: last.description } : null;
  }

  /**
   * The latest revision, once it is no longer pending: a killed run may have left a helm process that is still working.
   */
  async #settled(name: string): Promise<Release | null> {
    for (let waited = 0; ; waited += PAUSE) {
      const release = await this.release(name);
      if (!release?.status.startsWith("pending-") || waited >= this.#pendingTimeout) return release;
      await sleep(PAUSE);
    }
  }

  /**
   * Installs or upgrades. `description` is stored with the revision and tells a later run what was installed.
   * @throws Problem `release_pending` if an earlier operation never ended; `port_taken`; `release_failed`
   */
  async upgrade(
    name: string,
    chart: string,
    values: readonly string[],
    description: string,
  ): Promise<Release> {
    const before = await this.#settled(name);
    if (before?.status.startsWith("pending-"))
      throw new Problem(
        "release_pending",
        `Release ${name} is stuck in ${before.status} (revision ${before.revision}): an earlier helm was killed.`,
        before.revision === 1
          ? `helm uninstall ${name} ${this.where.join(" ")}, then run again.`
          : "infra-orchestrator rollback, then run again.",
      );
    const result = await this.#run(
      [
        ...["upgrade", "--install", name, chart, ...this.where, "--history-max", String(KEPT_REVISIONS)],
        ...["--description", description, "--timeout", "3m", "--hide-notes"],
        ...values.flatMap((file) => ["--values", file]),
      ],
      4 * 60_000,
    );
    const words = lastWords(result, this.#redactor);
    if (result.exitCode !== 0) {
      if (/provided port is already allocated/i.test(words)) {
        const port = /Invalid value: (\d+)/.exec(words)?.[1] ?? "30080";
        throw new Problem(
          "port_taken",
          `NodePort ${port} is taken by another Service of this cluster.`,
          `Find it: kubectl get services --all-namespaces | grep ${port}. Delete it, or change nodePort.`,
        );
      }
      throw new Problem(
        "release_failed",
        `helm upgrade --install ${name} failed.\n${words}`,
        "infra-orchestrator rollback takes the release back.",
      );
    }
    const after = await this.release(name);
    if (after?.status !== "deployed")
      throw new Problem(
        "release_failed",
        `Release ${name} is ${after?.status ?? "not there"} after helm exited 0.`,
      );
    return after;
  }

  /** The values that a revision was installed with, besides the chart's own; null if there is no such revision. */
  async values(name: string, revision: number): Promise<Values | null> {
    const args = ["get", "values", name, "--revision", String(revision), ...this.where, "-o", "json"];
    const result = await this.#run(args);
    return result.exitCode === 0 ? ((JSON.parse(result.stdout) as Values | null) ?? {}) : null;
  }

  async rollback(name: string, revision: number): Promise<void> {
    const result = await this.#run(
      ["rollback", name, String(revision), ...this.where, "--wait", "--timeout", "3m"],
      4 * 60_000,
    );
    if (result.exitCode !== 0)
      throw new Problem(
        "release_failed",
        `helm rollback ${name} failed.\n${lastWords(result, this.#redactor)}`,
      );
  }

  async uninstall(name: string): Promise<boolean> {
    const result = await this.#run(
      ["uninstall", name, ...this.where, "--wait", "--timeout", "3m"],
      4 * 60_000,
    );
    if (result.exitCode === 0) return true;
    if (/not found/i.test(result.stderr)) return false;
    throw new Problem(
      "release_failed",
      `helm uninstall ${name} failed.\n${lastWords(result, this.#redactor)}`,
    );
  }

  /** The manifests of the installed release, and of the chart as it would be installed now. */
  async manifests(
    name: string,
    chart: string,
    values: readonly string[],
  ): Promise<{ now: string; next: string }> {
    const [now, next] = await Promise.all([
      this.#run(["get", "manifest", name, ...this.where]),
      this.#run([
        "template",
        name,
        chart,
        ...this.where,
        "--skip-tests",
        "--dry-run=server",
        ...values.flatMap((file) => ["--values", file]),
      ]),
    ]);
    if (next.exitCode !== 0)
      throw new Problem("lint_failed", `helm template failed.\n${lastWords(next, this.#redactor)}`);
    return { now: now.exitCode === 0 ? now.stdout : "", next: next.stdout };
  }
}
