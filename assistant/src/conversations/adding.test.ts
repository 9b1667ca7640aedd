import { converse, usual } from "../testing/conversation.ts";

converse({
  adding: [
    {
      turns: ["gotta grab dog food on the way home tonight"],
      ends: ["grab dog food on the way home 2026-11-21 21:00"],
    },
    {
      turns: ["i need to pick up my dry cleaning before tuesday"],
      ends: ["pick up my dry cleaning 2026-11-24"],
    },
    { turns: ["put call grandma on my list for sunday afternoon"], ends: ["call grandma 2026-11-22 15:00"] },
    {
      turns: ["new task water plants every other day starting monday"],
      ends: ["water plants 2026-11-23 ↻FREQ=DAILY;INTERVAL=2"],
    },
    {
      turns: ["remind me to take the chicken out of the freezer in 45 min"],
      ends: ["take the chicken out of the freezer 2026-11-21 09:45"],
    },
    {
      turns: ["add super urgent: file the tax extension by monday noon"],
      ends: ["file the tax extension 2026-11-23 12:00 !1"],
    },
    { turns: ["can u add eggs and also a birthday card for tim"], ends: ["eggs", "a birthday card for tim"] },
    { turns: ["i should probably book a haircut sometime next week"], ends: ["book a haircut 2026-11-23"] },
    { turns: ["todo: fix the leaky tap (low prio)"], ends: ["fix the leaky tap !3"] },
    {
      turns: ["add to groceries: oats, honey, 2 cans of tuna"],
      ends: ["oats @Groceries", "honey @Groceries", "2 cans of tuna @Groceries"],
    },
    {
      turns: ["don't forget to wish sam happy birthday on the 3rd"],
      ends: ["wish sam happy birthday 2026-12-03"],
    },
    {
      turns: ["schedule car service for dec 4 at half past 8"],
      ends: ["schedule car service 2026-12-04 08:30"],
    },
    { turns: ["meeting with the lawyer thursday 2-3pm"], ends: ["meeting with the lawyer 2026-11-26 14:00"] },
    {
      turns: ["standup mon-fri at 9:30"],
      ends: ["standup 2026-11-23 09:30 ↻FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
    },
    {
      turns: ["clean the litter box daily at 8pm"],
      ends: ["clean the litter box 2026-11-21 20:00 ↻FREQ=DAILY"],
    },
    {
      turns: ["remind me every last friday of the month to submit expenses"],
      ends: ["submit expenses 2026-11-27 ↻FREQ=MONTHLY;BYDAY=-1FR"],
    },
    {
      turns: ["read 20 pages of dune every night"],
      ends: ["read 20 pages of dune 2026-11-21 21:00 ↻FREQ=DAILY"],
    },
    {
      turns: ["add a task to my work list: prepare slides for q4 review, due wed"],
      ends: ["prepare slides for q4 review 2026-11-25 @Work"],
    },
    { turns: ["milk\neggs\nbread"], ends: ["milk", "eggs", "bread"] },
    { turns: ["shopping:\n- [x] milk\n- [ ] eggs"], ends: ["eggs"], says: "left it out" },
    { turns: ["[x] milk\n[ ] eggs\n[x] bread"], ends: ["eggs"], says: "2 lines were ticked off" },
    { turns: ["✅ book flights\n- pack bags tomorrow"], ends: ["pack bags 2026-11-22"], says: "ticked off" },
    {
      turns: ["1. wash car\n2. mow lawn sunday\n3. trim hedge !!"],
      ends: ["wash car", "mow lawn 2026-11-22", "trim hedge !2"],
    },
    {
      turns: ["i have a flight on friday at 6am, remind me 3 hours before"],
      ends: ["flight 2026-11-27 06:00 ⏰180"],
    },
    {
      turns: ["add watch the game tonight at 8 and order pizza at 7"],
      ends: ["watch the game 2026-11-21 20:00", "order pizza 2026-11-21 19:00"],
    },
    { turns: ["need milk"], ends: ["milk"] },
    { turns: ["we're out of coffee, add it"], ends: ["coffee"] },
    { turns: ["add salt & vinegar chips"], ends: ["salt & vinegar chips"] },
    { turns: ["add 'do not disturb' sign for the door"], ends: ["'do not disturb' sign for the door"] },
    {
      turns: ["add move to do list app research to next sprint"],
      ends: ["move to do list app research to next sprint"],
    },
    {
      turns: ["remind me about mom's surgery on dec 9 at 7:15 am"],
      ends: ["mom's surgery 2026-12-09 07:15"],
    },
    {
      turns: ["add a reminder for the parent teacher conference nov 30 5:30pm #school"],
      ends: ["the parent teacher conference 2026-11-30 17:30 #school"],
    },
    {
      turns: ["add laundry, dishes and vacuum to my list for tomorrow"],
      ends: ["laundry 2026-11-22", "dishes 2026-11-22", "vacuum 2026-11-22"],
    },
    {
      turns: ["tomorrow i need to call the landlord and pick up the package"],
      ends: ["call the landlord 2026-11-22", "pick up the package 2026-11-22"],
    },
    { turns: ["remember: trash on tuesday nights"], ends: ["trash 2026-11-24 21:00 ↻FREQ=WEEKLY;BYDAY=TU"] },
    { turns: ["movie w/ sara this sat 8ish"], ends: ["movie w/ sara 2026-11-28 20:00"] },
    { turns: ["put down dentist for the 4th at 10"], ends: ["dentist 2026-12-04 10:00"] },
    {
      turns: ["don't let me forget to cancel the trial before the 30th"],
      ends: ["cancel the trial 2026-11-30"],
    },
    { turns: ["new one: fix bike", "another: oil chain"], ends: ["fix bike", "oil chain"] },
    { turns: ["book club thurs 7:30pm at annas place"], ends: ["book club at annas place 2026-11-26 19:30"] },
    { turns: ["add task buy eggs priority 1 due tomorrow"], ends: ["buy eggs 2026-11-22 !1"] },
    { turns: ["- [x] milk\n- [x] bread"], ends: [], says: "2 lines were ticked off" },
    { turns: ["add call bob (tomorrow)"], ends: ["call bob 2026-11-22"] },
  ],
  "dates and times": [
    {
      turns: ["submit grant application in the first week of february"],
      ends: ["submit grant application 2027-02-01"],
    },
    { turns: ["trip to rome 12-15 march"], ends: ["trip to rome 2027-03-12 (until 2027-03-15)"] },
    { turns: ["dentist monday from 2 to 3pm"], ends: ["dentist 2026-11-23 14:00"] },
    { turns: ["babysit tonight from 7 to 10"], ends: ["babysit 2026-11-21 19:00"] },
    { turns: ["workshop between 10 and 12 on tuesday"], ends: ["workshop 2026-11-24 10:00"] },
    { turns: ["call the bank now"], ends: ["call the bank 2026-11-21"] },
    { turns: ["check the oven in a couple of hours"], ends: ["check the oven 2026-11-21 11:00"] },
    { turns: ["email julia in an hour and a half"], ends: ["email julia 2026-11-21 10:30"] },
    {
      turns: ["feed the sourdough starter in 12 hrs"],
      ends: ["feed the sourdough starter 2026-11-21 21:00"],
    },
    { turns: ["renew license a week from tuesday"], ends: ["renew license 2026-12-01"] },
    { turns: ["buy a gift the day before christmas"], ends: ["buy a gift 2026-12-24"] },
    { turns: ["pay invoice 2 days before nov 30"], ends: ["pay invoice 2026-11-28"] },
    {
      turns: ["take out the recycling monday morning at 6"],
      ends: ["take out the recycling 2026-11-23 06:00"],
    },
    { turns: ["plan the offsite by end of q1"], ends: ["plan the offsite 2027-03-31"] },
    { turns: ["call tax office first thing monday"], ends: ["call tax office 2026-11-23 09:00"] },
    { turns: ["finish essay by midnight"], ends: ["finish essay 2026-11-22 00:00"] },
    { turns: ["yoga class sat 28th 9.15am"], ends: ["yoga class 2026-11-28 09:15"] },
    { turns: ["visit aunt may on may 5"], ends: ["visit aunt may 2027-05-05"] },
    { turns: ["pay car tax 1/12/2026"], ends: ["pay car tax 2026-12-01"] },
    { turns: ["send postcards after 5pm today"], ends: ["send postcards 2026-11-21 17:00"] },
    {
      turns: ["check in for flight 24 hours before dec 10 at 2pm"],
      ends: ["check in for flight 2026-12-09 14:00"],
    },
    { turns: ["stretch twice a day"], ends: ["stretch twice a day"] },
    {
      turns: ["change water filter every 3 months on the 15th"],
      ends: ["change water filter 2026-12-15 ↻FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15"],
    },
    { turns: ["team lunch the friday after next"], ends: ["team lunch 2026-12-04"] },
    { turns: ["drop off library books later this week"], ends: ["drop off library books 2026-11-22"] },
    {
      turns: ["walk the dog at noon and 6pm"],
      ends: ["walk the dog 2026-11-21 12:00", "walk the dog 2026-11-21 18:00"],
    },
    { turns: ["conference mon-fri"], ends: ["conference 2026-11-23 (until 2026-11-27)"] },
    { turns: ["call bob after monday"], ends: ["call bob 2026-11-24"] },
    { turns: ["call bob after 20 minutes"], ends: ["call bob 2026-11-21 09:20"] },
    { turns: ["pack the night before dec 10"], ends: ["pack 2026-12-09"] },
  ],
  "slips of the finger": [
    { turns: ["rember to bring the umbrela tmrw"], ends: ["bring the umbrela 2026-11-22"] },
    { turns: ["ADD BUY STAMPS TOMORROW AT 5PM"], ends: ["BUY STAMPS 2026-11-22 17:00"] },
    { turns: ["add call tony wendesday"], ends: ["call tony 2026-11-25"] },
    { list: usual, turns: ["delte gmy"], ends: usual },
    {
      list: usual,
      turns: ["complte buy milk"],
      ends: [
        "buy milk ✓",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    { list: usual, turns: ["whats do today"], ends: usual },
    {
      list: usual,
      turns: ["move dentsit to thrusday"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-26 15:00",
      ],
    },
    { list: usual, turns: ["shwo my taks"], ends: usual, says: "buy milk" },
    { turns: ["remindme to stretch at 4"], ends: ["stretch 2026-11-21 16:00"] },
    {
      turns: ["hey so um can you like remind me to uh call the vet on monday"],
      ends: ["call the vet 2026-11-23"],
    },
    {
      list: usual,
      turns: ["bought milk"],
      ends: [
        "buy milk ✓",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    {
      list: usual,
      turns: ["rent's paid"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01 ✓",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    { list: usual, turns: ["i called the plumber but he didnt pick up"], ends: usual },
    {
      list: usual,
      turns: ["dentist got moved to thursday at 4"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-26 16:00",
      ],
    },
    {
      list: usual,
      turns: ["skip gym"],
      ends: ["buy milk", "call the plumber", "pay rent 2026-12-01", "dentist 2026-11-25 15:00"],
    },
  ],
  "nothing of a row is lost": [
    {
      turns: ["notebooks, pencil case and apron for Teo by 10 september"],
      ends: ["notebooks, pencil case and apron for Teo 2027-09-10"],
    },
    {
      turns: ["quaderni, astuccio e grembiule per Teo entro venerdì"],
      ends: ["quaderni, astuccio e grembiule per Teo 2026-11-27"],
    },
    {
      turns: ["cahiers, trousse et tablier pour Teo avant vendredi"],
      ends: ["cahiers, trousse et tablier pour Teo 2026-11-27"],
    },
  ],
  "figures are no hours": [
    {
      turns: ["every 1st of the month pay rent 1850"],
      ends: ["pay rent 1850 2026-12-01 ↻FREQ=MONTHLY;BYMONTHDAY=1"],
    },
    { turns: ["dentist tomorrow 0930"], ends: ["dentist 2026-11-22 09:30"] },
    { turns: ["transferir 1200 a Ana"], ends: ["transferir 1200 a Ana"] },
    { turns: ["reunión mañana 1530"], ends: ["reunión 2026-11-22 15:30"] },
    { turns: ["pagare affitto 1850"], ends: ["pagare affitto 1850"] },
  ],
  "told to note it, in many ways": [
    {
      turns: ["poné yoga todos los martes y jueves 19:30"],
      ends: ["yoga 2026-11-24 19:30 ↻FREQ=WEEKLY;BYDAY=TU,TH"],
    },
    { turns: ["haceme acordar de pagar el gas"], ends: ["pagar el gas"] },
    { turns: ["anotame llamar al dentista"], ends: ["llamar al dentista"] },
    { turns: ["note-moi dentiste lundi à 10h"], ends: ["dentiste 2026-11-23 10:00"] },
    { turns: ["mettimi comprare il pane domani"], ends: ["comprare il pane 2026-11-22"] },
    { turns: ["mach mal Milch kaufen auf die Liste"], ends: ["Milch kaufen"] },
  ],
});
