import { rmSync } from "node:fs";
import { fillPrompt } from "../agents/prompts.ts";
import { valueAt } from "../contract/manifest/expect.ts";
import type { Contract } from "../contract/schema.ts";
import type { Deployment, Pod } from "../diagnosis/snapshot.ts";
import { Problem } from "../errors.ts";
import { writeDurably } from "../files.ts";
import { type Context, settle, settled } from "../run/context.ts";
import { outputOf, requireOutput } from "../run/handle.ts";
import { defineTask, type Task } from "../run/task.ts";
import { type Measurement, measure } from "../sizing/measure.ts";
import { cpuQuantity, memoryQuantity } from "../sizing/quantity.ts";
import {
  type Bounds,
  FEWEST_SAMPLES,
  faultsOfAdvice,
  type Resources,
  recommend,
  type Sample,
  sameSize,
} from "../sizing/recommend.ts";
import { askForAdvice, sizingAnswer } from "./analysis.ts";
import { recommendedFile, upgrade } from "./deploy.ts";
import { healthEntry, recommendedResources, release, type Sizing, usage, usageEntry } from "./handles.ts";
import { startLoad } from "./load.ts";
import { podsOf, snapshotOf, waitForPods } from "./pods.ts";

const DEFAULT_BOUNDS = { cpu: { min: "10m", max: "4" }, memory: { min: "32Mi", max: "4Gi" } };

/** The resources a Deployment has in the cluster now. */
function currentOf(deployment: Deployment | undefined): Resources | null {
  const found = valueAt(deployment, "spec.template.spec.containers");
  const resources = Array.isArray(found)
    ? (valueAt(found[0], "resources") as Partial<Resources> | undefined)
    : undefined;
  if (!resources?.requests || !resources.limits) return null;
  const pick = ({ cpu, memory }: { cpu: string; memory: string }) => ({
    cpu: String(cpu),
    memory: String(memory),
  });
  return { requests: pick(resources.requests), limits: pick(resources.limits) };
}

const lastOom = (pods: readonly Pod[], name: string) =>
  pods
    .filter((pod) => pod.metadata.labels?.app === name)
    .flatMap((pod) => pod.status.containerStatuses ?? [])
    .some((status) => status.lastState?.terminated?.reason === "OOMKilled");

const rangeWords = (bounds: Bounds) =>
  (["requests", "limits"] as const)
    .map(
      (bound) =>
        `${bound}.cpu ${cpuQuantity(bounds[bound].cpu.min)} to ${cpuQuantity(bounds[bound].cpu.max)}, ${bound}.memory ${memoryQuantity(bounds[bound].memory.min)} to ${memoryQuantity(bounds[bound].memory.max)}`,
    )
    .join(", ");

export const resourceWords = ({ requests, limits }: Resources) =>
  `requests ${requests.cpu}/${requests.memory}, limits ${limits.cpu}/${limits.memory}`;

async function sample(context: Context, note: (message: string) => void) {
  const { contract } = context;
  const { stabiliseSeconds, sampleSeconds } = contract.gates;
  const loads = await Promise.all(contract.services.map((service) => startLoad(context, service)));
  const names = async () => podsOf(context, await snapshotOf(context)).map(({ metadata }) => metadata.name);
  note(`measuring for ${stabiliseSeconds} s under a small load`);
  try {
    const enough = (samples: readonly Sample[]) =>
      contract.services.every(
        ({ name }) => samples.filter(({ container }) => container === name).length >= FEWEST_SAMPLES,
      );
    const { kubectl, signal } = context;
    const measured = await measure(kubectl, names, stabiliseSeconds, sampleSeconds, enough, signal);
    return { measured, requests: loads.reduce((sum, load) => sum + load.requests, 0) };
  } finally {
    await Promise.all(loads.map((load) => load.stop()));
  }
}

async function sizingsOf(context: Context, measured: Measurement): Promise<Sizing[]> {
  const snapshot = await snapshotOf(context);
  const pods = podsOf(context, snapshot);
  return context.contract.services.flatMap((service) => {
    const current = currentOf(snapshot.deployments.find(({ metadata }) => metadata.name === service.name));
    if (!current) return [];
    const samples = measured.samples.filter(({ container }) => container === service.name);
    const oom = lastOom(pods, service.name) ? current.limits.memory : undefined;
    const recommendation = recommend(samples, current, service.sizing ?? DEFAULT_BOUNDS, oom);
    return [
      {
        service: service.id,
        name: service.name,
        current,
        recommendation,
        chosen: recommendation?.resources ?? null,
        by: "builtin",
      },
    ];
  });
}

function usageWords(sizings: readonly Sizing[]): string {
  return sizings
    .map(({ name, recommendation }) =>
      recommendation
        ? `${name}: CPU p95 ${recommendation.observed.cpuP95.toFixed(1)}m, p99 ${recommendation.observed.cpuP99.toFixed(1)}m; memory at most ${memoryQuantity(recommendation.observed.memoryMax)}; ${recommendation.samples} samples`
        : `${name}: no data`,
    )
    .join("\n");
}

async function advise(
  context: Context,
  measured: Measurement,
  sizings: Sizing[],
  note: (message: string) => void,
) {
  const { contract } = context;
  const known = sizings.filter(({ recommendation }) => recommendation);
  const lines = (text: (sizing: Sizing) => string) =>
    known.map((sizing) => `${sizing.name}: ${text(sizing)}`).join("\n");
  const prompt = fillPrompt(
    "sizing",
    {
      namespace: context.kubectl.place.namespace,
      services: sizings.map(({ name }) => name).join(" and "),
      source: measured.source,
      window: `${contract.gates.stabiliseSeconds} s`,
      usage: usageWords(sizings),
      configured: lines(({ current }) => resourceWords(current)),
      bounds: lines(({ recommendation }) => (recommendation ? rangeWords(recommendation.bounds) : "")),
      example: known[0]?.name ?? "",
    },
    contract.agents.prompts,
  );
  const refusals: string[] = [];
  const advice = await askForAdvice(context, usage, prompt, sizingAnswer, note, (answer) => {
    const faults = known.flatMap(({ name, recommendation }) => {
      const given = answer.services[name];
      if (!given) return [`${name} is missing`];
      return recommendation
        ? faultsOfAdvice(given, recommendation.bounds).map((fault) => `${name}: ${fault}`)
        : [];
    });
    refusals.push(...faults);
    return faults;
  });
  for (const sizing of known) {
    const given = advice.value?.services[sizing.name];
    if (given) Object.assign(sizing, { chosen: given, by: advice.by });
  }
  return { advice, refusals };
}

/** T030–T032: measure, advise, apply inside the bounds, and log it. */
export function optimiseTasks(contract: Contract): Task[] {
  const { stabiliseSeconds } = contract.gates;
  return [
    defineTask(usage, {
      title: "Usage, pass 2",
      phase: "verify",
      after: [healthEntry],
      plan: () => [
        `measure CPU and memory for ${stabiliseSeconds} s under a small load (Prometheus, else metrics API, else kubelet; else no change)`,
        `ask ${contract.agents.analysis.join(", ")} for limits inside the bounds; else the formula's`,
      ],
      inputs: (context) => outputOf(context, release),
      async run(context, note) {
        const { measured, requests } = await sample(context, note);
        const sizings = await sizingsOf(context, measured);
        const known = {
          source: measured.source,
          samples: measured.samples.length,
          seconds: stabiliseSeconds,
          requests,
          sizings,
        };
        writeDurably(`${recommendedFile(context)}.samples`, JSON.stringify(measured.samples));
        if (!sizings.some(({ recommendation }) => recommendation)) {
          const summary =
            measured.source === "none"
              ? "no data, no change"
              : `${measured.samples.length} samples are too few, no change`;
          return {
            result: summary,
            output: { ...known, by: "builtin", summary },
            substituted: "there was nothing to advise on",
            unchanged: true,
          };
        }
        const { advice, refusals } = await advise(context, measured, sizings, note);
        const confidence = sizings.find(({ recommendation }) => recommendation)?.recommendation?.confidence;
        const summary = sizings
          .flatMap(({ name, chosen }) =>
            chosen ? [`${name} ${resourceWords(chosen)}`] : [`${name} no data, no change`],
          )
          .join("; ");
        const refused = refusals.length ? { refused: refusals.join("; ") } : {};
        return {
          result: `${measured.source}, ${measured.samples.length} samples, ${confidence} confidence; by ${advice.by}${refusals.length ? "; advice outside the bounds was refused" : ""}`,
          output: { ...known, by: advice.by, summary, ...refused },
          ...(advice.substituted ? { substituted: advice.substituted } : {}),
          unchanged: true,
        };
      },
    }),
    defineTask(recommendedResources, {
      title: "Apply recommended resources",
      phase: "verify",
      after: [usage],
      plan: () => [
        "helm upgrade with the recommended resources, unless they differ by less than 5 %; wait until ready, else take them back",
      ],
      async run(context, note) {
        const { sizings } = requireOutput(context, usage);
        const changes = sizings.filter(({ chosen, current }) => chosen && !sameSize(chosen, current));
        if (!changes.length) return { result: "nothing to change", output: { applied: [] }, unchanged: true };
        const values = Object.fromEntries(
          sizings.flatMap(({ service, chosen }) => (chosen ? [[service, { resources: chosen }]] : [])),
        );
        writeDurably(recommendedFile(context), `${JSON.stringify(values, null, 1)}\n`);
        const { revision } = await upgrade(context, recommendedResources);
        let state: Awaited<ReturnType<typeof waitForPods>>;
        try {
          state = await waitForPods(context, contract.gates.readySeconds, note);
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== "pods_not_ready") throw error;
          note(`not ready with the recommended resources, which are taken back: ${error.message}`);
          rmSync(recommendedFile(context));
          const back = await upgrade(context, recommendedResources);
          await waitForPods(context, contract.gates.readySeconds, note);
          return {
            result: `revision ${back.revision}: the recommended resources were taken back, pods did not become ready`,
            output: { applied: [] },
          };
        }
        return {
          result: `revision ${revision}: ${changes.map(({ name, chosen }) => `${name} ${chosen ? resourceWords(chosen) : ""}`).join("; ")}; ${state.ready}/${state.wanted} ready`,
          output: { applied: changes.map(({ name }) => name) },
        };
      },
    }),
    defineTask(usageEntry, {
      title: "Log pass 2",
      phase: "verify",
      after: [usage, recommendedResources],
      plan: () => [`${contract.auditLog}: [KAGENT] resources`],
      holds: async (context) => settled(context, usageEntry),
      async run(context) {
        const { by, summary, refused, source } = requireOutput(context, usage);
        const because = context.state.task(usage.id)?.substituted;
        const { applied } = requireOutput(context, recommendedResources);
        await settle(context, usageEntry, usage, {
          agent: by === "builtin" ? "BUILTIN" : "KAGENT",
          prompt: "Analyze CPU and memory utilization, suggest optimized resource requests and limits",
          result: `${applied.length ? "recommendations applied" : "no change"} — ${summary}`,
          fields: { for: by === "builtin" ? "KAGENT" : undefined, via: by, because, refused, source },
        });
        return {
          result: by === "builtin" ? "[BUILTIN] for [KAGENT]" : "[KAGENT]",
          ...(because ? { substituted: because } : {}),
        };
      },
    }),
  ];
}
