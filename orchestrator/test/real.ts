import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * A copy of the sample application for a real cluster, with names of its own so that several can be there at
 * once. Returns the project's folder.
 */
export function realProject(name: string, nodePort: number, env = ""): string {
  const project = mkdtempSync(join(tmpdir(), `${name}-`));
  cpSync(resolve(import.meta.dirname, "fixtures/guestbook"), project, { recursive: true });
  const file = join(project, "deploy.yaml");
  const text = readFileSync(file, "utf8")
    .replaceAll("30180", String(nodePort))
    .replace(/^namespace: .*$/m, `namespace: ${name}`)
    .replaceAll("repository: guestbook-", `repository: ${name}-`);
  writeFileSync(file, text);
  if (env) writeFileSync(join(project, ".env"), env);
  return project;
}
