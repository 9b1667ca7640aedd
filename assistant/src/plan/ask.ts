import { confirmOf } from "../turns/question.ts";
import type { PendingQuestion } from "../types.ts";
import { type Draft, remark, type Scene } from "./draft.ts";
import { actionLabel } from "./labels.ts";

/** Asks a question, or mentions what a second one would have been about, since only one is asked at a time. */
export function ask(pending: PendingQuestion, draft: Draft, scene: Scene): void {
  const open = draft.question;
  if (!open) draft.question = pending;
  else if (open.kind === "confirm" && pending.kind === "confirm")
    draft.question = confirmOf([...open.actions, ...pending.actions]);
  else {
    const about = pending.kind === "confirm" ? pending.actions : [];
    const wish = "wish" in pending && "target" in pending.wish ? pending.wish.target.words : "";
    const what = about.map((action) => actionLabel(action, scene, "long")).join(", ") || wish;
    if (what) remark(draft, scene.voice.say.afterwards(what));
  }
}
