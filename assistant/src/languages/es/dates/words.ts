import type { OtherWords } from "../../../dates/language.ts";

/** Spanish words for units, parts of the day and stretches of time. */
export const words: OtherWords = {
  unit: {
    second: "segundos",
    minute: "minuto minutos min mins minutito minutitos",
    hour: "hora horas hs hrs hora_y horita",
    day: "dia dias",
    night: "noche~2 noches~2",
    workday: "dia_laborable dias_laborables dia_habil dias_habiles",
    week: "semana semanas sem~5",
    weekend: "finde findes fin_de_semana fines_de_semana",
    fortnight: "quincena quincenas",
    month: "mes meses",
    bimonth: "bimestre",
    quarter: "trimestre trimestres",
    half: "semestre semestres",
    year: "ano anos",
  },
  letter: { minute: "m", hour: "h", day: "d" },
  part: {
    dawn: "madrugada amanecer alba~8",
    morning: "manana~3 mananas~30 mananita primera_hora a_primera_hora primera_hora_de_la_manana desayuno~15",
    forenoon: "media_manana",
    noon: "mediodia medio_dia",
    lunch:
      "hora_de_comer hora_de_la_comida comida~10 almuerzo~15 despues_de_comer~60 antes_de_comer~60 sobremesa",
    tarde: "tarde~30 tardes~30 tardecita media_tarde",
    teatime: "merienda~20",
    endOfDay:
      "ultima_hora a_ultima_hora ultima_hora_de_la_tarde final_del_dia fin_del_dia final_de_la_jornada",
    evening: "atardecer anochecer tarde_noche",
    night:
      "noche~40 noches~30 nochecita cena~15 despues_de_cenar~60 antes_de_cenar~60 antes_de_dormir~60 antes_de_acostarme~60",
    midnight: "medianoche media_noche",
  },
  fraction: { 15: "cuarto un_cuarto", 30: "media", 45: "tres_cuartos" },
  meridiem: { am: "am a.m a.m. a_m", pm: "pm p.m p.m. p_m" },
  day: {
    0: "hoy hoy_mismo hoy_dia el_dia_de_hoy",
    1: "manana mnn~70 manana_mismo el_dia_de_manana",
    2: "pasado_manana pasado~15 pasadomanana",
    "-2": "anteayer antier antes_de_ayer",
    "end month":
      "fin_de_mes fines_de_mes final_de_mes finales_de_mes final_del_mes fin_del_mes a_finales_de_mes ultimo_dia_del_mes",
    "end week": "final_de_la_semana final_de_semana",
    "end year": "fin_de_ano final_de_ano finales_de_ano fin_del_ano",
  },
  stretch: {
    "0 weekend": "el_finde~85 el_fin_de_semana~80 finde~70 fin_de_semana~65",
    "0 week": "la_semana_actual",
  },
  piece: {
    "-1": "ayer",
    "-1 night": "anoche ayer_noche",
    "0 night": "esta_noche esta_misma_noche",
    "0 tarde": "esta_tarde esta_misma_tarde",
    "0 morning": "esta_manana esta_misma_manana",
    "0 noon": "este_mediodia hoy_al_mediodia",
  },
  duration: {
    "1 week": "ocho_dias~30 8_dias~30",
    "2 week": "quince_dias~30 15_dias~30",
    "6 month": "medio_ano",
    "15 day": "medio_mes",
    "12 hour": "medio_dia~1",
    "15 minute": "un_cuarto_de_hora cuarto_de_hora cuartito_de_hora",
    "45 minute": "tres_cuartos_de_hora",
    "30 minute": "media_hora~20 media_horita~20 medio_hora",
  },
  edge: {
    start: "principio principios comienzo comienzos inicio inicios primeros primeros_dias",
    middle: "mediados medio mitad",
    end: "fin final finales fines ultimos ultimos_dias",
  },
  adverb: {
    "HOURLY 1": "cada_hora",
    "DAILY 1": "diario~45 diaria~45 diarios~45 diarias~45 a_diario diariamente",
    "WEEKLY 1": "semanal~45 semanales~45 semanalmente",
    "WEEKLY 2": "quincenal~45 quincenalmente bisemanal~45",
    "MONTHLY 1": "mensual~45 mensuales~45 mensualmente",
    "MONTHLY 2": "bimestral~45 bimensual~45",
    "MONTHLY 3": "trimestral~45 trimestralmente",
    "MONTHLY 6": "semestral~45 semestralmente",
    "YEARLY 1": "anual~45 anualmente anuales~45",
  },
};
