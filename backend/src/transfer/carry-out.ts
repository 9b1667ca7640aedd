import type { ImportNote, ImportResult } from "@todo-chatbot/contracts";
import type { ImportOutcome } from "../tasks/changes/import.ts";
import type { TaskService } from "../tasks/service.ts";
import type { Principal } from "../tasks/types.ts";
import type { Draft } from "./draft.ts";
import { noteOf } from "./notes.ts";
import { toTodoTxt } from "./todotxt.ts";

/** Further notes are only counted. */
const mostNotes = 5000;

/** Imports a parsed file, or only works out what the import would do, and reports it. */
export async function carryOut(
  draft: Draft,
  tasks: Pick<TaskService, "import">,
  principal: Principal,
  dryRun: boolean,
): Promise<ImportResult> {
  const { format, tasks: found, lines, written } = draft;
  const { outcomes, misplaced, changeId } = await tasks.import(principal, found, {
    dryRun,
    isSame: (index, here) => written !== null && toTodoTxt(here) === written[index],
  });
  const count = (outcome: ImportOutcome) => outcomes.filter((each) => each === outcome).length;
  const notes = [
    ...draft.notes,
    ...misplaced.map(({ index, problem }) =>
      noteOf({ line: lines[index] ?? 1, title: found[index]?.fields.title ?? null }, problem),
    ),
  ].sort((a, b) => a.line - b.line);
  return {
    dryRun,
    changeId,
    format,
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    errors: notes.slice(0, mostNotes),
    further: countsOf(notes.slice(mostNotes)),
  };
}

function countsOf(notes: readonly ImportNote[]): ImportResult["further"] {
  const counts: ImportResult["further"] = {};
  for (const { code } of notes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
