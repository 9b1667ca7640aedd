import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseAllDocuments } from "yaml";
import { Problem } from "../../errors.ts";
import { lastWords, type Runner } from "../../exec/run.ts";
import type { Values } from "./expect.ts";

/** A chart to render: a folder, and files that replace or add to its own. */
export interface ChartSource {
  folder: string;
  /** Path inside the chart → text. */
  overlay: ReadonlyMap<string, string>;
  release: string;
  namespace: string;
}

export interface Rendered {
  objects: unknown[];
  errors: string[];
  text: string;
}

/** Parses rendered YAML. Empty documents are skipped; unreadable ones are reported as errors. */
export function readObjects(text: string): Rendered {
  const objects: unknown[] = [];
  const errors: string[] = [];
  for (const document of parseAllDocuments(text, { uniqueKeys: true })) {
    if ("errors" in document && document.errors.length)
      errors.push(...document.errors.map((error) => `is not YAML: ${error.message.split("\n")[0]}`));
    else if ("toJS" in document) {
      const value: unknown = document.toJS();
      if (value !== null && value !== undefined) objects.push(value);
    }
  }
  return { objects, errors, text };
}

/**
 * Renders one template of a copy of a chart with `helm template`, without a cluster.
 * @param values each set of values to render with; one result each, in order
 * @throws Problem `command_missing` if Helm is not installed
 */
export async function renderTemplate(
  runner: Runner,
  chart: ChartSource,
  file: string,
  values: readonly Values[],
): Promise<Rendered[]> {
  const folder = mkdtempSync(join(tmpdir(), "infra-orchestrator-chart-"));
  try {
    cpSync(chart.folder, folder, { recursive: true });
    for (const [path, text] of chart.overlay) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await Promise.all(
      values.map(async (set, index): Promise<Rendered> => {
        const valuesFile = join(folder, `.values-${index}.json`);
        writeFileSync(valuesFile, JSON.stringify(set));
        const result = await runner.run({
          file: "helm",
          args: [
            ...["template", chart.release, folder, "--namespace", chart.namespace],
            ...["--values", valuesFile, "--show-only", `templates/${file}`],
          ],
          // No cluster is contacted, even if the machine has a kubeconfig.
          env: { KUBECONFIG: "/dev/null" },
          timeout: 30_000,
        });
        if (result.missing)
          throw new Problem("command_missing", "helm is not installed.", "Install Helm 3.14 or newer.");
        if (result.exitCode === 0) return readObjects(result.stdout);
        const why = lastWords(result, undefined, 3).replaceAll(folder, "chart").replace(/\s+/g, " ");
        return { objects: [], errors: [`does not render: ${why}`], text: "" };
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
