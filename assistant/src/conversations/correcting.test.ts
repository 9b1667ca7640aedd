import { converse, usual } from "../testing/conversation.ts";

converse({
  corrections: [
    { turns: ["add lunch with mia tuesday at 1", "no, friday"], ends: ["lunch with mia 2026-11-27 13:00"] },
    {
      turns: ["add lunch with mia tuesday at 1", "sorry i meant wednesday at 12:30"],
      ends: ["lunch with mia 2026-11-25 12:30"],
    },
    {
      turns: ["add lunch with mia tuesday at 1", "actually make that 2"],
      ends: ["lunch with mia 2026-11-24 14:00"],
    },
    {
      turns: ["add lunch with mia tuesday at 1", "no it's with maya"],
      ends: ["lunch with maya 2026-11-24 13:00"],
    },
    {
      turns: ["add lunch with mia tuesday at 1", "wrong day, it's thursday"],
      ends: ["lunch with mia 2026-11-26 13:00"],
    },
    {
      turns: ["add lunch with mia tuesday at 1", "oops not tuesday"],
      ends: ["lunch with mia 2026-11-24 13:00"],
    },
    {
      turns: ["add lunch with mia tuesday at 1", "no not at 1, at 12"],
      ends: ["lunch with mia 2026-11-24 12:00"],
    },
    {
      turns: ["add lunch with mia tuesday at 1", "hmm, pm not am"],
      ends: ["lunch with mia 2026-11-24 13:00"],
    },
    { turns: ["add lunch with mia tuesday at 1", "that's wrong, remove it"], ends: [] },
    { list: ["call mom", "call dad"], turns: ["delete call dad", "oh no i meant mom"], ends: ["call dad"] },
    {
      list: ["call mom", "call dad"],
      turns: ["call mom is done", "oops, dad not mom"],
      ends: ["call mom", "call dad ✓"],
    },
    {
      list: ["call mom", "call dad"],
      turns: ["finished calling mom", "wait no it was dad"],
      ends: ["call mom", "call dad ✓"],
    },
    {
      list: ["call mom", "call dad"],
      turns: ["move call mom to friday", "no i meant call dad"],
      ends: ["call mom", "call dad 2026-11-27"],
    },
    {
      list: ["call mom", "call dad"],
      turns: ["make call mom urgent", "no, dad"],
      ends: ["call mom", "call dad !1"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["list", "delete the first one", "no the second one"],
      ends: ["budget", "report"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["list", "2 is done", "i meant 3"],
      ends: ["budget ✓", "report", "slides"],
    },
    { list: ["report", "slides"], turns: ["delete the report", "no don't"], ends: ["report", "slides"] },
    {
      list: ["report", "slides"],
      turns: ["complete the report", "i didn't finish it"],
      ends: ["report", "slides"],
    },
    {
      list: ["report", "slides"],
      turns: ["complete the report", "not yet actually"],
      ends: ["report", "slides"],
    },
    {
      list: ["gym 2026-11-23"],
      turns: ["move gym to friday", "no wait, leave it on monday"],
      ends: ["gym 2026-11-23"],
    },
    { list: ["gym 2026-11-23"], turns: ["move gym to friday", "thursday i mean"], ends: ["gym 2026-11-26"] },
    { list: ["gym 2026-11-23"], turns: ["move gym to friday", "i said saturday"], ends: ["gym 2026-11-28"] },
    { turns: ["add buy mlk", "*milk"], ends: ["buy milk"] },
    { turns: ["add buy mlk", "i mean milk"], ends: ["buy milk"] },
    { turns: ["add tomatoes and onions", "no onions"], ends: ["tomatoes and onions"] },
    { turns: ["add call bob at 3", "no i didnt want to add that"], ends: [] },
    {
      list: ["call mom", "call dad"],
      turns: ["done with call mom", "the other one"],
      ends: ["call mom ✓", "call dad"],
    },
    { turns: ["add pay gas bill", "for tomorrow", "high priority"], ends: ["pay gas bill 2026-11-22 !1"] },
    {
      turns: ["add haircut friday 3pm", "actually saturday", "no wait, 4pm", "perfect thanks"],
      ends: ["haircut 2026-11-28 16:00"],
    },
    {
      turns: ["add haircut friday 3pm", "hmm wrong one, i wanted barber"],
      ends: ["haircut 2026-11-27 15:00"],
    },
    { turns: ["add haircut friday 3pm", "that should say barber"], ends: ["barber 2026-11-27 15:00"] },
    {
      turns: ["add haircut friday 3pm", "can you make it 3:30", "and put it on the 5th"],
      ends: ["haircut 2026-12-05 15:30"],
    },
    { turns: ["add haircut friday 3pm", "not friday", "monday"], ends: ["haircut 2026-11-23 15:00"] },
    { turns: ["add haircut friday 3pm", "i didnt say 3pm"], ends: ["haircut 2026-11-27 15:00"] },
    { turns: ["add haircut friday 3pm", "actually nah"], ends: ["haircut 2026-11-27 15:00"] },
    { turns: ["add haircut friday 3pm", "delete"], ends: ["haircut 2026-11-27 15:00"] },
    { turns: ["add haircut friday 3pm", "remove the time"], ends: ["haircut 2026-11-27"] },
    { turns: ["add haircut friday 3pm", "it's at 5 now"], ends: ["haircut 2026-11-27 17:00"] },
    { turns: ["add haircut friday 3pm", "same but monday"], ends: ["haircut 2026-11-27 15:00"] },
    { turns: ["add haircut friday 3pm", "and another one for monday"], ends: ["haircut 2026-11-27 15:00"] },
    {
      turns: ["add haircut friday 3pm", "repeat it monthly"],
      ends: ["haircut 2026-11-27 15:00 ↻FREQ=MONTHLY"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["list", "finish 1 and 2", "no just 1"],
      ends: ["report ✓", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["list", "delete 3", "wrong number, 2"],
      ends: ["report", "budget"],
    },
    {
      list: ["report", "slides"],
      turns: ["move report and slides to monday", "not the slides"],
      ends: ["report 2026-11-23", "slides"],
    },
    {
      list: ["report 2026-11-23", "slides 2026-11-23"],
      turns: ["push the report back a week", "no, i meant the slides"],
      ends: ["report 2026-11-23", "slides 2026-11-30"],
    },
    {
      list: ["call mom", "call dad"],
      turns: ["tag call mom #family", "dad, not mom"],
      ends: ["call mom", "call dad #family"],
    },
    {
      list: ["call mom", "call dad"],
      turns: ["rename call mom to call mum", "no i meant dad"],
      ends: ["call mum", "call dad"],
    },
  ],
  "taking back": [
    { list: usual, turns: ["delete gym", "shit, undo"], ends: usual },
    { list: usual, turns: ["delete gym", "wait that was a mistake"], ends: usual },
    { list: usual, turns: ["delete gym", "can you bring gym back"], ends: usual },
    { list: usual, turns: ["delete gym", "i didnt want that deleted"], ends: usual },
    { list: usual, turns: ["delete gym", "put gym back please"], ends: usual },
    {
      list: usual,
      turns: ["delete gym", "delete dentist", "undo both"],
      ends: ["buy milk", "call the plumber", "pay rent 2026-12-01"],
    },
    { list: usual, turns: ["pay rent is done", "unmark that"], ends: usual },
    { list: usual, turns: ["move gym to friday", "nvm change it back"], ends: usual },
    { turns: ["add milk", "forget it"], ends: ["milk"], says: "undo" },
    { turns: ["add milk", "cancel that"], ends: [] },
    { turns: ["undo"], ends: [] },
  ],
});
