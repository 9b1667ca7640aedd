import { Problem } from "../errors.ts";
import { lastWords, type Runner } from "../exec/run.ts";
import type { Redactor } from "../exec/secret.ts";
import type { Daemon } from "./cluster.ts";

/** The label with a hash of the inputs that an image was built from. */
export const FINGERPRINT_LABEL = "infra-orchestrator.fingerprint";

export interface Image {
  id: string;
  /** Bytes on disk. */
  size: number;
  fingerprint: string | null;
}

/** Why a program could not reach Docker, according to its output; null if the problem was a different one. */
export function unreachable(words: string): { what: string; remedy: string } | null {
  if (/permission denied[^\n]*docker|docker\.sock[^\n]*permission denied|PROVIDER_DOCKER_NEWGRP/i.test(words))
    return {
      what: "You may not use the Docker daemon.",
      remedy: "sudo usermod -aG docker $USER, then sign in anew (or newgrp docker).",
    };
  if (
    /Cannot connect to the Docker daemon|error during connect|Is the docker daemon running|DOCKER_NOT_RUNNING|PROVIDER_DOCKER_NOT/i.test(
      words,
    )
  )
    return {
      what: "The Docker daemon does not answer.",
      remedy: "Start Docker: systemctl start docker, or Docker Desktop.",
    };
  return null;
}

/**
 * This machine's proxies as build arguments, whose values docker takes from the environment. Docker predefines these
 * ARGs and keeps them out of the image. A proxy on this machine itself is not reachable from a build.
 */
export function proxyArguments(env: NodeJS.ProcessEnv): string[] {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]);
  const local = names.some((name) => /\/\/([^@/]*@)?(localhost|127\.|\[::1\])/i.test(env[name] ?? ""));
  return local ? [] : names.flatMap((name) => (env[name] ? ["--build-arg", name] : []));
}

/** The docker client, for one daemon. */
export class Docker {
  readonly #runner: Runner;
  readonly #redactor: Redactor;
  readonly daemon: Daemon;

  constructor(runner: Runner, redactor: Redactor, daemon: Daemon) {
    this.#runner = runner;
    this.#redactor = redactor;
    this.daemon = daemon;
  }

  async #run(args: readonly string[], timeout = 60_000, onLine?: (line: string) => void, cwd?: string) {
    const result = await this.#runner.run({
      file: "docker",
      args,
      env: this.daemon.env,
      timeout,
      ...(onLine ? { onLine } : {}),
      ...(cwd ? { cwd } : {}),
    });
    if (result.missing)
      throw new Problem(
        "docker_missing",
        "Docker is not installed.",
        "Install Docker Engine or Docker Desktop.",
      );
    const fault = unreachable(`${result.stdout}\n${result.stderr}`);
    if (fault)
      throw new Problem(
        "docker_unreachable",
        `${fault.what}\n${lastWords(result, this.#redactor, 2)}`,
        fault.remedy,
      );
    return result;
  }

  /** @throws Problem `docker_missing` or `docker_unreachable` */
  async reachable(): Promise<void> {
    await this.#run(["version", "--format", "{{.Server.Version}}"], 15_000);
  }

  /** Adds a tag to an image. @throws Problem `command_failed` */
  async tag(reference: string, name: string): Promise<void> {
    const result = await this.#run(["tag", reference, name]);
    if (result.exitCode !== 0)
      throw new Problem(
        "command_failed",
        `docker tag ${reference} ${name} failed.\n${lastWords(result, this.#redactor, 2)}`,
      );
  }

  /** Removes a tag and, with its last tag, the image. Returns whether it existed. */
  async remove(reference: string): Promise<boolean> {
    return (await this.#run(["image", "rm", reference])).exitCode === 0;
  }

  /**
   * Proves that the client talks to the cluster's own daemon, which runs the cluster's containers.
   * @throws Problem `wrong_daemon`
   */
  async proveInside(): Promise<number> {
    const result = await this.#run(["ps", "--format", "{{.Names}}"]);
    const names = result.stdout.split("\n").filter((name) => name.startsWith("k8s_"));
    if (!names.length)
      throw new Problem(
        "wrong_daemon",
        "This Docker daemon is not Minikube's: docker ps shows no k8s_ containers, so an image built here would not be found by the cluster.",
        "Run eval $(minikube docker-env) in this shell, or unset DOCKER_HOST; then run again.",
      );
    return names.length;
  }

  async image(reference: string): Promise<Image | null> {
    const result = await this.#run(["image", "inspect", reference]);
    if (result.exitCode !== 0) return null;
    const [found] = JSON.parse(result.stdout) as {
      Id: string;
      Size: number;
      Config?: { Labels?: Record<string, string> };
    }[];
    return found
      ? { id: found.Id, size: found.Size, fingerprint: found.Config?.Labels?.[FINGERPRINT_LABEL] ?? null }
      : null;
  }

  /** @throws Problem `disk_full` or `command_failed`, with the last lines of the build */
  async build(
    root: string,
    reference: string,
    dockerfile: string,
    context: string,
    fingerprint: string,
    onLine: (line: string) => void,
  ): Promise<void> {
    const args = [
      "build",
      ...proxyArguments(process.env),
      "-t",
      reference,
      "-f",
      dockerfile,
      "--label",
      `${FINGERPRINT_LABEL}=${fingerprint}`,
      context,
    ];
    const result = await this.#run(args, 30 * 60_000, onLine, root);
    if (result.exitCode === 0) return;
    const words = lastWords(result, this.#redactor, 12);
    if (/no space left on device|ENOSPC/i.test(result.stderr + result.stdout))
      throw new Problem(
        "disk_full",
        `The disk is full: the build of ${reference} could not write.\n${words}`,
        "Free space (docker system prune in this daemon), then run again; it resumes here.",
      );
    throw new Problem(
      "command_failed",
      `docker build of ${reference} failed.\n${words}`,
      `Look at ${dockerfile}.`,
    );
  }
}
