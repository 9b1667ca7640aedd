import type { Talk } from "../language.ts";

/** Replies to messages that ask for nothing to be done, in Spanish. */
export const talk: Talk = {
  greeting: ["¡Hola! ¿Qué apuntamos?", "¡Buenas! ¿En qué te ayudo?", "¡Hola! ¿Qué hay que hacer hoy?"],
  thanks: ["De nada.", "No hay de qué.", "Para eso estoy."],
  smalltalk: [
    "Me alegra leerte. Aquí estoy cuando haya algo que hacer.",
    "Te escucho, y tu lista está a mano.",
    "Siempre es un gusto charlar. Tu lista te espera cuando quieras.",
  ],
  feeling: [
    "Te entiendo. Paso a paso.",
    "Parece mucho a la vez. Seguro que algo puede esperar.",
    "Con calma; la lista no se va a ninguna parte.",
  ],
  statement: [
    "Bueno es saberlo. Tu lista sigue igual.",
    "Entendido; no toco nada.",
    "Gracias por contármelo. No he cambiado nada.",
  ],
  plan: [
    "Suena bien. Cuando lo digas, lo apunto.",
    "Cuando lo decidas, lo apunto.",
    "Sin prisa; lo guardo cuando lo tengas claro.",
  ],
  hypothetical: [
    "No cambio nada hasta que me lo digas.",
    "Ya lo haremos si llega el caso.",
    "Si llega el momento, me lo dices.",
  ],
  negated: ["De acuerdo, lo dejo.", "Vale, se queda como está.", "Muy bien, no lo toco."],
  question: [
    "Solo conozco tu lista, así que eso no te lo sé decir.",
    "Eso se me escapa: sé lo que hay en tu lista y poco más.",
    "Ojalá lo supiera. En tu lista sí puedo mirar.",
  ],
  help: [
    "Dime qué hay que hacer: «comprar leche mañana a las 9». Pregunta «¿qué tengo esta semana?», di «la segunda está hecha» o «pasa el dentista al viernes», y «deshacer» lo revierte.",
    "Háblame como a una persona: «llamar a mamá el domingo», «¿qué queda hoy?», «la leche ya está», «ponle prioridad alta», «deshacer».",
  ],
  bot: [
    "Soy el asistente que viene con tu lista; detrás no hay ninguna persona.",
    "Soy un programa que lleva tu lista, y solo veo eso.",
    "Solo el asistente de tu lista: sin cuerpo, sin vacaciones y sin aficiones.",
  ],
  outside: [
    "Eso no lo puedo hacer; yo me ocupo de tu lista.",
    "Eso queda fuera de mi alcance. Mi mundo es tu lista.",
    "Me temo que no está en mi mano. Apuntar cosas, sí.",
  ],
  quote: [
    "Lo tomo como una cita; en tu lista no cambia nada.",
    "Bien dicho. No he tocado tu lista.",
    "Son palabras de otra persona, así que no he hecho nada con ellas.",
  ],
  noise: [
    "No lo he entendido. ¿Me lo dices de otra manera?",
    "Se me ha escapado. ¿Qué quieres hacer?",
    "Perdona, no he sacado nada en claro.",
  ],
};
