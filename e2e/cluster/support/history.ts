import { mkdirSync } from "node:fs";
import path from "node:path";
import { chart } from "./render.ts";
import { attempt, run } from "./run.ts";

/** The first commit whose chart brings a database of its own; empty where there is no history. */
export async function oldestChart(): Promise<string> {
  const args = ["log", "--reverse", "--format=%h", "--", `${chart}/templates/database`];
  return (await attempt("git", args)).stdout.split("\n")[0] ?? "";
}

/** The chart as it was at a commit, unpacked below a folder. @returns its path */
export async function chartOf(commit: string, folder: string): Promise<string> {
  const target = path.join(folder, `chart-${commit}`);
  mkdirSync(target, { recursive: true });
  const archive = path.join(target, "chart.tar");
  await run("git", ["archive", "--format=tar", "--output", archive, commit, chart]);
  await run("tar", ["-xf", archive, "-C", target]);
  return path.join(target, chart);
}
