import { join } from "node:path";
import { Problem } from "../../errors.ts";
import { awaitOrphans, runningFolder } from "../../exec/orphans.ts";
import { tryLock } from "../../lock.ts";
import { writeReport } from "../../render/report.ts";
import type { Context } from "../../run/context.ts";
import type { Listener, RunEvent, Stamped } from "../../run/events.ts";
import { outputOf } from "../../run/handle.ts";
import { runTasks } from "../../run/runner.ts";
import type { Task } from "../../run/task.ts";
import { page } from "../../tasks/handles.ts";
import { EXIT, exitCodeOf } from "../exit-codes.ts";
import type { Options } from "../options.ts";
import { requirePrograms } from "../programs.ts";

/** The ids given with `--only` and `--from`. @throws Problem `usage` for an unknown one */
export function chosenTasks(tasks: readonly Task[], options: Pick<Options, "only" | "from">) {
  const known = new Set(tasks.map(({ id }) => id));
  const only = options.only?.split(",").map((id) => id.trim());
  for (const id of [...(only ?? []), ...(options.from ? [options.from] : [])])
    if (!known.has(id))
      throw new Problem("usage", `There is no task ${id}.`, `Tasks: ${[...known].join(" ")}`);
  return { ...(only ? { only } : {}), ...(options.from ? { from: options.from } : {}) };
}

/** Prints what would be done, without doing anything. */
export function printPlan(tasks: readonly Task[], json: boolean, write: (text: string) => void): void {
  if (json) {
    for (const { id, title, phase, after, plan } of tasks)
      write(`${JSON.stringify({ type: "task.plan", task: id, title, phase, after, steps: plan() })}\n`);
    return;
  }
  let phase = "";
  for (const task of tasks) {
    if (task.phase !== phase) write(`\n${task.phase}\n`);
    phase = task.phase;
    const after = task.after.length ? `  (after ${task.after.join(", ")})` : "";
    write(`  ${task.id} ${task.title}${after}\n`);
    for (const step of task.plan()) write(`       ${step}\n`);
  }
}

/**
 * Runs tasks under a lock, with events to the listener, saved state and a report. Returns the exit code.
 * @throws Problem `busy` if another run of this project is in progress
 */
export async function runAll(
  context: Context,
  tasks: readonly Task[],
  options: Options & { again?: readonly string[] },
  listener: Listener,
): Promise<number> {
  const lock = tryLock(join(context.stateFolder, "run.lock"));
  if (!lock)
    throw new Problem(
      "busy",
      "Another run of this project is going on.",
      "Wait for it, or end it; then run again.",
    );
  const events: Stamped[] = [];
  const emit = (event: RunEvent) => {
    const stamped: Stamped = { at: new Date().toISOString(), ...event };
    events.push(stamped);
    listener(stamped);
  };
  try {
    await awaitOrphans(runningFolder(context.stateFolder), (message) => process.stderr.write(`${message}\n`));
    const started = performance.now();
    const chosen = chosenTasks(tasks, options);
    for (const { id, after } of tasks.filter((task) => chosen.only?.includes(task.id)))
      for (const before of after)
        if (!chosen.only?.includes(before) && !context.state.task(before))
          throw new Problem(
            "usage",
            `${id} needs ${before}, which has not been done.`,
            "infra-orchestrator up does all in order.",
          );
    await requirePrograms(
      context,
      tasks.filter(({ id }) => !chosen.only || chosen.only.includes(id)),
    );
    const resumed = context.state.begin(new Date());
    emit({
      type: "run.start",
      run: context.state.run,
      application: context.contract.application,
      cluster: context.cluster.context,
      namespace: context.kubectl.place.namespace,
      tasks: tasks.map(({ id, title, phase }) => ({ id, title, phase })),
      resumed,
    });
    const result = await runTasks(tasks, context, emit, { ...chosen, again: options.again ?? [] });
    if (result.ok && !chosen.only) context.state.finish();
    const url = outputOf(context, page)?.url;
    const report = join(context.stateFolder, "report.html");
    emit({
      type: "run.end",
      run: context.state.run,
      ok: result.ok,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      changed: result.changed,
      url: result.ok ? (url ?? null) : null,
      report,
      ...(result.failed
        ? {
            problem: {
              code: result.failed.problem.code,
              message: context.redactor.redact(result.failed.problem.message),
              remedy: context.redactor.redact(result.failed.problem.remedy),
              task: result.failed.task,
            },
          }
        : {}),
    });
    writeReport(context, tasks, events, report);
    return result.failed ? exitCodeOf(result.failed.problem.code) : EXIT.ok;
  } finally {
    lock.release();
  }
}
