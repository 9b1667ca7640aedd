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

/** French date words and phrases. */
export const dates: DateLanguage = {
  ordinalSuffixes: "er ere e eme nd nde",
  titleCase: true,
  clock24: true,
  greetings: "bon_matin bonne_journee bonne_soiree bonne_nuit",
  numbered:
    "chapitre chapitres page pages version chambre bus train numero n no episode saison niveau salle porte quai etage article lot section tome phase exercice cm ce lecon module tp td ligne",
  links:
    "le la les l a au aux pour pour_le pour_la pour_les vers vers_les sur dans du de_la de_l des en ce des_le environ genre aux_alentours_de autour_de durant courant pendant des @",
  words: { ...numbers, ...names, ...words },
  classes: {
    next: "prochain prochaine proch prochains prochaines",
    nextAfter: "prochain prochaine pro proch qui_vient d'apres suivant suivante pchain prochai",
    this: "ce cet cette",
    last: "dernier derniere derniers dernieres",
    past: "dernier derniere passe passee precedent precedente",
    every:
      "chaque toujours_le toujours_les tous_les toutes_les ts_les ttes_les tous_le tout_les tous_l_les chq toute_les",
    of: "de du de_la de_l d en des au",
    before: "avant~35 avt~50 avant_le avant_la avant_les d'avant",
    after: "apres~25 apres_le apres_la apres_les",
    until: "jusqu'a~55 jusqu'au jusqu'a_la jusqu'en jusqu'aux jusque~40 jusqu jusqua jusqu'a_l'",
    by: "d'ici~40 d'ici_le d'ici_a d'ici_au d'ici_la dici au_plus_tard au_plus_tard_le d'ici_les pour_au_plus_tard",
    from: "a_partir_de~60 a_partir_du~60 a_partir_d~60 a_compter_de~60 a_compter_du~60 depuis~20 des_le~40 a_partir_de_la a_partir_des commencant_le commencant debutant_le debutant en_commencant_le en_commencant",
    in: "dans d'ici dans_les sous",
    except: "sauf hormis excepte",
    per: "par tous_les toutes_les chaque l'",
    hours: "h heure heures",
    ahead: "avant auparavant plus_tot d'avance a_l'avance",
  },
  forms: { durations, days, stretches, clock, pieces, repetition, lists },
};
