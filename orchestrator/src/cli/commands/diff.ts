import { diffLines } from "diff";
import { driftOf } from "../../diagnosis/drift.ts";
import { secretMask } from "../../render/secret-mask.ts";
import type { Context } from "../../run/context.ts";
import { intendedSecrets, RUN, releaseMark, sizingToKeep, valuesFiles } from "../../tasks/deploy.ts";
import { assembleChart } from "../../tasks/manifests.ts";
import { EXIT } from "../exit-codes.ts";
import type { Say } from "../say.ts";

/** The lines that differ, those of a template under its `# Source:` line. */
export function lineDiff(before: string, after: string): string[] {
  const out: string[] = [];
  let source = "";
  let headed = "";
  for (const { added, removed, value } of diffLines(`${before.trim()}\n`, `${after.trim()}\n`)) {
    const lines = value.replace(/\n$/, "").split("\n");
    if (!added && !removed) {
      source = lines.findLast((line) => line.startsWith("# Source: ")) ?? source;
      continue;
    }
    if (source !== headed) out.push(source);
    headed = source;
    out.push(...lines.map((line) => `${added ? "+" : "-"} ${line}`));
  }
  return out;
}

/** Prints what an upgrade would change, and what has changed in the cluster since it was installed. */
export async function diff(context: Context, say: Say): Promise<number> {
  const chart = assembleChart(context);
  const { release } = context.contract.chart;
  const present = await context.helm.release(release);
  const installed = present && (await context.helm.values(release, present.revision));
  const sizing = sizingToKeep(context, installed);
  // A clone that has never deployed has no image tags and no Secrets of its own, so they are taken from the release.
  const files = valuesFiles(context, sizing.values, await intendedSecrets(context), installed ?? {});
  const { now, next } = await context.helm.manifests(release, chart, files);
  const drift = await driftOf(context.kubectl, now);
  const mask = secretMask();
  const lines = lineDiff(mask(now), mask(next));
  const different = lines.length + drift.lines.length > 0;
  const changed = drift.lines.length
    ? ["Changed in the cluster since it was installed:", ...drift.lines]
    : [];
  const upgrade = lines.length ? ["An upgrade would change:", ...lines] : [];
  const remarks = [...sizing.dropped, ...(drift.failed ? [drift.failed] : [])];
  say([...remarks, ...changed, ...upgrade, ...(different ? [] : ["No difference."])], {
    different,
    lines,
    drift: drift.lines,
    dropped: sizing.dropped,
    upToDate: present?.description.split(RUN)[0] === releaseMark(chart, files),
  });
  return different ? EXIT.different : EXIT.ok;
}
