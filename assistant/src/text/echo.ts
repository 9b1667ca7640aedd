/** How the assistant's own sentences begin; their curly quotes are rarely typed by people. */
const OWN =
  /^(?:Added (?:“|\d+ tasks:)|Done: “|Deleted (?:“|\d+ tasks: “)|Open again: “|Undone(?:\.$|: “)|“[^”]*”(?: is now: | is already |: )|\d+ (?:completed )?tasks?:\n|No tasks: 0|Next: “|You have \d+ things? then:|Which one (?:is done|should)|(?:Delete|Mark|Change|Open) these \d+ tasks|(?:Delete|Mark|Open|Do you mean|Add) “|Nothing (?:is overdue|is due then|completed there yet|about “|on your list)|Your list is empty|I found nothing called “|I’m not sure |I can(?:’t do that myself| only look after| read English)|I keep your to-do list|What should I (?:add|change)|When should “|All right, |That did not work|There is nothing |Hello! What would|You’re welcome|Bye\. Your|Thanks for telling|It is now called “|Noted with “|(?:Añadid[ao]s?|Hecho|Borrad[ao]s?|Ajouté ?|Fait ?|Supprimé ?|Hinzugefügt|Erledigt|Gelöscht)(?: \d+ \p{L}+)?: ?“|\d+ (?:tareas?|tâches?|Aufgaben?)[^\n]*:)/u;

/** Whether a message is one of the assistant's own replies, pasted back or read out: it asks for nothing. */
export function isEcho(text: string): boolean {
  return OWN.test(text.trimStart());
}
