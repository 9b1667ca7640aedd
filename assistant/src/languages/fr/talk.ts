import type { Talk } from "../language.ts";

/** Replies to messages that ask for nothing to be done, in French. */
export const talk: Talk = {
  greeting: [
    "Bonjour ! Qu’est-ce qu’on note ?",
    "Salut ! Que puis-je faire pour toi ?",
    "Bonjour ! Qu’y a-t-il à faire aujourd’hui ?",
  ],
  thanks: ["De rien.", "Avec plaisir.", "Je t’en prie."],
  smalltalk: [
    "Ça fait plaisir de te lire. Je suis là dès qu’il y a quelque chose à faire.",
    "Je t’écoute, et ta liste n’est pas loin.",
    "C’est toujours bon de bavarder. Ta liste t’attend quand tu veux.",
  ],
  feeling: [
    "Je comprends. Une chose à la fois.",
    "Ça fait beaucoup. Tout n’est sûrement pas pressé.",
    "Ménage-toi ; la liste peut attendre.",
  ],
  statement: [
    "C’est bon à savoir. Ta liste reste comme elle est.",
    "Compris ; je ne touche à rien.",
    "Merci de me le dire. Je n’ai rien changé.",
  ],
  plan: [
    "Bonne idée. Un mot de toi et je le note.",
    "Quand tu auras décidé, je le noterai.",
    "Prends ton temps ; je le garderai quand ce sera sûr.",
  ],
  hypothetical: [
    "Rien ne change tant que tu ne le dis pas.",
    "On verra le moment venu.",
    "Si ça arrive, dis-le-moi.",
  ],
  negated: ["D’accord, je laisse.", "Très bien, on n’y touche pas.", "Entendu, je ne fais rien."],
  question: [
    "Je ne connais que ta liste, alors je ne peux pas te le dire.",
    "Ça me dépasse : je connais ta liste, et guère plus.",
    "J’aimerais le savoir. Je peux regarder dans ta liste, en revanche.",
  ],
  help: [
    "Dis-moi ce qu’il y a à faire : « acheter du lait demain à 9 h ». Demande « qu’est-ce que j’ai cette semaine ? », dis « la deuxième est faite » ou « déplace le dentiste à vendredi », et « annule » revient en arrière.",
    "Parle-moi comme à quelqu’un : « appeler maman dimanche », « il reste quoi aujourd’hui ? », « le lait, c’est fait », « mets ça en priorité haute », « annule ».",
  ],
  bot: [
    "Je suis l’assistant fourni avec ta liste ; il n’y a personne derrière.",
    "Je suis un programme qui tient ta liste, et je ne vois qu’elle.",
    "Juste l’assistant de ta liste : ni corps, ni vacances, ni loisirs.",
  ],
  outside: [
    "Ça, je ne peux pas ; je m’occupe de ta liste.",
    "C’est hors de ma portée. Ta liste est tout mon univers.",
    "Ce n’est pas de mon ressort, hélas. Noter des choses, si.",
  ],
  quote: [
    "Je prends ça comme une citation ; rien ne change sur ta liste.",
    "Bien dit. Je n’ai pas touché à ta liste.",
    "Ce sont les mots de quelqu’un d’autre, je n’en ai rien fait.",
  ],
  noise: [
    "Je n’ai pas compris. Tu peux le dire autrement ?",
    "Ça m’a échappé. Que veux-tu faire ?",
    "Pardon, je n’ai rien pu en tirer.",
  ],
};
