import { plural, type Say } from "../language.ts";

const tasks = (count: number): string => plural("es", count, "tarea", "tareas");

const ORDINALS = ["primer", "segundo", "tercer", "cuarto", "quinto"];

/** One o'clock takes the singular: "a la 1:30". */
const alone = /^1(?:\D|$)/;

const UNITS = {
  minute: ["minuto", "minutos"],
  hour: ["hora", "horas"],
  day: ["día", "días"],
  week: ["semana", "semanas"],
  month: ["mes", "meses"],
  year: ["año", "años"],
} as const;

/** Recurring weekdays take the plural article: "los lunes", "los sábados". */
const onThe = (weekday: string): string => `los ${weekday.replace(/s?$/, "s")}`;

/** Spanish, informal ("tú"); neutral between Spain and Latin America. */
export const spanish: Say = {
  region: "ES",
  quotes: ["«", "»"],
  colon: ": ",

  date: (words) => words.replace(",", ""),
  at: (time) => `${alone.test(time) ? "a la" : "a las"} ${time}`,
  elsewhere: (time, place) => `${time} en ${place}`,
  overdue: "con retraso",
  span: { from: (day) => `desde ${day}`, to: (day) => `hasta ${day}` },
  rule: {
    every: (unit, count) => (count === 1 ? `cada ${UNITS[unit][0]}` : `cada ${count} ${UNITS[unit][1]}`),
    weekdays: (names, list, weeks) =>
      weeks === 1 ? `cada ${list}` : `cada ${weeks} semanas, ${names.map(onThe).join(" y ")}`,
    workdays: "de lunes a viernes",
    monthDay: (day) => (day === -1 ? "el último día" : `el día ${day}`),
    nth: (position, weekday) =>
      `el ${position < 0 ? "último" : (ORDINALS[position - 1] ?? position)} ${weekday?.name ?? "día laborable"}`,
    on: (every, days) => `${every}, ${days}`,
    in: (rule, months) => `${rule} en ${months}`,
    ofMonth: (day, month) => `${day.replace("el día ", "el ")} de ${month}`,
    times: (rule, count) => `${rule}, ${plural("es", count, "vez", "veces")}`,
    until: (rule, date) => `${rule} hasta el ${date}`,
    fromDone: (rule) => `${rule}, contando desde que se hace`,
    other: "se repite",
  },
  before: (amount, unit) => `${plural("es", amount, UNITS[unit][0], UNITS[unit][1])} antes`,

  priorities: ["prioridad alta", "prioridad media", "prioridad baja", "sin prioridad"],
  inList: (name) => `en ${name}`,
  starts: (when) => `se empieza: ${when}`,
  reminder: (when) => `recordatorio guardado: ${when}`,
  none: {
    start: "sin fecha de inicio",
    due: "sin fecha",
    repeat: "ya no se repite",
    remind: "sin recordatorio",
    labels: "sin etiquetas",
    list: "en ninguna lista",
    notes: "sin notas",
  },
  noted: "con una nota más",
  done: "hecha",

  tasks,
  more: (count) => `y ${count} más`,
  heads: { overdue: "Con retraso", done: "Hechas", repeating: "Se repiten", undated: "Sin fecha" },
  refusals: {
    gone: "Ya no está en tu lista.",
    changed: "Ha cambiado entretanto, así que no la he tocado.",
    limit: "No cabe tanto en la lista.",
    nothing_to_undo: "No hay nada que deshacer.",
    not_agreed: "Antes necesito que me digas que sí.",
    invalid: "La lista no lo admite.",
    down: "Ahora mismo no llego a la lista; prueba de nuevo en un momento.",
    other: "Algo ha fallado por mi parte.",
  },
  untouched: (titles) => `Sin cambios: ${titles}.`,

  label: {
    add: (task) => `Añadir ${task}`,
    complete: (task) => `Completar ${task}`,
    reopen: (task) => `Reabrir ${task}`,
    delete: (task) => `Borrar ${task}`,
    update: (task) => `Cambiar ${task}`,
    show: (head) => `Ver ${head}`,
    all: "mi lista",
    undo: "Deshacer el último cambio",
    redo: "Rehacer ese cambio",
    nothing: "No cambiar nada",
  },
  yes: "Sí",
  no: "No",

  ask: (label) => `¿${label}?`,
  choose: "¿Qué querías decir?",
  which: {
    complete: "¿Cuál está hecha?",
    reopen: "¿Cuál vuelve a estar pendiente?",
    delete: "¿Cuál borro?",
    update: "¿Cuál cambio?",
    show: "¿A cuál te refieres?",
  },
  missing: {
    title: () => "¿Qué apunto?",
    target: () => "¿A qué tarea te refieres?",
    when: (title) => (title ? `¿Para cuándo pongo ${title}?` : "¿Para cuándo?"),
    value: (title) => (title ? `¿Qué cambio en ${title}?` : "¿Qué cambio?"),
  },
  stillOpen: "Sigo esperando tu respuesta:",
  lapsed: "Dejo la pregunta de antes; con eso no he hecho nada.",
  afterwards: (label) => `Dímelo otra vez después: ${label}.`,
  left: ["De acuerdo, lo dejo.", "Vale, se queda como está.", "Muy bien, no lo hago."],
  nothingAsked: "No tenía ninguna pregunta pendiente. ¿Qué quieres hacer?",

  problems: {
    "no-such-day": (words) => `El ${words} no existe.`,
    "no-such-time": (words) => `No existe la hora ${words}.`,
    "unsupported-rule": (words) => `No sé repetir una tarea «${words}».`,
    "unknown-zone": (words) => `No sé qué hora es «${words}».`,
  },
  past: "Esa hora ya ha pasado.",
  same: {
    due: (title, when) => `${title} ya estaba para ${when}.`,
    done: (title) => `${title} ya constaba como hecho.`,
    open: (title) => `${title} sigue pendiente.`,
    other: (title) => `${title} ya está así.`,
  },
  notFound: (words) => `No encuentro ${words} en tu lista.`,
  noTasks: "Ahí no hay nada que cambiar.",
  noneHas: {
    due: (title) => `${title} aún no tiene fecha desde la que contar.`,
    time: (title) => `${title} aún no tiene hora, solo un día.`,
  },
  nothingRings: "Guardo la hora, pero de momento nada te avisará.",
  onlyFirst: "Guardo el comienzo; el final no queda apuntado.",
  unused: (words) => `No he hecho nada con ${words}.`,
  nothingToRedo: "Aquí no he deshecho nada que se pueda rehacer.",
  nothingToCorrect: "Ahora mismo no he cambiado nada. Dime la tarea y qué debe cambiar.",
  cannot: {
    "list.create": (name) => `No puedo crear una lista vacía, pero apunta una tarea en ${name} y ya existe.`,
    "list.rename": (name) =>
      `Desde aquí no puedo cambiar el nombre de ${name}, pero sí mover sus tareas a otra lista.`,
    "list.delete": (name) => `No puedo borrar ${name} entera, pero sí borrar o mover sus tareas.`,
    "list.share": () =>
      "Las listas aún no se comparten; la tuya solo la ves tú. Puedo poner nombres en títulos o etiquetas.",
    "list.leave": (name) => `No hay de qué salir: ${name} es solo tuya. Puedo borrar sus tareas.`,
    add: (name) => `Aún no puedo asignar tareas a nadie; ${name} puede ir en el título o en una etiqueta.`,
    update: (name) =>
      `Aún no puedo asignar tareas a nadie; ${name || "un nombre"} puede ir en el título o en una etiqueta.`,
  },

  dueToday: (count) => `Para hoy: ${tasks(count)}.`,
  tooLong: (limit) => `Es demasiado largo para mí: hasta ${limit} caracteres cada vez, por favor.`,
  blank: "El mensaje estaba vacío.",
  echo: "Esas palabras son mías; ¿qué quieres hacer?",
  inParts: "Es mucho de una vez. ¿Me lo dices por partes?",
  otherLanguage: "Entiendo español, inglés, francés, alemán e italiano, pero no este idioma.",
};
