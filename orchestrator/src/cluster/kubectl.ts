import { Problem } from "../errors.ts";
import { type CommandResult, lastWords, must, type Runner } from "../exec/run.ts";
import type { Redactor, Secret } from "../exec/secret.ts";

/** Context and namespace. Every call names its context, so that switching contexts elsewhere cannot redirect it. */
export interface Place {
  context: string;
  namespace: string;
}

const UNREACHABLE =
  /connection refused|no such host|i\/o timeout|was refused|Unable to connect to the server|TLS handshake timeout|context ".*" does not exist|dial tcp|network is unreachable|unexpected EOF|ServiceUnavailable|etcdserver/i;

/** All access to the API server goes through kubectl. */
export class Kubectl {
  readonly runner: Runner;
  readonly place: Place;
  readonly #redactor: Redactor;

  constructor(runner: Runner, place: Place, redactor: Redactor) {
    this.runner = runner;
    this.place = place;
    this.#redactor = redactor;
  }

  /** The arguments for context and namespace. */
  get where(): string[] {
    return ["--context", this.place.context, "--namespace", this.place.namespace];
  }

  /** Runs kubectl; a failure is returned, not thrown. */
  async try(args: readonly string[], input?: string | Secret, timeout = 30_000): Promise<CommandResult> {
    return this.runner.run({
      file: "kubectl",
      args: [...this.where, ...args],
      timeout,
      ...(input === undefined ? {} : { input }),
    });
  }

  /** Runs kubectl and requires success. @throws Problem `cluster_unreachable` or `command_failed` */
  async run(args: readonly string[], input?: string | Secret, timeout = 30_000): Promise<string> {
    const result = await this.try(args, input, timeout);
    this.#check(result, args);
    return result.stdout;
  }

  #check(result: CommandResult, args: readonly string[]): void {
    if (result.exitCode === 0) return;
    const words = lastWords(result, this.#redactor, 3);
    if (result.missing) throw new Problem("command_missing", "kubectl is not installed.", "Install kubectl.");
    if (result.timedOut || UNREACHABLE.test(result.stderr))
      throw new Problem(
        "cluster_unreachable",
        `The cluster of context ${this.place.context} does not answer.\n${words}`,
        `See that it runs (kubectl --context ${this.place.context} get nodes), then run again; it resumes here.`,
      );
    throw new Problem("command_failed", `kubectl ${args.slice(0, 3).join(" ")} failed.\n${words}`);
  }

  /** Objects as JSON; null if there is none with that name. @throws Problem */
  async get<T>(args: readonly string[]): Promise<T | null> {
    const full = ["get", ...args, "-o", "json"];
    const result = await this.try(full);
    if (result.exitCode !== 0 && /NotFound|not found|doesn't have a resource type/i.test(result.stderr))
      return null;
    this.#check(result, full);
    return JSON.parse(result.stdout) as T;
  }

  /** The items of a list. */
  async list<T>(args: readonly string[]): Promise<T[]> {
    return (await this.get<{ items: T[] }>(args))?.items ?? [];
  }

  /** A GET of a path of the API server; null if it refuses or does not know the path. */
  async raw(path: string): Promise<string | null> {
    const result = await this.try(["get", "--raw", path]);
    return result.exitCode === 0 ? result.stdout : null;
  }

  /** Applies objects given as data. `input` may contain secrets, so it is passed through standard input only. */
  async apply(input: string | Secret): Promise<string> {
    return must(
      this.runner,
      {
        file: "kubectl",
        args: [
          ...this.where,
          "apply",
          "--server-side",
          "--force-conflicts",
          "--field-manager=infra-orchestrator",
          "-f",
          "-",
        ],
        input,
      },
      this.#redactor,
    ).then((result) => result.stdout);
  }
}
