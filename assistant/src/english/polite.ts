import { type Item, toLine } from "../parse/items.ts";

const LEAD =
  /^(?:wait|oops|whoops|ups|sorry|please|pls|plz|plss|kindly|hey|hi|hello|hiya|ok|okay|so|oh|um|uh|er|erm|well|alright|right|yeah|yep|yes|sure|also|and|then|now|but|btw|hmm|ah|yo|great|cool|perfect|thanks|thx|fine|next|first|finally|lastly|plus|quick|quickly|just|actually|assistant|bot|robot|computer|dude|mate|buddy|alexa|siri|olly|pda|cortana|google|ai|todo bot|,|:|;|!|-|–|—|\.{1,3})$/;
const PHRASES = [
  "can you like",
  "could you like",
  "can you please",
  "could you please",
  "would you please",
  "will you please",
  "can u please",
  "could u please",
  "can you",
  "could you",
  "would you",
  "will you",
  "can u",
  "could u",
  "would u",
  "can ya",
  "cld you",
  "cud u",
  "would you mind",
  "do you mind",
  "do me a favor and",
  "do me a favour and",
  "be a dear and",
  "be so kind as to",
  "would you be able to",
  "are you able to",
  "id like you to",
  "i would like you to",
  "i want you to",
  "i need you to",
  "i d like you to",
  "id like to",
  "i would like to",
  "i want to",
  "i wanna",
  "id love to",
  "id love you to",
  "go ahead and",
  "you can",
  "you could",
  "you may",
  "you should",
  "lets go ahead and",
  "lets",
  "let us",
  "let s",
  "help me",
  "i was hoping you could",
  "i was wondering if you could",
  "if you could",
  "if possible",
  "if you can",
  "when you get a chance",
  "when you can",
  "hurry up and",
  "try to",
  "can i",
  "could i",
  "may i",
  "can we",
  "i need for you to",
  "make sure to",
  "be sure to",
  "thank you",
  "no problem",
  "for me",
  "one more thing",
  "another thing",
  "oh and",
  "oh wait",
  "never mind",
  "nevermind",
  "nvm",
  "forget it",
  "wrong day",
  "wrong date",
  "wrong time",
].map((phrase) => phrase.split(" "));
const TAIL =
  /^(?:please|pls|plz|thanks|thx|ta|cheers|ok|okay|thank|you|mate|buddy|dude|now|right|kindly|asap-now|!+|\.+|\?+|!|,|;|:|:\)|-|–|—|\)|\()$/;
const TAIL_PHRASES = [
  "for me please",
  "for me",
  "thank you",
  "thanks a lot",
  "right now",
  "right away",
  "would you",
  "will you",
  "can you",
  "could you",
  "if you can",
  "if possible",
  "if you could",
  "if thats ok",
  "if you dont mind",
  "when you can",
  "when you get a chance",
  "as soon as possible now",
  "would ya",
  "many thanks",
  "thank you very much",
  "thanks in advance",
  "por favor",
  "straight away",
  "at once",
].map((phrase) => phrase.split(" "));

function phraseAt(items: readonly Item[], at: number, phrase: readonly string[]): boolean {
  return phrase.every((word, k) => items[at + k]?.key === word);
}

/** A clause without the polite words around it. Nothing is dropped from the end of what may be a title. */
export function stripLead(items: readonly Item[]): Item[] {
  let at = 0;
  for (let again = true; again && at < items.length; ) {
    again = false;
    const phrase = PHRASES.find((words) => items.length - at > words.length && phraseAt(items, at, words));
    if (phrase) {
      at += phrase.length;
      again = true;
    } else if (LEAD.test((items[at] as Item).key) && items[at]?.kind !== "quote" && !keepsLead(items, at)) {
      at += 1;
      again = true;
    }
  }
  return items.slice(at);
}

/** The sounds people make while they think, wherever they stand. */
export function withoutHesitation(items: readonly Item[]): readonly Item[] {
  const said = items.filter((item) => item.kind !== "word" || !/^(?:u+m+|u+h+m*|erm+|ehm+)$/.test(item.key));
  return said.length < items.length ? said : items;
}

/** Words that begin something else: "next task", "yes" alone, "google the recipe", "first aid kit". */
function keepsLead(items: readonly Item[], at: number): boolean {
  const key = (items[at] as Item).key;
  const next = items[at + 1]?.key ?? "";
  // "wait, …" and "wait i didn't …" take something back; "wait for the plumber" is a thing to do.
  if (/^(?:wait|sorry|oops|whoops|ups)$/.test(key))
    return !/^(?:,|i|ive|im|no|nope|not|actually|dont|did|didnt|that|thats|its|it|leave|keep|make|move|change|put|set|delete|remove|add|undo)$/.test(
      next,
    );
  if (items.length - at === 1) return true;
  if (
    /^(?:next|first|finally|quick|google|right|just|now|fine|great|cool|perfect|computer|sure|robot)$/.test(
      key,
    )
  )
    return (
      next !== "," &&
      next !== ":" &&
      !(
        /^(?:just|now|finally|first)$/.test(key) &&
        items.length - at > 2 &&
        at === 0 &&
        /^(?:add|delete|remove|mark|show|list|move|remind|put|set|change|create|take|erase|clear)$/.test(next)
      )
    );
  if (/^(?:hi|hey|hello|yo|hiya)$/.test(key))
    return /^(?:there|all|everyone)$/.test(next) && items.length - at <= 3;
  if (/^(?:thanks|thx|yes|yeah|yep|ok|okay|alright|well)$/.test(key))
    return !/^(?:,|!|\.|and|then|now|so|please|pls|add|delete|remove|mark|show|list|move|remind|put|set|change|create|take|cancel|can|could|undo|make|tag|whats|what|that|the|i|im|ive|lets|next|also|here|first)$/.test(
      next,
    );
  return false;
}

export function stripTail(items: readonly Item[]): Item[] {
  let to = items.length;
  for (let again = true; again && to > 0; ) {
    again = false;
    const phrase = TAIL_PHRASES.find(
      (words) => to > words.length && phraseAt(items, to - words.length, words),
    );
    if (phrase) {
      to -= phrase.length;
      again = true;
    } else if (
      to > 1 &&
      (TAIL.test((items[to - 1] as Item).key) || isSmiley(items[to - 1] as Item)) &&
      items[to - 1]?.kind !== "quote"
    ) {
      const key = (items[to - 1] as Item).key;
      if (
        /^(?:you|right|ok|okay|mate|buddy|dude|thank)$/.test(key) &&
        items[to - 2]?.key !== "," &&
        !/^(?:you|right)$/.test(key)
      )
        break;
      if (/^(?:you|right|thank)$/.test(key)) break;
      to -= 1;
      again = true;
    }
  }
  return items.slice(0, to);
}

function isSmiley(item: Item): boolean {
  if (/^[✅✔☑✓]/u.test(item.key)) return false;
  return item.kind === "mark" && /^(?:\p{Extended_Pictographic}|\ufe0f)+$/u.test(item.key);
}

const REASON =
  /^(?:i|im|ive|ill|id|its|it|that|thats|were|we|weve|not|no|because|cause|cos|cuz|bc|since|as|they|theyre|he|hes|she|shes|dont|already|too|there|theres|so that|if|my bad|sorry|thanks|thank|please|cheers|finally|phew|yay|lol|haha|wohoo|woohoo|nice|great|ok|okay|btw|unfortunately|after all|didnt|wasnt|cant|turns|got|hope|would|will|can)$/;

/** The clause without what only explains it: "…, not going anymore", "… because it rains". */
export function cutReason(items: readonly Item[]): Item[] {
  for (let k = 1; k < items.length - 1; k++) {
    const key = (items[k] as Item).key;
    if (items[k]?.kind === "quote") continue;
    if (
      /^(?:,|-|–|—|;|\.{2,}|\()$/.test(key) &&
      REASON.test((items[k + 1] as Item).key) &&
      k + 2 < items.length + 1
    )
      return items.slice(0, k);
    if (/^(?:because|cause|cos|cuz)$/.test(key)) return items.slice(0, k);
  }
  return [...items];
}

export function lineText(items: readonly Item[]): string {
  return toLine(items).text;
}
