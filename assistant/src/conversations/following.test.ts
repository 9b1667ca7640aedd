import { converse, usual } from "../testing/conversation.ts";

converse({
  "what is left beside what was done": [
    {
      list: ["email sarah about the invoice", "email sarah about the holiday", "gym"],
      turns: ["done the email to sarah", "the invoice one", "push the other to monday"],
      ends: ["email sarah about the invoice ✓", "email sarah about the holiday 2026-11-23", "gym"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["the report is done", "move the rest to friday"],
      ends: ["report ✓", "slides 2026-11-27", "budget 2026-11-27"],
    },
    {
      list: ["report", "slides"],
      turns: ["move the report to friday", "the other one is done"],
      ends: ["report 2026-11-27", "slides ✓"],
    },
    {
      list: ["informe", "factura", "gimnasio"],
      turns: ["el informe ya está hecho", "pasa el resto al viernes"],
      ends: ["informe ✓", "factura 2026-11-27", "gimnasio 2026-11-27"],
    },
    {
      list: ["Bericht", "Rechnung", "Folien"],
      turns: ["der Bericht ist fertig", "verschieb den Rest auf Freitag"],
      ends: ["Bericht ✓", "Rechnung 2026-11-27", "Folien 2026-11-27"],
    },
    // How often, not which.
    {
      list: ["gym"],
      turns: ["make the gym every other thursday"],
      ends: ["gym 2026-11-26 ↻FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"],
    },
  ],
  "the same again for others": [
    {
      list: ["report", "slides", "budget"],
      turns: ["the report is done", "same for the slides"],
      ends: ["report ✓", "slides ✓", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["move the report to friday", "the slides too"],
      ends: ["report 2026-11-27", "slides 2026-11-27", "budget"],
    },
    {
      list: ["report", "slides"],
      turns: ["make the report urgent", "do the same with the slides"],
      ends: ["report !1", "slides !1"],
    },
    // What is said of them counts, not what was done before.
    {
      list: ["report", "slides"],
      turns: ["move the report to friday", "the slides are done too"],
      ends: ["report 2026-11-27", "slides ✓"],
    },
  ],
  "only some of what was done": [
    {
      list: ["report", "slides"],
      turns: ["complete report and slides", "not the slides"],
      ends: ["report ✓", "slides"],
    },
    {
      list: ["Bericht", "Folien"],
      turns: ["Bericht und Folien sind fertig", "nein, nicht die Folien"],
      ends: ["Bericht ✓", "Folien"],
    },
    {
      list: ["buy milk", "buy bread", "gym"],
      turns: ["complete the milk and bread", "no just the milk"],
      ends: ["buy milk ✓", "buy bread", "gym"],
    },
    {
      list: ["buy milk", "buy bread", "gym"],
      turns: ["delete the milk and bread", "no just the milk"],
      ends: ["buy bread", "gym"],
    },
    {
      list: ["Keller", "Dachboden", "Garage"],
      turns: ["lösch alles", "nein, nur den Keller"],
      ends: ["Dachboden", "Garage"],
    },
  ],
  "a day that is refused": [
    {
      list: ["report 2026-11-23"],
      turns: ["the report is due friday, not monday"],
      ends: ["report 2026-11-27"],
    },
    {
      list: ["informe 2026-11-23"],
      turns: ["el informe es para el viernes, no el lunes"],
      ends: ["informe 2026-11-27"],
    },
    {
      list: ["rapport 2026-11-23"],
      turns: ["le rapport est pour vendredi, pas lundi"],
      ends: ["rapport 2026-11-27"],
    },
    {
      list: ["Bericht 2026-11-23"],
      turns: ["der Bericht ist bis Freitag, nicht Montag"],
      ends: ["Bericht 2026-11-27"],
    },
    {
      list: ["relazione 2026-11-23"],
      turns: ["la relazione è per venerdì, non lunedì"],
      ends: ["relazione 2026-11-27"],
    },
    { turns: ["add pay rent on friday not thursday"], ends: ["pay rent 2026-11-27"] },
  ],
  "when a task may be begun": [
    { turns: ["add pay the bill, not before friday"], ends: ["pay the bill ▸2026-11-27"] },
    { turns: ["add report due friday, start on wednesday"], ends: ["report 2026-11-27 ▸2026-11-25"] },
    { turns: ["paint the fence from monday"], ends: ["paint the fence ▸2026-11-23"] },
    {
      list: ["tax return 2026-12-20"],
      turns: ["tax return: not before december"],
      ends: ["tax return 2026-12-20 ▸2026-12-01"],
    },
    { turns: ["añade pintar la valla, no antes del lunes"], ends: ["pintar la valla ▸2026-11-23"] },
    { turns: ["ajoute repeindre la clôture, pas avant lundi"], ends: ["repeindre la clôture ▸2026-11-23"] },
    { turns: ["bitte Zaun streichen aufschreiben, nicht vor Montag"], ends: ["Zaun streichen ▸2026-11-23"] },
    {
      turns: ["aggiungi dipingere il recinto, non prima di lunedì"],
      ends: ["dipingere il recinto ▸2026-11-23"],
    },
    // A repetition that begins on a day is due on that day.
    {
      turns: ["water the ferns every 3 days starting monday"],
      ends: ["water the ferns 2026-11-23 ↻FREQ=DAILY;INTERVAL=3"],
    },
  ],
  "days reckoned from what was said": [
    {
      list: ["party 2026-12-05", "cake"],
      turns: ["when is the party", "the cake is for the day before"],
      ends: ["party 2026-12-05", "cake 2026-12-04"],
    },
    {
      turns: ["add party on 5 december", "add balloons, same day"],
      ends: ["party 2026-12-05", "balloons 2026-12-05"],
    },
    {
      list: ["party 2026-12-05", "cake"],
      turns: ["move the party to 6 december", "and the cake to the same day"],
      ends: ["party 2026-12-06", "cake 2026-12-06"],
    },
  ],
  "what is listed is not added again": [
    { list: usual, turns: ["remind me to call the plumber"], ends: usual, says: "call the plumber" },
    {
      list: ["buy milk", "gym"],
      turns: ["remind me to buy milk tomorrow"],
      ends: ["buy milk 2026-11-22", "gym"],
    },
    { list: ["buy milk", "gym"], turns: ["buy milk"], ends: ["buy milk", "gym"] },
    { turns: ["add milk", "add bread", "delete everything", "yes"], ends: [] },
  ],
  "several things to add": [
    {
      turns: [
        "add buy cat food and litter and also call the bank on monday at ten and book the mot for the car",
      ],
      ends: ["buy cat food", "litter", "call the bank 2026-11-23 10:00", "book the mot for the car"],
    },
    {
      turns: ["morgen Rezept abholen, Brille reparieren lassen, und Samstag Markt"],
      ends: ["Rezept abholen 2026-11-22", "Brille reparieren lassen", "Markt 2026-11-28"],
    },
    { turns: ["put book the van in for its mot on my list"], ends: ["book the van in for its mot"] },
    {
      turns: ["add salt to the dishwasher\n- check the filter\n- run it empty"],
      ends: ["add salt to the dishwasher", "check the filter", "run it empty"],
    },
  ],
  "which of two": [
    {
      list: ["cita con el médico 2026-11-24", "cita con el abogado 2026-11-26"],
      turns: ["¿cuándo es la cita?", "la del médico"],
      ends: ["cita con el médico 2026-11-24", "cita con el abogado 2026-11-26"],
      says: "24",
    },
    {
      list: ["meeting with paul 2026-11-24", "meeting with karim 2026-11-26"],
      turns: ["when is the meeting?"],
      ends: ["meeting with paul 2026-11-24", "meeting with karim 2026-11-26"],
      says: "Karim".toLowerCase(),
    },
  ],
});
