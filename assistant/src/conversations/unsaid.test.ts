import { converse } from "../testing/conversation.ts";

converse({
  "one more for somebody else": [
    {
      turns: ["add buy flowers for mum tomorrow", "and one for dad with milk"],
      ends: ["buy flowers for mum 2026-11-22", "buy flowers for dad with milk 2026-11-22"],
    },
    {
      turns: ["add a birthday card for Kim", "another for Joe on monday"],
      ends: ["birthday card for Kim", "birthday card for Joe 2026-11-23"],
    },
    {
      turns: ["pay the gas bill every 25th", "and one for water, every 10th"],
      ends: [
        "pay the gas bill 2026-11-25 ↻FREQ=MONTHLY;BYMONTHDAY=25",
        "water 2026-12-10 ↻FREQ=MONTHLY;BYMONTHDAY=10",
      ],
    },
    {
      turns: ["añade reservar mesa para Marta mañana", "otra para Pedro el lunes"],
      ends: ["reservar mesa para Marta 2026-11-22", "reservar mesa para Pedro 2026-11-23"],
    },
    {
      turns: ["ajoute acheter un cadeau pour Léa", "et un autre pour Paul vendredi"],
      ends: ["acheter un cadeau pour Léa", "acheter un cadeau pour Paul 2026-11-27"],
    },
    {
      turns: ["aggiungi comprare un regalo per Marta", "e uno per Luca venerdì"],
      ends: ["comprare un regalo per Marta", "comprare un regalo per Luca 2026-11-27"],
    },
    {
      turns: ["Blumen für Oma kaufen", "und eins für Opa am Freitag"],
      ends: ["Blumen für Oma kaufen"],
      says: "Blumen für Opa",
    },
  ],
  "both of two": [
    {
      list: ["call the dentist", "call the plumber"],
      turns: ["delete the call", "both of them"],
      ends: [],
    },
    {
      turns: ["add buy milk and call mum", "move both to friday"],
      ends: ["buy milk 2026-11-27", "call mum 2026-11-27"],
    },
    {
      turns: ["añade comprar pan y llamar a mamá", "pasa las dos cosas al viernes"],
      ends: ["comprar pan 2026-11-27", "llamar a mamá 2026-11-27"],
    },
    {
      turns: ["añade comprar pan y llamar a mamá", "ya hice las dos"],
      ends: ["comprar pan ✓", "llamar a mamá ✓"],
    },
    {
      turns: ["ajoute acheter du pain et appeler maman", "mets les deux à vendredi"],
      ends: ["acheter du pain 2026-11-27", "appeler maman 2026-11-27"],
    },
    {
      turns: ["Brot kaufen und Mama anrufen", "beides erledigt"],
      ends: ["Brot kaufen ✓", "Mama anrufen ✓"],
    },
    {
      turns: ["aggiungi comprare il pane e chiamare mamma", "spostale tutte e due a venerdì"],
      ends: ["comprare il pane 2026-11-27", "chiamare mamma 2026-11-27"],
    },
  ],
  "a day that is ruled out": [
    { turns: ["add gym on wednesday", "not wednesday"], ends: ["gym 2026-11-25"], says: "When should" },
    {
      turns: ["add gym on wednesday", "wednesday doesn't work"],
      ends: ["gym 2026-11-25"],
      says: "When should",
    },
    {
      turns: ["add gym every day", "not on sundays"],
      ends: ["gym 2026-11-21 ↻FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA"],
    },
    {
      turns: ["palestra tutti i lunedì e mercoledì alle 18", "mercoledì no"],
      ends: ["palestra 2026-11-23 18:00 ↻FREQ=WEEKLY;BYDAY=MO"],
    },
    { turns: ["aggiungi palestra", "la domenica no"], ends: ["palestra"], says: "quando" },
    {
      turns: ["añade gimnasio todos los días", "los domingos no"],
      ends: ["gimnasio 2026-11-21 ↻FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA"],
    },
    { turns: ["ajoute la gym mercredi", "pas mercredi"], ends: ["gym 2026-11-25"], says: "quand" },
    {
      turns: ["Fitness jeden Tag", "sonntags nicht"],
      ends: ["Fitness 2026-11-21 ↻FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA"],
    },
    // A no, and then the day.
    { turns: ["add gym thursday", "no friday"], ends: ["gym 2026-11-27"] },
    {
      list: ["team meal 2026-11-26 19:00"],
      turns: ["the meal is at ten past seven not seven"],
      ends: ["team meal 2026-11-26 19:10"],
    },
  ],
  "an hour before": [
    {
      turns: ["dentist tomorrow at 3pm", "an hour before"],
      ends: ["dentist 2026-11-22 15:00"],
      says: "1 hour before",
    },
    { turns: ["dentist tomorrow at 3pm", "an hour earlier"], ends: ["dentist 2026-11-22 14:00"] },
    { turns: ["dentist tomorrow at 3pm", "make it an hour before"], ends: ["dentist 2026-11-22 14:00"] },
    {
      turns: ["dentist tomorrow at 3pm", "remind me an hour before"],
      ends: ["dentist 2026-11-22 15:00 ⏰60"],
    },
    { turns: ["dentista mañana a las 15:00", "ponlo una hora antes"], ends: ["dentista 2026-11-22 14:00"] },
    {
      turns: ["dentiste demain à 15h", "une heure avant"],
      ends: ["dentiste 2026-11-22 15:00"],
      says: "1 heure avant",
    },
    { turns: ["Zahnarzt morgen um 15 Uhr", "eine Stunde früher"], ends: ["Zahnarzt 2026-11-22 14:00"] },
    { turns: ["dentista domani alle 15", "spostalo un'ora prima"], ends: ["dentista 2026-11-22 14:00"] },
  ],
  "how it was is not that it is done": [
    { list: ["gym 2026-11-23"], turns: ["gym was great yesterday"], ends: ["gym 2026-11-23"] },
    { list: ["gimnasio"], turns: ["el gimnasio estuvo genial ayer"], ends: ["gimnasio"] },
    { list: ["gym"], turns: ["la gym était super hier"], ends: ["gym"] },
    { list: ["Fitness"], turns: ["Fitness war gestern super"], ends: ["Fitness"] },
    { list: ["palestra"], turns: ["la palestra ieri è stata fantastica"], ends: ["palestra"] },
  ],
  "places for an answer": [
    {
      list: ["call Ann", "call Ben", "call Cy"],
      turns: ["delete the call", "1, 3"],
      ends: ["call Ben"],
    },
    { list: ["call Ann", "call Ben", "call Cy"], turns: ["delete the call", "1-2"], ends: ["call Cy"] },
    {
      list: ["appeler Ana", "appeler Luc", "appeler Zoé"],
      turns: ["supprime appeler", "la 2 et la 3"],
      ends: ["appeler Ana"],
    },
    {
      list: ["Ana anrufen", "Ben anrufen", "Cem anrufen"],
      turns: ["lösch anrufen", "2 und 3"],
      ends: ["Ana anrufen"],
    },
  ],
});
