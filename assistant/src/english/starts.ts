/** Whether an answer begins like a command of its own. */
export function firstIsCommand(text: string): boolean {
  return /^(?:please |ok |okay |no |actually |can you |could you )*(?:add|create|new task|remind me|delete|remove|erase|mark|tick|complete|finish|finished|done|move|push|reschedule|rename|tag|label|show|list|what|whats|how|when|undo|help|set|change|make|clear|drop|cancel|bin|find|search|is|are|do i|have i|dont)\b/.test(
    text,
  );
}
