import { sceneOf } from "../plan/draft.ts";
import { finished } from "../plan/voice.ts";
import type { Action, Context, Language, Question } from "../types.ts";
import { confirmOf, questionOf } from "./question.ts";

/** The question whether to carry out actions, in `language`; their tasks are in the context. */
export function askBefore(actions: Action[], context: Context, language: Language): Question {
  const scene = sceneOf(context, language, "");
  const question = questionOf(confirmOf(actions), scene);
  return { ...question, text: finished(scene.voice, question.text) };
}
