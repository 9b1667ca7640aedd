import { fillPrompt } from "../agents/prompts.ts";
import type { Contract } from "../contract/schema.ts";
import { analyse } from "../diagnosis/analyse.ts";
import { Problem } from "../errors.ts";
import { settle, settled } from "../run/context.ts";
import { outputOf, requireOutput } from "../run/handle.ts";
import { defineTask, type Task } from "../run/task.ts";
import { askForAdvice, healthAnswer } from "./analysis.ts";
import { health, healthEntry, podsReady, release } from "./handles.ts";
import { describeFinding, observed, readiness, scopeOf, snapshotOf, waitForPods } from "./pods.ts";

/** T027–T029: pods ready, their health assessed, the assessment logged. */
export function verifyTasks(contract: Contract): Task[] {
  const names = contract.services.map(({ name }) => name);
  const { readySeconds } = contract.gates;
  return [
    defineTask(podsReady, {
      title: "Pods are ready",
      phase: "verify",
      after: [release],
      plan: () => [
        `kubectl get pods, until all are Running and ready, for at most ${readySeconds} s; the cause when not`,
      ],
      inputs: (context) => outputOf(context, release),
      async holds(context) {
        return readiness(context, await snapshotOf(context)).complete;
      },
      async run(context, note) {
        const state = await waitForPods(context, readySeconds, note);
        const expected = contract.cluster.pods;
        if (expected !== undefined && state.wanted !== expected)
          note(`${state.wanted} pods, the contract names ${expected}`);
        return { result: `${state.ready}/${state.wanted} ready in ${state.seconds} s`, unchanged: true };
      },
    }),
    defineTask(health, {
      title: "Health, pass 1",
      phase: "verify",
      after: [podsReady],
      plan: () => [
        `ask ${contract.agents.analysis.join(", ")} about the health of ${names.join(" and ")}; else the built-in analysis`,
      ],
      inputs: (context) => outputOf(context, release),
      async run(context, note) {
        const snapshot = await snapshotOf(context);
        const findings = analyse(snapshot, scopeOf(context));
        const seen = observed(context, snapshot);
        const prompt = fillPrompt(
          "health",
          { namespace: context.kubectl.place.namespace, services: names.join(" and "), observed: seen },
          contract.agents.prompts,
        );
        const advice = await askForAdvice(context, health, prompt, healthAnswer, note);
        // The findings decide: an agent may add to them but cannot overrule them.
        if (findings.length)
          throw new Problem(
            "unhealthy",
            `The release is not healthy:\n${findings.map(describeFinding).join("\n")}`,
            findings[0]?.fix,
          );
        const { pods, ready } = readinessWords(seen);
        const own = `${ready} of ${pods} pods healthy, no CrashLoopBackOff, OOMKilled, Pending or ImagePullBackOff`;
        const summary = advice.value ? `${advice.value.summary || "answered"} (checked: ${own})` : own;
        if (advice.value && !advice.value.healthy)
          note(`${advice.by} sees a problem the analysis does not: ${advice.value.summary}`);
        return {
          result: `${own}; by ${advice.by}`,
          output: { by: advice.by, summary },
          ...(advice.substituted ? { substituted: advice.substituted } : {}),
          unchanged: true,
        };
      },
    }),
    defineTask(healthEntry, {
      title: "Log pass 1",
      phase: "verify",
      after: [health],
      plan: () => [`${contract.auditLog}: [KAGENT] health`],
      holds: async (context) => settled(context, healthEntry),
      async run(context) {
        const { by, summary } = requireOutput(context, health);
        const because = context.state.task(health.id)?.substituted;
        await settle(context, healthEntry, health, {
          agent: by === "builtin" ? "BUILTIN" : "KAGENT",
          prompt: `Analyze the health of all pods in the ${context.kubectl.place.namespace} namespace`,
          result: summary,
          fields: { for: by === "builtin" ? "KAGENT" : undefined, via: by, because },
        });
        return {
          result: by === "builtin" ? "[BUILTIN] for [KAGENT]" : "[KAGENT]",
          ...(because ? { substituted: because } : {}),
        };
      },
    }),
  ];
}

function readinessWords(seen: string): { pods: number; ready: number } {
  const pods = seen.split("\n").filter((line) => line.startsWith("pod "));
  return { pods: pods.length, ready: pods.filter((line) => line.includes(", ready,")).length };
}
