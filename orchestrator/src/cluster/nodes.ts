import type { Runner } from "../exec/run.ts";

/** Names of a cluster's nodes; empty if they cannot be determined. */
export async function nodesOf(runner: Runner, context: string): Promise<string[]> {
  const args = ["--context", context, "get", "nodes", "-o", "name"];
  const result = await runner.run({ file: "kubectl", args, timeout: 20_000 });
  if (result.exitCode !== 0) return [];
  return result.stdout.split(/\s+/).flatMap((name) => (name ? [name.replace(/^node\//, "")] : []));
}

/**
 * Whether every node's runtime has an image. Unknown counts as missing: loading an image again costs seconds, assuming
 * one
 * that is missing costs the release.
 * @param ask the command line that asks one node, and exits with 0 if it has the image
 */
export async function onEveryNode(
  runner: Runner,
  context: string,
  ask: (node: string) => readonly [program: string, ...args: string[]],
): Promise<boolean> {
  const nodes = await nodesOf(runner, context);
  const answers = await Promise.all(
    nodes.map((node) => {
      const [file, ...args] = ask(node);
      return runner.run({ file, args, timeout: 20_000 });
    }),
  );
  return answers.length > 0 && answers.every(({ exitCode }) => exitCode === 0);
}
