import { fold } from "../text/fold.ts";
import type { PendingQuestion } from "../types.ts";
import { chosen } from "./choice.ts";

const YES =
  /^(?:(?:oh|ok|okay|well|um|please|and) )*(?:yes|y|yep|yeah|yea|ya|yup|ye|yess+|aye|sure|sure thing|of course|certainly|absolutely|definitely|indeed|correct|right|thats right|exactly|ok|okay|k|kk|alright|fine|do it|do that|do so|go|go ahead|go for it|go on|confirm|confirmed|please do|please|yes please|why not|sounds good|sounds great|affirmative|proceed|carry on|you bet|by all means|make it so|both|both of them|all|all of them|all of it|everything|every one|them all|the lot|delete (?:them|it|all|everything|both|them all)|remove (?:them|it|all|everything|both)|i am sure|im sure|si|claro|dale|oui|bien sur|ja|jawohl|klar|d accord|daccord|vale|👍|✅)(?: (?:yes|yep|yeah|sure|please|pls|plz|thanks|thank you|thx|do it|do that|do so|go ahead|go for it|delete (?:them|it|all|everything|both|them all|all of them|those)|remove (?:them|it|all|those)|clear (?:it|them|all)|mark (?:them|it|all)|them all|all of them|that is right|thats right|thats fine|that is fine|im sure|i am sure|i do|of course|add it|move them|both|all|now|por favor|bitte|s il te plait|svp))*$/;

/** Whether a message by itself says yes to the question before it. Anything doubtful is not a yes. */
export function affirms(text: string): boolean {
  return YES.test(plainAnswer(text));
}

const NO =
  /^(?:(?:oh|ok|okay|well|um|uh|actually|hmm|wait) )*(?:no|n|nope|nah|na|nay|never|never mind|nevermind|nvm|neither|none|none of them|none of those|nothing|cancel|cancel that|stop|dont|do not|forget it|forget that|forget about it|leave it|leave them|leave them all|leave that|leave everything|leave both|keep it|keep them|keep both|keep them all|keep everything|not now|not really|not yet|neither of them|neither one|dont do it|dont do that|dont bother|no way|skip|skip it|abort|hold on|wait|changed my mind|i changed my mind|ive changed my mind|negative|let it be|let them be|ninguno|ninguna|nada|dejalo|cancela|non|aucun|aucune|rien|laisse|annule|laisse tomber|nein|keine|keiner|keins|nichts|abbrechen|lass es|lass)(?: (?:no|nope|thanks|thank you|thx|please|leave it|leave them|leave them both|leave them all|leave them alone|leave it alone|leave both|leave it be|leave it there|leave everything|keep it|keep them|keep them both|keep them all|keep both|never mind|nvm|nevermind|dont|do not|dont do it|dont delete .*|do not delete .*|dont do that|not that|not yet|not now|forget it|forget about it|cancel|cancel that|stop|i changed my mind|changed my mind|ill keep .*|i want to keep .*|i need .*|it|them|both|all|that|alone|of them|of these|of those|as it is|as they are|sorry|gracias|merci|danke|for now|after all|actually|mind))*$/;

/** Whether a message by itself turns down the question before it. */
export function declines(text: string): boolean {
  return NO.test(plainAnswer(text));
}

/** An answer as it is compared: folded, without marks. */
export function plainAnswer(text: string): string {
  return fold(text)
    .replace(/[.,!?;:()"“”…-]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * The ids of the tasks a message allows to be deleted or completed, as the answer to `pending`:
 * all of a `confirm` question when it affirms, those it picks of a `which` question, none otherwise.
 */
export function authorises(pending: PendingQuestion | null, text: string): string[] {
  if (!pending) return [];
  if (pending.kind === "confirm") return affirms(text) ? pending.ids : [];
  if (pending.kind !== "which") return [];
  if (affirms(text)) return pending.options;
  const places = chosen(text, pending.options.length);
  return places ? places.map((place) => pending.options[place - 1]).filter((id) => id !== undefined) : [];
}
