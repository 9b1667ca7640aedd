import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Runner } from "../exec/run.ts";
import { sha256 } from "../files.ts";

const NEVER = new Set([".git", "node_modules", ".infra-orchestrator"]);

function walk(folder: string, root: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NEVER.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path, root) : [relative(root, path)];
  });
}

/**
 * A hash of the files that a build may read: those that git tracks or would track, otherwise all. More than a build
 * reads,
 * so that nothing is missed; Docker's own cache does the rest.
 * @param except files and folders inside `folder` that a run writes itself, so they are not sources
 */
export async function hashSources(
  runner: Runner,
  folder: string,
  except: readonly string[],
): Promise<string> {
  const listed = await runner.run({
    file: "git",
    args: ["-C", folder, "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
    timeout: 20_000,
  });
  const names =
    listed.exitCode === 0 && listed.stdout ? listed.stdout.split("\0").filter(Boolean) : walk(folder, folder);
  const own = (name: string) => except.some((path) => name === path || name.startsWith(`${path}/`));
  const parts = [...new Set(names)]
    .filter((name) => !own(name))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      // Deleted but not yet committed, or a link to a folder: it has no content.
      const found = statSync(file, { throwIfNoEntry: false });
      return found?.isFile() ? `${name} ${sha256(readFileSync(file))}` : `${name} -`;
    });
  return sha256(parts.join("\n"));
}

/** A hash over every file of a folder. */
export function hashFolder(folder: string): string {
  return sha256(
    walk(folder, folder)
      .sort()
      .map((name) => `${name} ${sha256(readFileSync(join(folder, name)))}`)
      .join("\n"),
  );
}
