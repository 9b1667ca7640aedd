import { re } from "../english/rule.ts";

/** The core commands of a language; patterns are tried on a clause's folded line, dates being one sign each. */
export interface Commands {
  add: readonly RegExp[];
  complete: readonly RegExp[];
  /** "ya llamé …": what stands before a verb in its past form; the verb first or last. */
  past: RegExp | null;
  remove: readonly RegExp[];
  /** "mueve el gimnasio al viernes": a task and the date it gets. */
  move: readonly RegExp[];
  /** "no, mejor el sábado": another date for what was just changed. */
  correct: RegExp;
  list: RegExp;
  undo: RegExp;
  negated: RegExp;
  thanks: RegExp;
  help: RegExp;
  /** A verb in the form a task is noted down in. */
  infinitive: RegExp;
  /** Small words dropped from the start and the end of a title. */
  titleStart: RegExp;
  titleEnd: RegExp;
}

const D = "[\ue000\ue001]";

export const spanishCommands: Commands = {
  add: [
    re(
      `^(?:anade|anadir|anademe|agrega|agregar|agregame|apunta|apuntame|anota|crea|crear|nueva tarea|tarea|pon|mete|incluye)(?: (?:la tarea|una tarea|tarea|a mi lista|a la lista|en mi lista|en la lista|de|para|que))*(?: ?:)? (?<rest>.+)$`,
    ),
    re("^(?:recuerdame|recordarme|recuerda|recuerdeme|avisame|acuerdame)(?: (?:que|de))? (?<rest>.+)$"),
    re("^(?:tengo que|debo|necesito|hay que|no (?:me dejes )?olvid(?:es|ar|arme)(?: de)?) (?<rest>.+)$"),
  ],
  complete: [
    re(
      "^(?:marca|marcar|pon|da) (?<ref>.+?) (?:como|por) (?:hech[oa]s?|completad[oa]s?|terminad[oa]s?|list[oa]s?)$",
    ),
    re(
      "^(?:completa|completar|termina|tacha|finaliza|completada|hecho|hecha|terminado|terminada) :? ?(?<ref>.+)$",
    ),
    re(
      "^(?<ref>.+?) (?:ya )?(?:esta|estan|fue|quedo) (?:ya )?(?:hech[oa]s?|completad[oa]s?|terminad[oa]s?|list[oa]s?)$",
    ),
    re(
      "^(?:ya )?(?:termine|acabe|he terminado|he acabado|complete|he completado|he hecho|hice)(?: con| de)? (?<ref>.+)$",
    ),
  ],
  past: re("^(?:ya )?(?:he |hemos |acabo de )?(?<verb>\\p{L}+) (?<ref>.+?)(?: ya)?$"),
  remove: [
    re(
      "^(?:borra|borrar|elimina|eliminar|quita|quitar|suprime|cancela|descarta|borrame)(?: la tarea| tarea| de)? (?<ref>.+)$",
    ),
  ],
  move: [
    re(
      `^(?:mueve|mover|muevela|cambia|cambiar|pasa|pasar|pospon|posponer|aplaza|aplazar|retrasa|retrasar|adelanta) (?<ref>.+?)(?: (?:a|al|para|hasta|el|la|dia))* (?<value>${D}(?: ${D})*)$`,
    ),
    re(`^(?<ref>.+?) (?:es|sera|pasa a ser) (?:ahora )?(?<value>${D}(?: ${D})*)$`),
  ],
  correct: re(
    `^(?:(?:no|mejor|perdon|espera|digo|ponlo|ponla|muevelo|muevela|cambialo|cambiala|a|al|para|el|,) ?)+(?<value>${D}(?: ${D})*)(?: mejor)?$`,
  ),
  list: re(
    "^(?:(?:que|cuales|cuantas|cuantos|hay)\\b.*\\b(?:tengo|hay|tareas?|pendientes?|hacer|queda|quedan|toca|algo)\\b.*|que hay .*|(?:muestra|muestrame|ensename|ensena|lista|listar|ver|dime|mira|mostrar)(?: (?:me|todas?|todos?|las?|los|mis?|el))* ?(?:tareas?|lista|pendientes?|cosas|todo)?.*|mis tareas.*|tareas (?:de|para) .*|lista de tareas|tareas)$",
  ),
  undo: re("^(?:deshacer|deshaz|deshazlo|deshaz eso|deshacer eso|vuelve atras|revierte)$"),
  negated: re("^no (?:borres|elimines|anadas|agregues|marques|quites|completes|cambies|muevas|hagas)\\b"),
  thanks: re(
    "^(?:muchas )?(?:gracias|hola|buenos dias|buenas(?: tardes| noches)?|adios|hasta luego|vale|ok|perfecto|que tal|como estas)(?: .{0,20})?$",
  ),
  help: re("^(?:ayuda|que puedes hacer|como funciona.*)$"),
  infinitive: /^\p{L}{2,}(?:ar|er|ir|arme|erme|irme|arle|arlo|arla)$/u,
  titleStart: /^(?:que |de |a )+/i,
  titleEnd: /\s+(?:a (?:mi|la) lista|en (?:mi|la) lista|por favor)$/i,
};

export const frenchCommands: Commands = {
  add: [
    re(
      "^(?:ajoute|ajouter|rajoute|ajoute-moi|ajoutez|note|note-moi|noter|cree|creer|nouvelle tache|tache|mets|inscris)(?: (?:la tache|une tache|tache|a ma liste|a la liste|sur ma liste|dans ma liste|de|que))*(?: ?:)? (?<rest>.+)$",
    ),
    re(
      "^(?:rappelle-moi|rappelle moi|rappelez-moi|rappeler|rappelle|pense a me rappeler|fais-moi penser)(?: (?:de|que|a|d))? (?<rest>.+)$",
    ),
    re(
      "^(?:je dois|il faut(?: que je)?|jai besoin de|il me faut|noublie pas de|ne me laisse pas oublier de) (?<rest>.+)$",
    ),
  ],
  complete: [
    re(
      "^(?:marque|marquer|mets|passe|coche|cocher) (?<ref>.+?) (?:comme|en) (?:fait|faite|faits|faites|termine|terminee|fini|finie|complete|completee)$",
    ),
    re("^(?:coche|cocher|termine|terminer|finis|complete|fait|fini) :? ?(?<ref>.+)$"),
    re(
      "^(?<ref>.+?) (?:est|sont|cest) (?:deja )?(?:fait|faite|faits|faites|termine|terminee|terminees|fini|finie|finies|ok)$",
    ),
    re("^(?:jai|on a|nous avons) (?:deja )?(?:fini|termine|fait|complete)(?: de| avec)? (?<ref>.+)$"),
  ],
  past: re(
    "^(?:jai|on a|nous avons|je viens de|je me suis|jai deja|ca y est ,? jai) (?:deja )?(?<verb>\\p{L}+) (?<ref>.+)$",
  ),
  remove: [
    re(
      "^(?:supprime|supprimer|efface|effacer|enleve|enlever|retire|retirer|vire|annule|oublie)(?: la tache| tache)? (?<ref>.+)$",
    ),
  ],
  move: [
    re(
      `^(?:deplace|deplacer|decale|decaler|reporte|reporter|repousse|repousser|avance|avancer|mets|change) (?<ref>.+?)(?: (?:a|au|pour|le|la|jusqua|jusquau))* (?<value>${D}(?: ${D})*)$`,
    ),
    re(`^(?<ref>.+?) (?:est|sera|cest) (?:maintenant )?(?<value>${D}(?: ${D})*)$`),
  ],
  correct: re(
    `^(?:(?:non|plutot|pardon|attends|je veux dire|mets-le|mets-la|deplace-le|deplace-la|a|au|pour|le|,) ?)+(?<value>${D}(?: ${D})*)(?: plutot)?$`,
  ),
  list: re(
    "^(?:quest-ce (?:que|qui|quil) .*|quai-je .*|que dois-je .*|quelles? (?:sont|est|taches?).*|(?:montre|montre-moi|montre moi|affiche|liste|lister|voir|donne-moi|donne moi)(?: (?:moi|toutes?|tous|les|la|mes|ma))* ?(?:taches?|liste|choses|tout)?.*|mes taches.*|ma liste.*|taches (?:de|pour|du) .*|combien (?:de taches|jai).*|il me reste quoi.*|jai quoi .*|quoi de prevu.*|quy a-t-il .*)$",
  ),
  undo: re(
    "^(?:annule|annuler|annule ca|annule cela|annule la derniere action|reviens en arriere|defais|retablis)$",
  ),
  negated: re(
    "^(?:ne|n) ?(?:supprime|efface|ajoute|marque|change|enleve|touche|retire|deplace)[sz]? (?:pas|rien)\\b",
  ),
  thanks: re(
    "^(?:merci|bonjour|salut|bonsoir|coucou|au revoir|bonne journee|ca va|daccord|parfait|super|ok)(?: .{0,20})?$",
  ),
  help: re(
    "^(?:aide|aide-moi|que peux-tu faire.*|quest-ce que tu (?:peux|sais) faire.*|comment ca marche.*)$",
  ),
  infinitive: /^\p{L}{2,}(?:er|ir|re|oir)$/u,
  titleStart: /^(?:d['’]|de |que |à |qu['’])+/i,
  titleEnd: /\s+(?:à (?:ma|la) liste|sur (?:ma|la) liste|s['’]il te pla[iî]t|svp|stp)$/i,
};

export const germanCommands: Commands = {
  add: [
    re(
      "^(?:fuge|fug|fuege|trag|trage|nimm|setz|setze|schreib|schreibe|pack|notier|notiere)(?: bitte)?(?: (?:die aufgabe|eine aufgabe|aufgabe|mir|noch))*(?: ?:)? (?<rest>.+?) (?:hinzu|ein|auf|(?:zu|zur|auf|in) (?:meiner|meine|die|der) liste(?: hinzu)?|hinzufugen|auf die liste|auf meine liste)$",
    ),
    re("^(?:fuge|fug|fuege)(?: bitte)? (?:hinzu|zur liste hinzu|zu meiner liste hinzu)(?: ?:)? (?<rest>.+)$"),
    re("^(?<rest>.+?) (?:hinzufugen|hinzufuegen|auf die liste(?: setzen)?|eintragen)$"),
    re("^(?:erinnere|erinner|erinnern sie)(?: mich)?(?: bitte)?(?: (?:daran|an|dass|zu))* (?<rest>.+)$"),
    re("^(?:neue aufgabe|aufgabe|hinzufugen|notiz|todo)(?: ?:)? (?<rest>.+)$"),
    re("^(?:ich muss|ich soll|ich sollte|ich brauche|vergiss nicht|nicht vergessen)(?: ?[:,])? (?<rest>.+)$"),
  ],
  complete: [
    re(
      "^(?:markiere|markier|setze|setz|hake|hak)(?: bitte)? (?<ref>.+?) (?:als (?:erledigt|fertig|gemacht|abgeschlossen)|ab)$",
    ),
    re(
      "^(?<ref>.+?) (?:ist|sind|war) (?:schon |jetzt |bereits )?(?:erledigt|fertig|gemacht|abgeschlossen|getan|durch)$",
    ),
    re("^(?:erledigt|fertig|abgehakt|erledige|schliesse) ?:? ?(?:mit )?(?<ref>.+?)(?: ab)?$"),
    re("^(?<ref>.+?) (?:erledigt|fertig|abhaken|abgehakt|abschliessen)$"),
    re(
      "^(?:ich habe|ich bin mit|hab|habe|bin mit) (?<ref>.+?) (?:erledigt|fertig|gemacht|abgeschlossen|geschafft)$",
    ),
  ],
  past: re(
    "^(?:ich habe|ich hab|hab|habe|ich bin|wir haben) (?:schon |gerade |bereits )?(?<ref>.+) (?<verb>\\p{L}+)$",
  ),
  remove: [
    re(
      "^(?:losche|loesche|losch|entferne|entfern|streiche|streich|wirf|vergiss)(?: bitte)?(?: die aufgabe| aufgabe)? (?<ref>.+?)(?: von (?:der|meiner) liste| raus| weg)?$",
    ),
    re("^(?<ref>.+?) (?:loschen|loeschen|entfernen|streichen)$"),
  ],
  move: [
    re(
      `^(?:verschieb|verschiebe|verleg|verlege|setz|setze|leg|lege|andere|mach) (?:bitte )?(?<ref>.+?)(?: (?:auf|nach|zu|zum|bis|den|vor))* (?<value>${D}(?: ${D})*)$`,
    ),
    re(`^(?<ref>.+?) (?:auf|zu) (?<value>${D}(?: ${D})*) (?:verschieben|verlegen|setzen)$`),
    re(`^(?<ref>.+?) (?:ist|findet) (?:jetzt |nun )?(?<value>${D}(?: ${D})*)(?: statt)?$`),
  ],
  correct: re(
    `^(?:(?:nein|ne|doch|lieber|besser|entschuldigung|warte|ich meine|verschieb es|auf|zum|,) ?)+(?<value>${D}(?: ${D})*)(?: lieber| besser)?$`,
  ),
  list: re(
    `^(?:was (?:steht|habe|hab|liegt|muss|ist|gibt)\\b.*|welche (?:aufgaben|sachen|termine).*|wie ?viele .*|(?:zeig|zeige|liste|zeigen|lies|nenne|nenn)(?: (?:mir|bitte|alle|alles|die|meine|auf))* ?(?:aufgaben|liste|sachen|alles)?.*|meine (?:aufgaben|liste).*|aufgaben (?:fur|von) .*|alle aufgaben.*|aufgabenliste.*|was ${D}.*)$`,
  ),
  undo: re("^(?:ruckgangig(?: machen)?|mach (?:das|es) ruckgangig|zuruck|widerrufen)$"),
  negated: re(
    "^(?:losche|entferne|fuge|markiere|andere|verschiebe|streiche|loesch|mach)\\b.*\\b(?:nicht|nichts|kein|keine)\\b.*$",
  ),
  thanks: re(
    "^(?:danke|vielen dank|hallo|guten (?:morgen|tag|abend)|tschuss|servus|moin|wie gehts|wie geht es dir|ok|alles klar|super|prima)(?: .{0,20})?$",
  ),
  help: re("^(?:hilfe|was kannst du(?: .*)?|wie funktioniert .*)$"),
  infinitive: /\p{L}{2,}(?:en|ern|eln)$/u,
  titleStart: /^(?:daran,? |an |dass |,\s*)+/i,
  titleEnd: /\s+(?:hinzu|auf die Liste|bitte|zur Liste)$/i,
};
