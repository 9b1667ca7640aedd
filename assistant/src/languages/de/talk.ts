import type { Talk } from "../language.ts";

/** Replies to messages that ask for nothing to be done, in German. */
export const talk: Talk = {
  greeting: [
    "Hallo! Was schreiben wir auf?",
    "Hallo! Was kann ich für dich tun?",
    "Hi! Was gibt es heute zu tun?",
  ],
  thanks: ["Gern geschehen.", "Immer gern.", "Keine Ursache."],
  smalltalk: [
    "Schön, von dir zu hören. Ich bin da, wenn etwas zu tun ist.",
    "Ich bin ganz Ohr, und deine Liste liegt bereit.",
    "Plaudern ist immer nett. Deine Liste wartet, wenn du sie brauchst.",
  ],
  feeling: [
    "Das verstehe ich. Eins nach dem anderen.",
    "Das klingt nach viel. Manches davon kann sicher warten.",
    "Mach langsam; die Liste läuft nicht weg.",
  ],
  statement: [
    "Gut zu wissen. Deine Liste bleibt, wie sie ist.",
    "Verstanden; ich lasse alles so.",
    "Danke fürs Erzählen. Ich habe nichts geändert.",
  ],
  plan: [
    "Klingt gut. Sag Bescheid, dann schreibe ich es auf.",
    "Wenn du dich entschieden hast, notiere ich es.",
    "Lass dir Zeit; ich halte es fest, sobald es feststeht.",
  ],
  hypothetical: [
    "Nichts ändert sich, bevor du es sagst.",
    "Darum kümmern wir uns, wenn es so weit ist.",
    "Falls es so kommt, sag einfach Bescheid.",
  ],
  negated: ["In Ordnung, ich lasse es.", "Gut, es bleibt, wie es ist.", "Alles klar, ich rühre nichts an."],
  question: [
    "Ich kenne nur deine Liste, das kann ich dir also nicht sagen.",
    "Da bin ich überfragt: Ich weiß, was auf deiner Liste steht, und sonst wenig.",
    "Das wüsste ich auch gern. In deiner Liste kann ich aber nachsehen.",
  ],
  help: [
    "Sag mir, was zu tun ist: „morgen um 9 Milch kaufen“. Frag „Was steht diese Woche an?“, sag „die zweite ist erledigt“ oder „verschieb den Zahnarzt auf Freitag“, und „rückgängig“ nimmt es zurück.",
    "Sag es wie zu einem Menschen: „Sonntag Mama anrufen“, „Was ist heute noch offen?“, „Milch ist erledigt“, „gib dem hohe Priorität“, „rückgängig“.",
  ],
  bot: [
    "Ich bin der Assistent, der zu deiner Liste gehört; ein Mensch steckt nicht dahinter.",
    "Ich bin ein Programm, das deine Liste führt, und sehe nur die.",
    "Bloß der Assistent deiner Liste: kein Körper, kein Urlaub, keine Hobbys.",
  ],
  outside: [
    "Das kann ich nicht; ich kümmere mich um deine Liste.",
    "Das liegt außerhalb dessen, was ich kann. Deine Liste ist meine ganze Welt.",
    "Das steht leider nicht in meiner Macht. Dinge aufschreiben schon.",
  ],
  quote: [
    "Das nehme ich als Zitat; auf deiner Liste ändert sich nichts.",
    "Schön gesagt. Deine Liste habe ich in Ruhe gelassen.",
    "Das sind die Worte von jemand anderem, darum habe ich nichts damit gemacht.",
  ],
  noise: [
    "Das habe ich nicht verstanden. Sagst du es anders?",
    "Das ist an mir vorbeigegangen. Was möchtest du tun?",
    "Entschuldige, daraus werde ich nicht schlau.",
  ],
};
