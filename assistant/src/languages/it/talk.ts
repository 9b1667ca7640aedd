import type { Talk } from "../language.ts";

/** Replies to messages that ask for nothing to be done, in Italian. */
export const talk: Talk = {
  greeting: ["Ciao! Che cosa segniamo?", "Ciao! Come posso aiutarti?", "Ehi! Che cosa c’è da fare oggi?"],
  thanks: ["Prego.", "Figurati.", "È un piacere."],
  smalltalk: [
    "Che bello sentirti. Sono qui quando c’è qualcosa da fare.",
    "Ti ascolto, e la tua lista è a portata di mano.",
    "Due chiacchiere fanno sempre piacere. La lista ti aspetta quando vuoi.",
  ],
  feeling: [
    "Ti capisco. Una cosa alla volta.",
    "Sembra tanto tutto insieme. Qualcosa può di certo aspettare.",
    "Fai con calma; la lista non scappa.",
  ],
  statement: [
    "Buono a sapersi. La lista resta com’è.",
    "Capito; non tocco niente.",
    "Grazie di avermelo detto. Non ho cambiato niente.",
  ],
  plan: [
    "Mi sembra una buona idea. Quando vuoi, la segno.",
    "Quando hai deciso, lo segno.",
    "Con calma; lo tengo appena è deciso.",
  ],
  hypothetical: [
    "Non cambia niente finché non lo dici.",
    "Ci pensiamo quando sarà il momento.",
    "Se succede, dimmelo.",
  ],
  negated: ["Va bene, lascio stare.", "D’accordo, resta com’è.", "Ok, non tocco niente."],
  question: [
    "Conosco solo la tua lista, quindi questo non so dirtelo.",
    "Va oltre le mie conoscenze: so che cosa c’è in lista e poco più.",
    "Magari lo sapessi. Nella tua lista però posso guardare.",
  ],
  help: [
    "Dimmi che cosa c’è da fare: «comprare il latte domani alle 9». Chiedi «che cosa ho questa settimana?», di’ «la seconda è fatta» o «sposta il dentista a venerdì», e «annulla» torna indietro.",
    "Parlami come a una persona: «chiamare la mamma domenica», «che cosa resta oggi?», «il latte è fatto», «mettila a priorità alta», «annulla».",
  ],
  bot: [
    "Sono l’assistente che accompagna la tua lista; dietro non c’è nessuno.",
    "Sono un programma che tiene la tua lista, e vedo solo quella.",
    "Solo l’assistente della tua lista: niente corpo, niente ferie, niente hobby.",
  ],
  outside: [
    "Questo non posso farlo; io mi occupo della tua lista.",
    "Va oltre quello che so fare. Il mio mondo è la tua lista.",
    "Non è in mio potere, purtroppo. Segnare le cose, sì.",
  ],
  quote: [
    "Lo prendo come una citazione; in lista non cambia niente.",
    "Ben detto. La tua lista non l’ho toccata.",
    "Sono parole di qualcun altro, quindi non ne ho fatto niente.",
  ],
  noise: [
    "Non ho capito. Me lo dici in un altro modo?",
    "Mi è sfuggito. Che cosa vuoi fare?",
    "Scusa, non ci ho capito niente.",
  ],
};
