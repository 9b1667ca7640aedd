import type { Runner } from "../../exec/run.ts";
import type { Contract } from "../schema.ts";
import { judge, type Violation } from "../violation.ts";
import { expectation, otherValues, type Values } from "./expect.ts";
import type { ManifestContract } from "./manifests.ts";
import { type ChartSource, type Rendered, renderTemplate } from "./render.ts";
import { manifestRules } from "./rules.ts";

/** Checks the result of rendering with one set of values. */
export function judgeRendered(
  contract: Contract,
  manifest: ManifestContract,
  rendered: Rendered,
  values: Values,
  given = "",
): Violation[] {
  return judge(manifestRules, {
    objects: rendered.objects,
    errors: rendered.errors,
    expected: expectation(manifest, values, contract.namespace),
    given,
  });
}

/**
 * Checks a candidate for one template: rendered with the chart's own values, and with a second set in which every value
 * that it may read is different, so that hard-coded values are detected.
 */
export async function judgeTemplate(
  runner: Runner,
  contract: Contract,
  chart: ChartSource,
  manifest: ManifestContract,
  candidate: string,
  values: Values,
): Promise<Violation[]> {
  const sets = [values, otherValues(contract, values)];
  const overlay = new Map([...chart.overlay, [`templates/${manifest.file}`, candidate]]);
  const rendered = await renderTemplate(runner, { ...chart, overlay }, manifest.file, sets);
  const found = rendered.map((result, index) =>
    judgeRendered(contract, manifest, result, sets[index] ?? {}, index ? "with other values, " : ""),
  );
  const [first = [], second = []] = found;
  // Faults already found with the first set are not repeated.
  return [...first, ...second.filter(({ rule }) => !first.some((violation) => violation.rule === rule))];
}
