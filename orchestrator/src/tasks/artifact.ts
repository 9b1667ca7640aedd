import type { Delegated } from "../agents/refine.ts";
import { readIfThere, sha256, writeDurably } from "../files.ts";
import { type Context, inProject, own } from "../run/context.ts";
import { type Handle, outputOf } from "../run/handle.ts";
import type { Outcome } from "../run/task.ts";
import type { ArtifactOutput } from "./handles.ts";

/** Whether the artifact is still as its task wrote it. */
export function artifactHolds(context: Context, task: Handle<ArtifactOutput>): boolean {
  const written = outputOf(context, task);
  return written !== null && sha256(readIfThere(written.file) ?? "") === written.sha;
}

/**
 * Writes an accepted answer. The project contains the built-in agent's version; another agent's replaces it for this
 * run
 * only. A file that was edited is backed up.
 * @param path its path in the project
 */
export function storeArtifact(
  context: Context,
  path: string,
  answer: Delegated,
  note: (message: string) => void,
): Outcome<ArtifactOutput> {
  const builtin = answer.by === "builtin";
  const file = builtin ? inProject(context, path) : own(context, "artifacts", path);
  const before = readIfThere(file);
  if (before !== answer.text) {
    if (before !== null && builtin) {
      writeDurably(own(context, "replaced", path), before);
      note(
        `${path} differed from deploy.yaml and was written anew; the old one is in .infra-orchestrator/replaced`,
      );
    }
    writeDurably(file, answer.text);
  }
  return {
    result: `by ${answer.by}, ${answer.questions} questions`,
    output: { file, sha: sha256(answer.text), by: answer.by },
    ...(answer.substituted ? { substituted: answer.substituted } : {}),
  };
}
