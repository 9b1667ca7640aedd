import { messageOf, Problem } from "../errors.ts";
import { sha256 } from "../files.ts";
import type { Context } from "./context.ts";
import type { RunEvent } from "./events.ts";
import type { Outcome, Task } from "./task.ts";

export interface RunOptions {
  /** Run this task and everything after it again, even if done before. */
  from?: string;
  /** Run only these. */
  only?: readonly string[];
  /** Run these again, even if done before; later tasks only if the outcome changes. */
  again?: readonly string[];
}

export interface RunResult {
  ok: boolean;
  /** Tasks that changed something. */
  changed: number;
  failed: { task: string; problem: Problem } | null;
}

const asProblem = (error: unknown) =>
  error instanceof Problem
    ? error
    : new Problem("check_failed", messageOf(error), "This is a defect of the orchestrator.", {
        cause: error,
      });

/** JSON with sorted keys, so that equal inputs give equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The tasks after `id`, including itself. */
export function downstream(tasks: readonly Task[], id: string): Set<string> {
  const found = new Set([id]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const task of tasks)
      if (!found.has(task.id) && task.after.some((before) => found.has(before))) {
        found.add(task.id);
        grew = true;
      }
  }
  return found;
}

/**
 * Runs each task as soon as its dependencies are done, in parallel where possible. A task is skipped if its inputs and
 * upstream outputs are unchanged and its effect is still in place. After a failure no further task is started, and
 * running ones are waited for.
 */
export async function runTasks(
  tasks: readonly Task[],
  context: Context,
  emit: (event: RunEvent) => void,
  options: RunOptions = {},
): Promise<RunResult> {
  const again = new Set([...(options.from ? downstream(tasks, options.from) : []), ...(options.again ?? [])]);
  const chosen = options.only ? tasks.filter((task) => options.only?.includes(task.id)) : tasks;
  const result: RunResult = { ok: true, changed: 0, failed: null };
  const promises = new Map<string, Promise<boolean>>();

  async function fingerprintOf(task: Task): Promise<string> {
    const before = task.after.map((id) => [id, context.state.task(id)?.output ?? null]);
    return sha256(canonical({ id: task.id, before, inputs: (await task.inputs?.(context)) ?? null }));
  }

  async function perform(task: Task): Promise<void> {
    const { id, title, phase } = task;
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 100) / 10;
    emit({ type: "task.start", task: id, title, phase });
    const fingerprint = await fingerprintOf(task);
    const known = context.state.task(id);
    const same = known?.fingerprint === fingerprint && !again.has(id) && !options.only;
    if (known && same && ((await task.holds?.(context)) ?? true)) {
      const { result: text, substituted } = known;
      emit({
        type: "task.end",
        task: id,
        title,
        status: "kept",
        result: text,
        seconds: seconds(),
        ...(substituted ? { substituted } : {}),
      });
      return;
    }
    const note = (message: string) =>
      emit({ type: "task.note", task: id, message: context.redactor.redact(message) });
    const outcome: Outcome = await task.run(context, note);
    await task.gate?.(context, outcome);
    if (!outcome.unchanged) result.changed += 1;
    const text = context.redactor.redact(outcome.result);
    const output = outcome.output ?? {};
    // A task that changed nothing and produced the same output was not done now.
    const looked = known !== undefined && outcome.unchanged && canonical(known.output) === canonical(output);
    context.state.complete(id, {
      fingerprint,
      finishedAt: looked ? known.finishedAt : new Date().toISOString(),
      seconds: seconds(),
      result: text,
      output,
      ...(outcome.substituted ? { substituted: outcome.substituted } : {}),
    });
    emit({
      type: "task.end",
      task: id,
      title,
      status: outcome.unchanged ? "kept" : "done",
      result: text,
      seconds: seconds(),
      ...(outcome.substituted ? { substituted: outcome.substituted } : {}),
    });
  }

  async function when(task: Task): Promise<boolean> {
    const before = await Promise.all(task.after.map((id) => promises.get(id) ?? true));
    if (result.failed || before.includes(false) || context.signal.aborted) {
      emit({
        type: "task.end",
        task: task.id,
        title: task.title,
        status: "skipped",
        result: "not reached",
        seconds: 0,
      });
      return false;
    }
    try {
      await perform(task);
      return true;
    } catch (error) {
      const problem = context.signal.aborted
        ? new Problem("interrupted", "The run was interrupted.", "Run again: it resumes here.")
        : asProblem(error);
      result.ok = false;
      result.failed ??= { task: task.id, problem };
      const text = context.redactor.redact(problem.message);
      emit({
        type: "task.end",
        task: task.id,
        title: task.title,
        status: "failed",
        result: text,
        seconds: 0,
      });
      return false;
    }
  }

  for (const task of chosen) promises.set(task.id, when(task));
  await Promise.all(promises.values());
  if (context.signal.aborted && result.ok) {
    result.ok = false;
    result.failed = {
      task: "",
      problem: new Problem("interrupted", "The run was interrupted.", "Run again: it resumes."),
    };
  }
  return result;
}
