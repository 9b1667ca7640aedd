import { converse, usual } from "../testing/conversation.ts";

converse({
  "several with a time each": [
    {
      turns: ["collect the parcel monday 10:30 and swimming lesson tuesday at 4pm"],
      ends: ["collect the parcel 2026-11-23 10:30", "swimming lesson 2026-11-24 16:00"],
    },
    {
      turns: ["paint the fence tomorrow, order gravel wednesday, and ask Petra about the trailer"],
      ends: ["paint the fence 2026-11-22", "order gravel 2026-11-25", "ask Petra about the trailer"],
    },
    {
      list: usual,
      turns: ["optician monday 9:15 haircut thursday 17:30"],
      ends: [...usual, "optician 2026-11-23 09:15", "haircut 2026-11-26 17:30"],
    },
    {
      turns: ["Fenster putzen am Montag, Öltank ablesen am 30. um 11"],
      ends: ["Fenster putzen 2026-11-23", "Öltank ablesen 2026-11-30 11:00"],
    },
    {
      turns: ["porter la tondeuse au garage lundi et récupérer les clés mercredi à 18h"],
      ends: ["porter la tondeuse au garage 2026-11-23", "récupérer les clés 2026-11-25 18:00"],
    },
    {
      turns: ["devolver los libros el lunes y recoger el abrigo el jueves a las 19:00"],
      ends: ["devolver los libros 2026-11-23", "recoger el abrigo 2026-11-26 19:00"],
    },
    {
      turns: ["riportare la scala lunedì e ritirare le foto giovedì alle 18"],
      ends: ["riportare la scala 2026-11-23", "ritirare le foto 2026-11-26 18:00"],
    },
    {
      turns: ["buy lamp oil and call the surveyor tomorrow at 5pm"],
      ends: ["buy lamp oil", "call the surveyor 2026-11-22 17:00"],
    },
  ],
  "several with one time for all": [
    {
      turns: ["for monday: candles, matches, paper plates"],
      ends: ["candles 2026-11-23", "matches 2026-11-23", "paper plates 2026-11-23"],
    },
    {
      turns: ["sweep the yard, stack the logs and grease the hinges, all by friday"],
      ends: ["sweep the yard 2026-11-27", "stack the logs 2026-11-27", "grease the hinges 2026-11-27"],
    },
    {
      turns: ["Koffer packen und Pflanzen gießen, beides am Montag"],
      ends: ["Koffer packen 2026-11-23", "Pflanzen gießen 2026-11-23"],
    },
    {
      turns: ["pour lundi : bougies, allumettes, assiettes"],
      ends: ["bougies 2026-11-23", "allumettes 2026-11-23", "assiettes 2026-11-23"],
    },
    {
      turns: ["para el lunes: velas, cerillas y platos"],
      ends: ["velas 2026-11-23", "cerillas 2026-11-23", "platos 2026-11-23"],
    },
    {
      turns: ["per lunedì: candele, fiammiferi, piatti"],
      ends: ["candele 2026-11-23", "fiammiferi 2026-11-23", "piatti 2026-11-23"],
    },
  ],
  "a greeting before a wish": [
    {
      turns: ["Good evening, put down chess club on thursday at 7pm"],
      ends: ["chess club 2026-11-26 19:00"],
    },
    {
      turns: ["Guten Abend, bitte notieren: morgen um zehn Optiker"],
      ends: ["Optiker 2026-11-22 10:00"],
    },
    {
      turns: ["Bonsoir, ajoute optique demain à 10h"],
      ends: ["optique 2026-11-22 10:00"],
    },
    {
      turns: ["Buenas tardes, apunta óptica mañana a las 10"],
      ends: ["óptica 2026-11-22 10:00"],
    },
    {
      turns: ["Buona sera, segna ottico domani alle 10"],
      ends: ["ottico 2026-11-22 10:00"],
    },
  ],
});
