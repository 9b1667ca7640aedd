import { converse } from "../testing/conversation.ts";

converse({
  "all but some": [
    {
      list: ["gym", "laundry", "dishes"],
      turns: ["complete everything but gym"],
      ends: ["gym", "laundry ✓", "dishes ✓"],
    },
    { list: ["gym", "laundry", "dishes"], turns: ["remove all tasks except gym", "yes"], ends: ["gym"] },
    {
      list: ["milk", "bread", "gym"],
      turns: ["clear the list except for gym and bread", "yes"],
      ends: ["bread", "gym"],
    },
    { list: ["milk", "bread", "gym"], turns: ["list", "delete all but the first", "yes"], ends: ["milk"] },
    { list: ["gym", "call bob"], turns: ["complete everything but call bob"], ends: ["gym ✓", "call bob"] },
    // Who is left out is not there: nothing is done to the others.
    { list: ["gym", "laundry"], turns: ["complete everything but call bob"], ends: ["gym", "laundry"] },
    {
      list: ["a report", "b report", "gym"],
      turns: ["push everything except the gym to monday"],
      ends: ["a report 2026-11-23", "b report 2026-11-23", "gym"],
    },
  ],
  "the wrong one was done": [
    {
      list: ["call mom", "call dad"],
      turns: ["done with call mom", "no, I meant dad"],
      ends: ["call mom", "call dad ✓"],
    },
    { list: ["call mom", "call dad"], turns: ["delete call mom", "no i meant call dad"], ends: ["call mom"] },
    {
      list: ["call mom", "call dad"],
      turns: ["complete call mom", "no, dad"],
      ends: ["call mom", "call dad ✓"],
    },
    {
      list: ["report", "slides"],
      turns: ["i finished the slides", "wrong, i meant the report"],
      ends: ["report ✓", "slides"],
    },
    {
      list: ["buy milk", "buy bread", "gym"],
      turns: ["complete the milk and bread", "no just the milk"],
      ends: ["buy milk ✓", "buy bread", "gym"],
    },
    {
      list: ["buy milk", "buy bread"],
      turns: ["complete the milk and bread", "oh not the bread"],
      ends: ["buy milk ✓", "buy bread"],
    },
    {
      list: ["buy milk", "buy bread"],
      turns: ["push everything to monday", "wait no, just the bread"],
      ends: ["buy milk", "buy bread 2026-11-23"],
    },
  ],
  places: [
    {
      list: ["milk", "bread", "gym"],
      turns: ["list", "the last one is done", "number 2 is done"],
      ends: ["milk", "bread ✓", "gym ✓"],
    },
    {
      list: ["milk", "bread"],
      turns: ["list", "move the first to monday", "and the second to tuesday"],
      ends: ["milk 2026-11-23", "bread 2026-11-24"],
    },
    {
      list: ["milk", "bread"],
      turns: ["the last one is urgent", "the other one stays", "delete the last two"],
      ends: ["milk", "bread"],
    },
    { list: ["call mom", "email jane"], turns: ["whats next", "done"], ends: ["call mom ✓", "email jane"] },
  ],
  "more than one date": [
    {
      turns: ["take meds at 8am and 8pm every day"],
      ends: ["take meds 2026-11-22 08:00 ↻FREQ=DAILY", "take meds 2026-11-21 20:00 ↻FREQ=DAILY"],
    },
    {
      turns: ["remind me to take my meds at 8 and 20 every day"],
      ends: ["take my meds 2026-11-22 08:00 ↻FREQ=DAILY", "take my meds 2026-11-21 20:00 ↻FREQ=DAILY"],
    },
    {
      turns: ["take out trash mon and thu at 7pm"],
      ends: ["take out trash 2026-11-23 19:00", "take out trash 2026-11-26 19:00"],
    },
    {
      turns: ["remind me in 20 min to check the oven and at 6 to feed the cat"],
      ends: ["check the oven 2026-11-21 09:20", "feed the cat 2026-11-21 18:00"],
    },
    { turns: ["dentist tomorrow from 4 to 5"], ends: ["dentist 2026-11-22 16:00"] },
    { turns: ["vacation from dec 20 to jan 2"], ends: ["vacation 2026-12-20 (until 2027-01-02)"] },
    { turns: ["conference july 13-15"], ends: ["conference 2027-07-13 (until 2027-07-15)"] },
    { list: ["gym 2026-11-23"], turns: ["move gym from monday to friday"], ends: ["gym 2026-11-27"] },
    {
      list: ["call mom 2026-11-22"],
      turns: ["call mom should be at 6 not 5"],
      ends: ["call mom 2026-11-22 18:00"],
    },
  ],
  "stretches of time": [
    { turns: ["pay rent first week of october"], ends: ["pay rent 2027-10-01"] },
    { turns: ["clean the garage in the last week of december"], ends: ["clean the garage 2026-12-25"] },
    { turns: ["check oven in a few hours"], ends: ["check oven 2026-11-21 12:00"] },
    { turns: ["buy stamps in a few days"], ends: ["buy stamps 2026-11-24"] },
  ],
  "several things at once": [
    { list: ["gym"], turns: ["gym done, laundry tomorrow"], ends: ["gym ✓", "laundry 2026-11-22"] },
    { turns: ["can you add milk, and also eggs? oh and bread"], ends: ["milk", "eggs", "bread"] },
    { turns: ["- [x] milk\n- [ ] eggs\n- [x] bread"], ends: ["eggs"] },
    {
      turns: ["i have to be at the airport at 6:30am on dec 3, remind me the night before"],
      ends: ["be at the airport 2026-12-03 06:30 ⏰1440"],
    },
    {
      list: ["renew passport"],
      turns: ["set renew passport for dec 1st and remind me a week before"],
      ends: ["renew passport 2026-12-01 ⏰10080"],
    },
  ],
  "taking off": [
    { list: ["pick up kids 2026-11-23"], turns: ["cancel pick up kids on monday"], ends: [] },
    {
      list: ["pick up kids 2026-11-24"],
      turns: ["cancel pick up kids on monday", "undo"],
      ends: ["pick up kids 2026-11-24"],
    },
    { list: ["buy milk"], turns: ["no need to buy milk", "yes"], ends: [] },
    {
      turns: ["yoga every monday", "skip yoga this week", "nov 30"],
      ends: ["yoga 2026-11-30 ↻FREQ=WEEKLY;BYDAY=MO"],
    },
  ],
  "what is on the list already": [
    {
      turns: ["add milk for tomorrow", "and bread", "oh and eggs"],
      ends: ["milk 2026-11-22", "bread", "eggs"],
    },
    { list: ["call bob"], turns: ["call bob tomorrow", "yes"], ends: ["call bob 2026-11-22"] },
    { list: ["call bob"], turns: ["call bob tomorrow", "no"], ends: ["call bob"] },
    { list: ["call bob"], turns: ["add call bob tomorrow"], ends: ["call bob", "call bob 2026-11-22"] },
    { list: ["call bob"], turns: ["bob can wait until next week"], ends: ["call bob 2026-11-23"] },
    {
      list: ["send report 2026-11-23"],
      turns: [
        "can you push the report to wednesday instead of monday",
        "one more day",
        "thanks",
        "never mind, put it back to monday",
      ],
      ends: ["send report 2026-11-23"],
    },
    {
      list: ["print tickets 2026-11-22"],
      turns: ["is there anything tomorrow?", "do that one today"],
      ends: ["print tickets 2026-11-21"],
    },
  ],
  "other languages": [
    {
      list: ["pagar la luz", "gimnasio"],
      turns: ["mueve el gimnasio al viernes", "no, mejor el sábado", "la luz es el lunes"],
      ends: ["pagar la luz 2026-11-23", "gimnasio 2026-11-28"],
    },
    {
      list: ["appeler maman", "acheter du pain"],
      turns: ["déplace appeler maman à demain 18h", "non, plutôt vendredi", "reporte le pain à lundi"],
      ends: ["appeler maman 2026-11-27 18:00", "acheter du pain 2026-11-23"],
    },
    {
      list: ["müll rausbringen", "zahnarzt"],
      turns: [
        "verschieb den zahnarzt auf freitag um 10",
        "nein, lieber montag",
        "den müll auf morgen verschieben",
      ],
      ends: ["müll rausbringen 2026-11-22", "zahnarzt 2026-11-23 10:00"],
    },
  ],
  "nothing to do": [
    {
      list: ["call plumber", "call electrician"],
      turns: ["call both tomorrow", "call them at 9", "good night", "i'm done for today"],
      ends: ["call plumber", "call electrician"],
    },
    {
      list: ["laundry", "dishes"],
      turns: ["i did laundry and dishes", "wait i didn't do the dishes"],
      ends: ["laundry ✓", "dishes"],
    },
    { list: ["read", "walk"], turns: ["start all of these tomorrow"], ends: ["read", "walk"] },
    {
      list: ["clean room"],
      turns: ["clean room is half done", "almost finished with clean room"],
      ends: ["clean room"],
    },
    {
      list: ["renew passport 2026-12-10"],
      turns: ["remind me a week before", "redo", "show today", "no, not like that"],
      ends: ["renew passport 2026-12-10"],
    },
    {
      list: ["pay the plumber"],
      turns: ["is the plumber paid?", "did i pay the plumber?"],
      ends: ["pay the plumber"],
    },
  ],
});
