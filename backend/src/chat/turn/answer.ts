import type { Principal } from "../../tasks/types.ts";
import type { Answer, TurnInput } from "../types.ts";
import { answerBuiltin } from "./answer-builtin.ts";
import { answerByModel } from "./answer-by-model.ts";
import type { Answering, TurnOutput } from "./answering.ts";

/**
 * Answers one message: by the language model when there is one; by the built-in assistant otherwise, and when
 * the model failed before it had changed anything. Nothing is done twice.
 */
export async function answerTurn(
  answering: Answering,
  principal: Principal,
  input: TurnInput,
  output: TurnOutput,
): Promise<Answer> {
  const known = await answering.tasks.openTasks(principal, input.changes);
  if (!answering.model || input.instead) return answerBuiltin(answering, principal, input, known, output);

  const resting = answering.fallback ? answering.health.resting() : null;
  if (resting) return answerBuiltin(answering, principal, input, known, output, resting);
  const { answer, failure } = await answerByModel(
    answering,
    answering.model,
    principal,
    input,
    known,
    output,
  );
  const isLeftToBuiltin =
    failure && answering.fallback && answer.changed.length === 0 && !output.stop.aborted;
  if (!isLeftToBuiltin) return answer;
  const own = await answerBuiltin(answering, principal, input, known, output, failure);
  return { ...own, toolCalls: [...answer.toolCalls, ...own.toolCalls] };
}
