import { fillPrompt } from "../agents/prompts.ts";
import { mergeValues, valueAt } from "../contract/manifest/expect.ts";
import type { Contract } from "../contract/schema.ts";
import type { Deployment, Pod } from "../diagnosis/snapshot.ts";
import { Problem } from "../errors.ts";
import { writeDurably } from "../files.ts";
import { type Context, own, settle, settled } from "../run/context.ts";
import { outputOf, requireOutput } from "../run/handle.ts";
import { defineTask, type Task } from "../run/task.ts";
import { type Carried, configuredWords, hardBounds, resourceWords, sizingValues } from "../sizing/carried.ts";
import { type Measurement, measure } from "../sizing/measure.ts";
import { cpuQuantity, memoryQuantity } from "../sizing/quantity.ts";
import {
  type Bounds,
  FEWEST_SAMPLES,
  faultsOfAdvice,
  isConfident,
  type Resources,
  recommend,
  type Sample,
  sameSize,
} from "../sizing/recommend.ts";
import { askForAdvice, sizingAnswer } from "./analysis.ts";
import { configuredValues, installedValues, sizingToKeep, upgrade } from "./deploy.ts";
import { healthEntry, recommendedResources, release, type Sizing, usage, usageEntry } from "./handles.ts";
import { startLoad } from "./load.ts";
import { podsOf, snapshotOf, waitForPods } from "./pods.ts";

/** The resources that a Deployment currently has in the cluster. */
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
    const recommendation = recommend(samples, current, hardBounds(service), oom);
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

/**
 * The resources to install with these changes: the earlier recommendations, and the new ones with what they were
 * derived from.
 */
function recommended(context: Context, before: Carried, changes: readonly Sizing[]): Carried {
  const configured = configuredValues(context);
  const measured = context.state.task(usage.id)?.finishedAt ?? "";
  const found = changes.flatMap(({ service: id, chosen, recommendation }) => {
    const service = context.contract.services.find((each) => each.id === id);
    if (!service || !chosen || !recommendation) return [];
    const { confidence } = recommendation;
    return [sizingValues(id, chosen, { from: configuredWords(service, configured), confidence, measured })];
  });
  return { values: [before.values, ...found].reduce(mergeValues), dropped: before.dropped };
}

/** T030–T032: measure, recommend, apply within the bounds, and log it. */
export function optimiseTasks(contract: Contract): Task[] {
  const { stabiliseSeconds, sizingConfidence: wanted } = contract.gates;
  return [
    defineTask(usage, {
      title: "Usage, pass 2",
      phase: "verify",
      after: [healthEntry],
      plan: () => [
        `measure CPU and memory for ${stabiliseSeconds} s under a small load (Prometheus, else metrics API, else kubelet; else no change)`,
        `ask ${contract.agents.analysis.join(", ")} for limits inside the bounds; else the formula's`,
      ],
      inputs: (context) => ({
        release: outputOf(context, release),
        bounds: contract.services.map(({ sizing }) => sizing ?? null),
      }),
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
        writeDurably(own(context, "samples.json"), JSON.stringify(measured.samples));
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
        `helm upgrade with the recommended resources of at least ${wanted} confidence, unless they differ by less than 5 %; wait until ready, else take them back`,
      ],
      inputs: () => wanted,
      async run(context, note) {
        const { sizings } = requireOutput(context, usage);
        const differing = sizings.filter(({ chosen, current }) => chosen && !sameSize(chosen, current));
        const [changes, held] = [true, false].map((sure) =>
          differing.filter(
            ({ recommendation }) => isConfident(recommendation?.confidence ?? "low", wanted) === sure,
          ),
        ) as [Sizing[], Sizing[]];
        const withheld = held.map(({ name }) => name);
        const notApplied = held.map(
          ({ name, chosen, recommendation }) =>
            `not applied, for the confidence is ${recommendation?.confidence} and gates.sizingConfidence is ${wanted}: ${name} ${chosen ? resourceWords(chosen) : ""}`,
        );
        if (!changes.length)
          return {
            result: notApplied.join("; ") || "nothing to change",
            output: { applied: [], withheld, takenBack: false },
            unchanged: true,
          };
        // Until this is done, an interrupted run leaves resources that have not been seen to work.
        context.state.forget(recommendedResources.id);
        const before = sizingToKeep(context, await installedValues(context));
        const { revision } = await upgrade(
          context,
          recommendedResources,
          recommended(context, before, changes),
        );
        let state: Awaited<ReturnType<typeof waitForPods>>;
        try {
          state = await waitForPods(context, contract.gates.readySeconds, note);
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== "pods_not_ready") throw error;
          note(`not ready with the recommended resources, which are taken back: ${error.message}`);
          const back = await upgrade(context, recommendedResources, before);
          await waitForPods(context, contract.gates.readySeconds, note);
          return {
            result: `revision ${back.revision}: the recommended resources were taken back, pods did not become ready`,
            output: { applied: [], withheld, takenBack: true },
          };
        }
        const applied = changes.map(({ name, chosen }) => `${name} ${chosen ? resourceWords(chosen) : ""}`);
        return {
          result: [
            `revision ${revision}: ${applied.join("; ")}; ${state.ready}/${state.wanted} ready`,
            ...notApplied,
          ].join("; "),
          output: { applied: changes.map(({ name }) => name), withheld, takenBack: false },
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
        const { applied, withheld, takenBack } = requireOutput(context, recommendedResources);
        const done = applied.length
          ? "recommendations applied"
          : takenBack
            ? "recommendations taken back, pods did not become ready"
            : withheld.length
              ? "recommendations not applied, too little confidence"
              : "no change";
        await settle(context, usageEntry, usage, {
          agent: by === "builtin" ? "BUILTIN" : "KAGENT",
          prompt: "Analyze CPU and memory utilization, suggest optimized resource requests and limits",
          result: `${done} — ${summary}`,
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
