import { type AuditVerdict, verifyAudit } from "../audit/verify.ts";
import { readIfThere, writeDurably } from "../files.ts";
import type { Context } from "../run/context.ts";
import type { Stamped } from "../run/events.ts";
import { outputOf } from "../run/handle.ts";
import type { Task } from "../run/task.ts";
import { cpuQuantity, memoryQuantity } from "../sizing/quantity.ts";
import type { Recommendation } from "../sizing/recommend.ts";
import { imageHandles, usage } from "../tasks/handles.ts";
import { requiredEntries } from "../tasks/polish.ts";
import { CSS, Html, html } from "./html.ts";

type End = Extract<Stamped, { type: "task.end" }>;

const WORDS = { done: "done", kept: "kept as it was", skipped: "not reached", failed: "failed" } as const;
const COLOURS = { done: "good", kept: "soft", skipped: "soft", failed: "bad" } as const;

function taskTable(context: Context, tasks: readonly Task[], ends: ReadonlyMap<string, End>): Html {
  const seconds = (id: string) => {
    const end = ends.get(id);
    // A kept task was carried out in an earlier run, whose duration is shown.
    return end?.status === "kept" ? (context.state.task(id)?.seconds ?? end.seconds) : (end?.seconds ?? 0);
  };
  const longest = Math.max(1, ...tasks.map(({ id }) => seconds(id)));
  return html`<div class="scroll"><table>
<thead><tr><th>Task</th><th>What</th><th>Result</th><th class="n">Seconds</th></tr></thead>
<tbody>${tasks.map(({ id, title }) => {
    const end = ends.get(id);
    const status = end?.status ?? "skipped";
    return html`<tr><td class="id">${id}</td><td>${title}</td>
<td><span class="${COLOURS[status]}">${WORDS[status]}</span>${end?.result ? html`: ${end.result}` : ""}
${end?.substituted && html`<div class="warn">Stand-in: ${end.substituted}</div>`}</td>
<td class="n">${seconds(id).toFixed(1)}<div class="bar" style="width:${Math.round((60 * seconds(id)) / longest)}px"></div></td></tr>`;
  })}</tbody></table></div>`;
}

function imageTable(context: Context): Html {
  const rows = context.contract.services.flatMap((service, index) => {
    const { image } = service;
    const built = outputOf(context, imageHandles(service, index).build);
    return image && built
      ? [
          html`<tr><td>${built.repository}:${built.tag}</td><td><code>${built.id.slice(7, 19)}</code></td><td class="n">${built.megabytes.toFixed(1)}</td><td class="n">${image.maxSize}</td></tr>`,
        ]
      : [];
  });
  if (!rows.length) return html`<p class="soft">No image was built yet.</p>`;
  return html`<div class="scroll"><table><thead><tr><th>Image</th><th>Id</th><th class="n">MB on disk</th><th class="n">Gate, below</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The basis of a recommendation, in a sentence. */
function basis({ confidence, samples, windowSeconds, bounds, reasons }: Recommendation): string {
  const { min, max } = bounds.requests.cpu;
  const allowed = `request CPU ${cpuQuantity(min)} to ${cpuQuantity(max)} allowed`;
  return `${confidence} confidence, ${samples} samples in ${windowSeconds} s; ${allowed}. ${reasons.join("; ")}`;
}

function sizingTable(context: Context): Html {
  const output = outputOf(context, usage);
  if (!output?.sizings.length) return html`<p class="soft">Nothing was measured yet.</p>`;
  const cell = (value?: { cpu: string; memory: string }) => (value ? `${value.cpu} / ${value.memory}` : "–");
  const rows = output.sizings.map(({ name, current, chosen, by, recommendation }) => {
    const seen = recommendation?.observed;
    return html`<tr><td>${name}</td>
<td class="n">${seen ? `${seen.cpuP95.toFixed(1)}m / ${memoryQuantity(seen.memoryMax)}` : "no data"}</td>
<td class="n">${cell(current.requests)}</td><td class="n">${cell(chosen?.requests)}</td>
<td class="n">${cell(current.limits)}</td><td class="n">${cell(chosen?.limits)}</td>
<td>${by}${recommendation && html`<div class="soft">${basis(recommendation)}</div>`}</td></tr>`;
  });
  return html`<p class="soft">${output.source}: ${output.samples} samples in ${output.seconds} s, under ${output.requests} requests.</p>
${output.refused && html`<p class="bad">Advice that was refused: ${output.refused}</p>`}
<div class="scroll"><table><thead><tr><th>Service</th><th class="n">Used: CPU p95 / memory</th><th class="n">Request before</th><th class="n">after</th><th class="n">Limit before</th><th class="n">after</th><th>By</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function auditPart(context: Context, verdict: AuditVerdict): Html {
  const lines = context.audit.lines().slice(-60);
  const entries = Object.entries(verdict.entries)
    .map(
      ([agent, { own, substituted, required }]) =>
        `[${agent}] ${own} of its own${substituted ? `, ${substituted} by substitutes` : ""}, ${required} required`,
    )
    .join("; ");
  return html`<p><span class="${verdict.ok ? "good" : "bad"}">${verdict.ok ? "The log checks out" : "The log does not check out"}</span>: ${verdict.lines} entries, signed by ${verdict.signers.join(", ") || "nobody"}.</p>
<p class="soft">${entries}</p>
${verdict.remarks.map(({ line, message }) => html`<p class="soft">Line ${line} ${message}</p>`)}
${verdict.problems.map(({ line, message }) => html`<p class="bad">Line ${line}: ${message}</p>`)}
<div class="scroll"><table><thead><tr><th>When (UTC)</th><th>Agent</th><th>Prompt</th><th>Result</th></tr></thead><tbody>
${lines.map(({ at, agent, prompt, result, fields }) => html`<tr><td><code>${at.slice(0, 19).replace("T", " ")}</code></td><td>${agent}${fields.for && html` <span class="warn">for ${fields.for}</span>`}</td><td>${prompt.slice(0, 140)}</td><td>${result}</td></tr>`)}
</tbody></table></div>`;
}

/** The report of a run: one page without scripts, in light and dark. */
export function reportHtml(context: Context, tasks: readonly Task[], events: readonly Stamped[]): string {
  const end = events.findLast((event) => event.type === "run.end");
  const ends = new Map(
    events.flatMap((event) => (event.type === "task.end" ? [[event.task, event] as const] : [])),
  );
  const required = requiredEntries(context.contract);
  const { audit, stateFolder } = context;
  const verdict = verifyAudit(readIfThere(audit.file) ?? "", { log: audit.file, stateFolder }, required);
  const substitutes = [...ends.values()].filter(({ substituted }) => substituted).length;
  const title = `${context.contract.application} on ${context.cluster.context}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style>${new Html(CSS)}</style></head><body><main>
<h1>${title}</h1>
<p class="soft">${context.contract.description} · run ${context.state.run} · ${end?.at.slice(0, 19).replace("T", " ")} UTC</p>
<section class="card">
<p class="${end?.ok ? "good" : "bad"}"><strong>${end?.ok ? (end.changed ? "Deployed and proven healthy" : "Nothing had to be changed") : `Stopped${end?.problem?.task ? ` at ${end.problem.task}` : ""}: ${end?.problem?.code ?? ""}`}</strong></p>
${end?.problem && html`<pre>${end.problem.message}</pre><p><strong>What to do:</strong> ${end.problem.remedy}</p>`}
<dl class="facts">
<div><dt>Page</dt><dd>${end?.url ? html`<a href="${end.url}">${end.url}</a>` : "–"}</dd></div>
<div><dt>Namespace</dt><dd>${context.kubectl.place.namespace}</dd></div>
<div><dt>Time of this run</dt><dd>${end?.seconds.toFixed(1)} s</dd></div>
<div><dt>Answered by substitutes</dt><dd>${substitutes} tasks</dd></div>
</dl></section>
<h2>Tasks</h2>${taskTable(context, tasks, ends)}
<h2>Images</h2>${imageTable(context)}
<h2>Resources</h2>${sizingTable(context)}
<h2>Audit log</h2>${auditPart(context, verdict)}
</main></body></html>`;
  return context.redactor.redact(page.text);
}

export function writeReport(
  context: Context,
  tasks: readonly Task[],
  events: readonly Stamped[],
  file: string,
): void {
  writeDurably(file, reportHtml(context, tasks, events));
}
