import { mkdirSync } from "node:fs";
import path from "node:path";
import { chart } from "./render.ts";
import { attempt, run } from "./run.ts";

/** Why older sources are not available; empty if they are. A shallow clone has no real first commit. */
export async function lacksHistory(): Promise<string> {
  const { code, stdout } = await attempt("git", ["rev-parse", "--is-shallow-repository"]);
  if (code !== 0) return "no git history here; clone the repository";
  return stdout.trim() === "true" ? "a shallow clone has no history; git fetch --unshallow" : "";
}

/** The first commit whose chart has a built-in database; empty without history. */
export async function oldestChart(): Promise<string> {
  return firstCommitOf(`${chart}/templates/database`);
}

/**
 * The first commit with all parts of a release: the chart, the pages, the server and, added last, a working
 * assistant.
 */
export async function oldestRelease(): Promise<string> {
  return firstCommitOf("assistant/src/english");
}

async function firstCommitOf(file: string): Promise<string> {
  const args = ["log", "--reverse", "--format=%h", "--", file];
  return (await attempt("git", args)).stdout.split("\n")[0] ?? "";
}

/** The chart as it was at a commit, unpacked below a folder. @returns its path */
export async function chartOf(commit: string, folder: string): Promise<string> {
  return path.join(await sourcesOf(commit, folder, chart), chart);
}

/** The sources, or a part of them, as they were at a commit, unpacked below a folder. @returns their path */
export async function sourcesOf(commit: string, folder: string, ...parts: string[]): Promise<string> {
  const target = path.join(folder, commit);
  mkdirSync(target, { recursive: true });
  const archive = path.join(folder, `${commit}.tar`);
  await run("git", ["archive", "--format=tar", "--output", archive, commit, ...parts]);
  await run("tar", ["-xf", archive, "-C", target]);
  return target;
}
