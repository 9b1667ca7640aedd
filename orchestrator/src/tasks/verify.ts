import { fillPrompt } from "../agents/prompts.ts";
import type { Contract } from "../contract/schema.ts";
import { analyse } from "../diagnosis/analyse.ts";
import { Problem } from "../errors.ts";
import { outputOf, settle, settled } from "../run/context.ts";
import type { Task } from "../run/task.ts";
import { askForAdvice, healthAnswer } from "./analysis.ts";
import { describeFinding, observed, readiness, scopeOf, snapshotOf, waitForPods } from "./pods.ts";

interface HealthOutput {
  by: string;
  summary: string;
}

/** T027–T029: pods ready, their health judged, the judgement logged. */
export function verifyTasks(contract: Contract): Task[] {
  const names = contract.services.map(({ name }) => name);
  const { readySeconds } = contract.gates;
  return [
    {
      id: "T027",
      title: "Pods are ready",
      phase: "verify",
      after: ["T025"],
      plan: () => [
        `kubectl get pods, until all are Running and ready, for at most ${readySeconds} s; the cause when not`,
      ],
      inputs: (context) => outputOf(context, "T025"),
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
    },
    {
      id: "T028",
      title: "Health, pass 1",
      phase: "verify",
      after: ["T027"],
      plan: () => [
        `ask ${contract.agents.analysis.join(", ")} about the health of ${names.join(" and ")}; else the built-in analysis`,
      ],
      inputs: (context) => outputOf(context, "T025"),
      async run(context, note) {
        const snapshot = await snapshotOf(context);
        const findings = analyse(snapshot, scopeOf(context));
        const seen = observed(context, snapshot);
        const prompt = fillPrompt(
          "health",
          { namespace: context.kubectl.place.namespace, services: names.join(" and "), observed: seen },
          contract.agents.prompts,
        );
        const advice = await askForAdvice(context, "T028", prompt, healthAnswer, note);
        // The findings decide: an agent may add to them, it cannot talk them away.
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
    },
    {
      id: "T029",
      title: "Log pass 1",
      phase: "verify",
      after: ["T028"],
      plan: () => [`${contract.auditLog}: [KAGENT] health`],
      holds: async (context) => settled(context, "T029"),
      async run(context) {
        const { by, summary } = outputOf<HealthOutput>(context, "T028");
        const because = context.state.task("T028")?.substituted;
        await settle(context, "T029", "T028", {
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
    },
  ];
}

function readinessWords(seen: string): { pods: number; ready: number } {
  const pods = seen.split("\n").filter((line) => line.startsWith("pod "));
  return { pods: pods.length, ready: pods.filter((line) => line.includes(", ready,")).length };
}
