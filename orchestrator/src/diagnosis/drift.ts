import type { Kubectl } from "../cluster/kubectl.ts";

/** Counters that increase with every change. */
const COUNTED = /^[+-] {2}(generation|resourceVersion): /;

/** The differing lines of `kubectl diff`, grouped by object: `-` is in the cluster, `+` as installed. */
export function driftLines(output: string): string[] {
  const found: string[] = [];
  let object = "";
  for (const line of output.split("\n")) {
    const named = /^diff .*\/([^/\s]+)$/.exec(line);
    if (named) object = `# ${named[1]}`;
    else if (/^[+-](?!\+\+ |-- )/.test(line) && !COUNTED.test(line)) {
      if (object) found.push(object);
      object = "";
      found.push(`${line.slice(0, 1)} ${line.slice(1)}`);
    }
  }
  return found;
}

export interface Drift {
  lines: string[];
  /** Why the cluster could not be compared; for example, read access may not be sufficient. */
  failed?: string;
}

/**
 * What was changed in the cluster after the installation. kubectl masks the values of Secrets.
 * @param manifests those of the installed release
 */
export async function driftOf(kubectl: Pick<Kubectl, "try">, manifests: string): Promise<Drift> {
  if (!manifests.trim()) return { lines: [] };
  const result = await kubectl.try(["diff", "-f", "-"], manifests, 60_000);
  if (result.exitCode === 0 || result.exitCode === 1) return { lines: driftLines(result.stdout) };
  const words = result.stderr.trim().split("\n").at(-1);
  return {
    lines: [],
    failed: `What others changed in the cluster is not shown: kubectl diff failed (${words}).`,
  };
}
