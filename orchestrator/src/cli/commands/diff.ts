import { secretMask } from "../../render/secret-mask.ts";
import type { Context } from "../../run/context.ts";
import { intendedSecrets, RUN, releaseMark, valuesFiles } from "../../tasks/deploy.ts";
import { assembleChart } from "../../tasks/manifests.ts";
import { EXIT } from "../exit-codes.ts";
import type { Say } from "../say.ts";

/** Lines that differ, by position within each object: enough to see what an upgrade would change. */
export function lineDiff(before: string, after: string): string[] {
  const a = before.trim().split("\n");
  const b = after.trim().split("\n");
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const out: string[] = [];
  let i = 0;
  let j = 0;
  let source = "";
  let said = "";
  const head = () => {
    if (source !== said && source) out.push(source);
    said = source;
  };
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      if (a[i]?.startsWith("# Source: ")) source = a[i] ?? "";
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      head();
      out.push(`- ${a[i++]}`);
    } else {
      head();
      out.push(`+ ${b[j++]}`);
    }
  }
  return out;
}

/** Prints what an upgrade would change in the cluster. */
export async function diff(context: Context, say: Say): Promise<number> {
  const chart = assembleChart(context);
  const { release } = context.contract.chart;
  const present = await context.helm.release(release);
  const installed = present && (await context.helm.values(release, present.revision));
  // A clone that has never deployed has no image tags and no Secrets of its own, so they are taken from the release.
  const files = valuesFiles(context, await intendedSecrets(context), installed ?? {});
  const { now, next } = await context.helm.manifests(release, chart, files);
  const mask = secretMask();
  const lines = lineDiff(mask(now), mask(next));
  say(lines.length ? lines : ["No difference."], {
    different: lines.length > 0,
    lines,
    upToDate: present?.description.split(RUN)[0] === releaseMark(chart, files),
  });
  return lines.length ? EXIT.different : EXIT.ok;
}
