import type { DateLanguage } from "../../../dates/language.ts";
import { clock } from "./clock.ts";
import { days } from "./days.ts";
import { durations } from "./durations.ts";
import { lists } from "./lists.ts";
import { names } from "./names.ts";
import { numbers } from "./numbers.ts";
import { pieces } from "./pieces.ts";
import { repetition } from "./repetition.ts";
import { stretches } from "./stretches.ts";
import { words } from "./words.ts";

/** Italian date words and phrases. */
export const dates: DateLanguage = {
  ordinalSuffixes: "o a º ª °",
  titleCase: true,
  greetings: "buona_sera buona_notte buona_giornata buona_serata buon_pomeriggio buon_giorno",
  numbered:
    "capitolo capitoli pagina pagine versione stanza camera bus treno numero n nr episodio stagione livello binario piano sala aula esercizio lezione sezione fase classe lotto articolo",
  links:
    "il lo la i gli le l a alle alla all allo al per per_il per_la per_le verso verso_le di del della dell dalle in nel nella su sul alle_ore ore h circa intorno_alle attorno_alle tipo tipo_alle per_le_ore @ delle degli a_ore",
  words: { ...numbers, ...names, ...words },
  classes: {
    next: "prossimo prossima prox pross prossimi prossime",
    nextAfter: "prossimo prossima prox pross che_viene successivo successiva seguente entrante dopo",
    this: "questo questa sto sta quest codesta",
    last: "ultimo ultima ultimi ultime",
    past: "scorso scorsa passato passata",
    every: "ogni sempre_il sempre_di tutti_i tutte_le tutti_gli tt_i tutte_l ogn tt_le",
    of: "di del della dell in a nel d",
    before: "prima_di~40 prima_del~40 prima_della prima_delle prima_dell prima_che~10",
    after: "dopo~25 dopo_il dopo_la dopo_le dopo_l dopo_i",
    until: "fino_a~55 fino_al fino_alla fino_alle fino_all fin_al sino_al finno_a fino_ad",
    by: "entro~55 entro_il entro_la entro_le entro_l entro_i entro_e_non_oltre",
    from: "da~20 dal~25 dalla dalle~30 a_partire_da~60 a_partire_dal~60 a_partire_dalle a_partire_dalla a_cominciare_da dall iniziando_da iniziando_dal iniziando iniziando_il cominciando cominciando_il cominciando_da",
    in: "tra fra in",
    except: "tranne eccetto salvo meno escluso esclusi",
    per: "al alla all a ogni per_ogni l'",
    ahead: "prima in_anticipo d'anticipo ",
  },
  forms: { durations, days, stretches, clock, pieces, repetition, lists },
};
