import type { Language } from "../types.ts";
import { taskVerbs } from "../vocabulary/verbs.ts";
import type { Token } from "./tokens.ts";

/** What a message is written in; `other` is a language the assistant does not read. */
export type Detected = Exclude<Language, "it"> | "other";

/** Words that are common in one language and rare in the others, folded. */
const COMMON: Record<string, string> = {
  en: "the my to and is for on with what add remind me task list delete done finished mark move call buy tomorrow today please i it that this of at every due by from show undo not can you have pay get make book email pick clean up about one week next friday monday tuesday wednesday thursday saturday sunday in a an out off all how when who was be do does did so if or but are your put set change read write send",
  es: "el los las un una para con que mi mis del al anade anadir agrega agregar recuerdame recordarme borra borrar elimina eliminar quita marca completa completar muestra muestrame ensename lista tarea tareas manana hoy lunes martes miercoles jueves viernes sabado domingo comprar llamar pagar hacer tengo ya he esta hecha hecho como y por favor cita pan leche luz casa pendiente pendientes deshacer gracias hola cada todos semana limpiar lavar regar recoger sacar estudiar enviar escribir leer reservar terminar termine pague llame compre cuantas hay nueva apunta pon cancela crea mejor perdon mueve muevelo muevela pasa pospon aplaza",
  fr: "le les un une des pour avec que mon ma mes du au aux et est ajoute ajouter rappelle rappelle-moi rappelez-moi supprime supprimer efface enleve retire montre montre-moi affiche liste tache taches demain aujourdhui lundi mardi mercredi jeudi vendredi samedi dimanche acheter appeler payer faire jai ai quest-ce dois fini termine terminee faite marque comme svp sil plait prochain prochaine chaque tous jours semaine dans a pain lait maison merci bonjour annule note ranger nettoyer laver envoyer lire ecrire reserver prendre cest chez rendez-vous non plutot pardon deplace decale reporte repousse",
  de: "der die das den dem ein eine einen fur mit und ist mein meine fuge hinzu hinzufugen erinnere mich daran losche loschen entferne streiche markiere zeig zeige mir alle aufgabe aufgaben liste morgen heute ubermorgen montag dienstag mittwoch donnerstag freitag samstag sonntag kaufen anrufen bezahlen machen erledigt fertig als was steht ich habe bitte nicht zu um uhr jeden nachste nachsten woche am im milch brot bei danke hallo ruckgangig putzen waschen rausbringen aufraumen buchen holen schreiben lesen giessen abgehakt gekauft bezahlt neue termin vom zum zur welche nein lieber besser verschieb verschiebe verschieben verleg verlege jetzt",
  it: "il gli della dello delle per che domani oggi aggiungi ricordami comprare latte chiamare elimina cancella compito attivita mostra lunedi martedi mercoledi giovedi venerdi sabato domenica pagare fare sono e con alle devo questo questa nel nella",
  pt: "o os uma para com que amanha hoje adicionar adicione lembre lembra-me comprar leite ligar apagar tarefa tarefas mostrar mostre segunda terca quarta quinta sexta sabado domingo pagar fazer meu minha nao e as do da no na voce isso",
  nl: "het een de en voor met niet morgen vandaag voeg toe herinner mij aan kopen melk bellen verwijder taak taken laat zien maandag dinsdag woensdag donderdag vrijdag zaterdag zondag betalen mijn ik moet naar om uur van op wat staat er",
  pl: "i na do jutro dzisiaj dzis kup kupic mleko chleb dodaj przypomnij zadzwon zadzwonic usun zadanie zadania pokaz poniedzialek wtorek sroda czwartek piatek sobota niedziela zaplac zaplacic nie jest moj mi o sie",
  sv: "och det en ett imorgon idag kop kopa mjolk ringa lagg till paminn mig om ta bort uppgift visa mandag tisdag onsdag torsdag fredag lordag sondag betala min inte jag ska pa klockan",
  da: "og det en et imorgen idag kob kobe maelk ringe tilfoj mind mig om slet opgave vis mandag tirsdag onsdag torsdag fredag lordag sondag betale min ikke jeg skal klokken handle husk",
  tr: "ve bir yarin bugun sut al almak ekle hatirlat ara sil gorev goster pazartesi sali carsamba persembe cuma cumartesi pazar ode odemek icin bana benim",
  fi: "ja on huomenna tanaan osta maito maitoa soita lisaa muistuta poista tehtava nayta maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maksa minun",
  cs: "a zitra dnes koupit kup mleko zavolat pridej pripomen smaz ukol ukaz pondeli utery streda ctvrtek patek sobota nedele zaplatit muj je na ve se",
  ro: "si maine astazi cumpara lapte suna adauga aminteste-mi sterge sarcina arata luni marti miercuri joi vineri sambata duminica plateste mea este pentru",
  hu: "es holnap ma vegyel tejet hivd add hozza emlekeztess torold feladat mutasd hetfo kedd szerda csutortok pentek szombat vasarnap fizesd az egy nem",
  id: "dan besok hari ini beli susu telepon tambahkan ingatkan saya hapus tugas tampilkan senin selasa rabu kamis jumat sabtu minggu bayar yang untuk dengan",
};

const WEIGHTS = new Map<string, string[]>();
for (const [language, words] of Object.entries(COMMON)) {
  for (const word of words.split(" ")) WEIGHTS.set(word, [...(WEIGHTS.get(word) ?? []), language]);
}

const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[ąęłśżź]/i, "pl"],
  [/[ğşı]/i, "tr"],
  [/[őű]/i, "hu"],
  [/[ãõ]/i, "pt"],
  [/[åø]/i, "sv"],
  [/[řěů]/i, "cs"],
  [/[ățș]/i, "ro"],
  [/[ñ¿¡]/i, "es"],
  [/[ß]/i, "de"],
];

/** The language of a message; English where nothing says otherwise. */
export function detect(text: string, tokens: readonly Token[]): Detected {
  if (isForeignScript(text)) return "other";
  const score = new Map<string, number>();
  const bump = (language: string, by: number): void => {
    score.set(language, (score.get(language) ?? 0) + by);
  };
  let words = 0;
  for (const token of tokens) {
    if (token.kind !== "word") continue;
    words += 1;
    const known = WEIGHTS.get(token.key);
    if (known)
      for (const language of known) bump(language, known.length > 3 ? 0.4 : known.length > 1 ? 0.7 : 1);
    else if (taskVerbs.has(token.key)) bump("en", 0.8);
  }
  if (/[^\u0020-\u007e]/.test(text))
    for (const [letters, language] of LETTERS) if (letters.test(text)) bump(language, 0.8);
  const english = score.get("en") ?? 0;
  let best: [string, number] = ["en", english];
  for (const entry of score) if (entry[1] > best[1] + 0.01) best = entry;
  const [language, points] = best;
  if (language === "en" || points < Math.min(1.3, words * 0.6)) return "en";
  if (language === "es" || language === "fr" || language === "de") return language;
  // Another language is only named when none that is read comes close.
  const read = Math.max(english, score.get("es") ?? 0, score.get("fr") ?? 0, score.get("de") ?? 0);
  if (points - read >= 0.5 && points >= 1.4) return "other";
  return read > english ? ((["es", "fr", "de"] as const).find((l) => score.get(l) === read) ?? "en") : "en";
}

/** Most letters are of a script other than Latin. */
function isForeignScript(text: string): boolean {
  let latin = 0;
  let other = 0;
  for (const char of text) {
    if (/\p{Script=Latin}/u.test(char)) latin += 1;
    else if (/\p{L}/u.test(char)) other += 1;
  }
  return other > latin;
}
