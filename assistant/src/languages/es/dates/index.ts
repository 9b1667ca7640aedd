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

/** Spanish date words and phrases. */
export const dates: DateLanguage = {
  ordinalSuffixes: "o a º ª er ro do to",
  titleCase: true,
  greetings: "buenos_dias buenas_tardes buenas_noches buen_dia",
  numbered:
    "capitulo capitulos pagina paginas version piso bus tren numero nº n tema temporada episodio nivel sala puerta planta ejercicio lote seccion anexo fase grado talla curso",
  links:
    "el pal pa_el la los las al a en para por sobre hacia a_las a_la a_los para_el para_la para_las sobre_las sobre_la hacia_las por_la en_la en_el tipo como como_a a_eso_de a_eso_de_las alrededor_de_las alrededor_de del de @",
  words: { ...numbers, ...names, ...words },
  classes: {
    next: "proximo proxima prox prox. siguiente",
    nextAfter: "que_viene q_viene q_bien proximo proxima prox siguiente entrante que_entra q_entra ke_viene",
    this: "este esta esta_misma este_mismo este_proximo",
    last: "ultimo ultima ultimos ultimas",
    past: "pasado pasada anterior",
    every: "cada siempre_el siempre_los todos_los todas_las to_los tos_los todos_lo toos_los",
    of: "de del de_la en en_el de_el de_este de_esta",
    the: "el la los las",
    before: "antes_de~40 antes_del~40 antes_de_la antes_de_las antes_de_los antes_que antes~15 antes_d",
    after:
      "despues_de~40 despues_del~40 pasadas_las pasada_la despues_de_la despues_de_las despues_de_los a_partir_de_las~60 tras~20",
    until: "hasta~45 hasta_el~50 hasta_la hasta_las hasta_los",
    from: "desde~40 a_partir_de~60 a_partir_del~60 a_partir_de_la a_partir_de_las desde_el desde_las desde_la empezando~50 empezando_el~50 empezando_en comenzando comenzando_el a_contar_desde de_aqui_en_adelante_desde",
    by: "para_antes_de~60 para_antes_del de_aqui_a~60 de_aqui_al~60 a_mas_tardar~60 como_muy_tarde~60 como_maximo~50 no_mas_tarde_de no_mas_tarde_del",
    in: "en dentro_de de_aqui_a",
    except: "menos excepto salvo quitando",
    per: "al a_la por cada en_la en_el a",
    earlier: "antes",
    later: "despues mas_tarde mas_adelante luego",
    sharp: "en_punto clavadas puntual",
    hours: "h hs hrs horas hora",
  },
  forms: { durations, days, stretches, clock, pieces, repetition, lists },
};
