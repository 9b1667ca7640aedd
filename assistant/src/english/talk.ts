import type { Line } from "../parse/items.ts";
import type { Command, State } from "../parse/state.ts";

export const HELP =
  "I keep your to-do list. You can say things like “add buy milk tomorrow at 9”, “what is due this week?”, “the second one is done”, “move the dentist to friday”, “delete the gym” or “undo”.";
export const SCOPE = "I can only look after your to-do list.";

const say = (intent: (Command & { type: "say" })["intent"], text: string): Command => ({
  type: "say",
  intent,
  text,
});

const CHAT = new Set(
  (
    "ok okay k kk okey alright right sure fine cool great nice perfect awesome good well done one brilliant lovely lol haha hah hehe wow oh ah hmm hm " +
    "yay excellent sweet amazing bot you rock love it got i see understood makes sense never mind nvm nevermind forget that no worries whatever oops sorry my " +
    "bad interesting really seriously same true yes nope nah yep yeah yup y n si oui ja nein non then so thanks man mate please leave them job thats " +
    "funny very too to me not now just kidding jk hahaha yikes ouch damn ugh meh super a bit of course exactly absolutely indeed is was im kidding hooray"
  ).split(" "),
);

/** A few words of reaction and nothing else. */
function isChat(text: string): boolean {
  if (text.length > 60) return false;
  const words = text.split(" ");
  return (
    words.length <= 6 &&
    words.every(
      (word) => CHAT.has(word) || /^[!.,?)(:;]+$/.test(word) || /^\p{Extended_Pictographic}/u.test(word),
    )
  );
}

/** Greetings, thanks, goodbyes and chat: answered, nothing changed. */
export function smallTalk(text: string): Command | null {
  if (
    /^(?:hi|hello|hey|hiya|yo|howdy|greetings|salutations|aloha|sup|hola|good (?:morning|afternoon|evening|day)|morning|mornin|evening|afternoon|gday|hey there|hi there|hello there|heya|bonjour|hallo|guten (?:morgen|tag|abend)|buenos dias|buenas(?: tardes)?|salut|moin)(?: (?:there|everyone|all|assistant|bot|buddy|mate|again|to you|you))*(?: [!.,])*$/.test(
      text,
    )
  ) {
    return say("small_talk", "Hello! What would you like to do?");
  }
  if (
    /^(?:(?:ok|okay|great|perfect|cool|awesome|nice|brilliant|lovely|super|good|alright|right|no|yes|yep|fine|wonderful|excellent|amazing|sweet|neat) ?[,!.]* ?)*(?:thanks|thank you|thx|thank u|ty|cheers|ta|much appreciated|appreciate it|thanks a lot|many thanks|gracias|merci|danke|tysm|thankyou|i appreciate (?:it|that|you|your help)|thats (?:all|it)|nothing else|no more|im good|all good|that will be all|thatll be all|thats everything)\b/.test(
      text,
    ) &&
    text.length < 90 &&
    !/\b(?:add|show|list|delete|remove|mark|move|remind|what|whats|which|how|buy|call)\b/.test(text)
  ) {
    return say("small_talk", "You’re welcome.");
  }
  if (
    /^(?:bye|goodbye|good bye|see (?:you|ya)|cya|later|good night|goodnight|night|ciao|farewell|take care|talk to you (?:later|soon)|ttyl|adios|au revoir|tschuss|so long|catch you later|have a (?:good|nice|great) (?:day|one|night|evening|weekend)|peace out|until next time)\b/.test(
      text,
    ) &&
    text.length < 60
  ) {
    return say("small_talk", "Bye. Your list is here when you need it.");
  }
  if (
    /^(?:how(?:s| is| are| r)?(?: you| u| ya| it| things| your day| everything| life)?(?: doing| going| been)?(?: today| now)?|how do you do|whats up|wassup|what up|you (?:ok|okay|good|alright)|hows it going|are you (?:ok|okay|well|good|fine|there|awake|alive|happy|busy))(?: [?!.])*$/.test(
      text,
    )
  ) {
    return say("small_talk", "I’m fine, thanks. What would you like to do?");
  }
  if (isChat(text)) {
    return say(
      "small_talk",
      /^(?:y|yes|yep|yeah|yup|sure|si|oui|ja)\b/.test(text)
        ? "There is nothing waiting for a yes. What would you like to do?"
        : "All right, nothing has changed.",
    );
  }
  if (
    /^(?:who|what) (?:are|r|is) (?:you|u|your name)|^(?:whats|what is) your (?:name|job|purpose)|^are you (?:a |an )?(?:bot|robot|human|real|person|ai|machine|computer|chatbot|alive|llm)/.test(
      text,
    )
  ) {
    return {
      type: "say",
      intent: "small_talk",
      text: "I’m the assistant of your to-do list: I add, find, change and tick off what is on it.",
    };
  }
  return null;
}

/** "help", "what can you do", "how do i add a task", "can you delete several tasks at once". */
export function help(text: string): Command | null {
  const asked =
    /^(?:help|help me|help please|i need (?:some )?help|commands?|instructions|usage|what can (?:you|i|u) (?:do|say|ask|type|help)(?: .*)?|what (?:do|are) you(?:r)? (?:do|capable of|able to do|features|commands|functions|skills|capabilities|abilities)(?: .*)?|what are your (?:features|commands|functions|skills|capabilities|abilities)|how (?:do|does|can|should) (?:this|it|you|i use (?:this|you)|i use the .*) ?(?:work|works|help|help me)?|how do you work|tell me what you can do|what else can you do|what (?:things|kind of things|sort of things|stuff) can (?:you|i) .*|how can you (?:help|assist).*|how to use (?:this|you|it))(?: [?!.])*$/.test(
      text,
    );
  if (asked) return say("help", HELP);
  const able =
    /^(?:can|could|do|are|is|will|would|does)(?: you| i| it| u| this| one| the app| we)? ?(?:able to |capable of |possible to |know how to |support |handle |allow |let me |able |also |even )*(?:to )?(?<verb>add|adding|create|creating|delete|deleting|remove|removing|complete|completing|mark|move|moving|change|changing|edit|editing|undo|rename|reschedule|set|setting|list|show|handle|do|repeat|repeating|remind|tag|share|sync|sort|search|import|export|have|schedule|manage|track|understand|speak|use|make)\b(?<object>.*)$/.exec(
      text,
    );
  if (able?.groups && isGeneral(able.groups.object ?? "", text)) return say("help", `Yes. ${HELP}`);
  if (
    /^(?:how (?:do|can|would|should) (?:i|you|we|one)|how to|whats the (?:best )?way to|is it possible to|is there (?:a|any) way to) (?:add|create|delete|remove|complete|mark|tick|move|change|edit|undo|rename|reschedule|set|list|see|view|show|repeat|tag|label|prioriti[sz]e|make) .*?\b(?:tasks?|todos?|reminders?|items?|lists?|things?|one|something|it|due dates?|dates?|priority|priorities|labels?|tags?|notes?|title)\b/.test(
      text,
    )
  ) {
    return say("help", HELP);
  }
  return null;
}

/** Whether an ability is asked about rather than something on the list: no "the", no date, no name, only kinds of things. */
function isGeneral(object: string, text: string): boolean {
  if (/[\ue000\ue001\ue003\ue005\ue006]/.test(object) && !/\b(?:recurring|repeating)\b/.test(object))
    return false;
  if (
    /\b(?:the|my|that|this|it|them|me a|for me|called|named|please|pls|to my|on my|from my|first|second|last)\b/.test(
      object,
    )
  )
    return false;
  if (
    /\ba (?:task|reminder|todo|to-do|new (?:task|reminder)|reminder)\b/.test(object) &&
    !/^(?:do|are|is|does)/.test(text)
  )
    return false;
  return /^(?: (?:several|multiple|many|more than one|two|few|a few|some|any|all|recurring|repeating|old|completed|tasks?|todos?|reminders?|items?|things?|subtasks?|sub-tasks?|lists?|labels?|tags?|notes?|dates?|times?|priorities|priority|at once|at the same time|together|in one go|in one message|in bulk|by voice|by name|due|stuff|emails?|spanish|french|german|other|languages?|english|a|an|task|reminder|todo|my-own|for|to|with|and|or|of|in|on|by|from|also|too|time zones?|zones|more|than|one|different|than one|between|is possible|possible|yourself|well|work|daily|weekly|monthly|changes?|\?|!|\.|\ue002|\ue004))+$/.test(
    object,
  );
}

const NEGATED =
  /^(?:please |pls |ok |no |wait |actually |hey |oh |so )*(?:dont|do not|never|please dont|you (?:dont (?:need|have) to|shouldnt|must not|mustnt)|theres no need to|there is no need to|no need to|i (?:dont|do not|never) (?:want|need|wanted|meant|asked)(?: you)? to|i didnt (?:ask|want|mean|tell)(?: you)? to|lets not|i wouldnt|not going to|wont|id rather not|i (?:would )?(?:rather|prefer) (?:you )?(?:not|didnt)|stop) (?:you )?(?:to )?(?:ever |please |just |actually |yet )*(?<verb>add|adding|create|creating|delete|deleting|remove|removing|mark|marking|complete|completing|tick|finish|move|moving|change|changing|touch|edit|update|rename|reschedule|postpone|cancel|clear|drop|scrap|erase|wipe|do anything|do that|do it|do this|remind|put|bin|save|keep|schedule|set|tag|label|write|note|undo|list|show|push|worry|bother)\b/;

/** "don't delete it", "don't add anything yet": nothing changes. */
export function negated(text: string): Command | null {
  const m = NEGATED.exec(text);
  if (!m) return null;
  if (/^(?:i (?:dont|do not) need to|not going to)/.test(text)) return null;
  return say("none", "All right, I have left everything as it is.");
}

const UNDO =
  /^(?:(?:please|oops|whoops|ups|no|wait|sorry|ah|oh|damn|actually|hang on|my bad|my mistake|shit|crap|ugh|hmm|ok|okay) ?,? ?)*(?:undo|undo (?:that|it|this|these|those|them|please|again|all that|all of that|everything|the last .*|my last .*|last .*|what (?:you|i) (?:just )?did.*|the (?:change|changes|delete|deletion|add|move|previous .*))|un-do|undo last|revert(?: (?:that|it|this|back|the last .*|last .*|to before|the change|the changes|my last .*))?|roll ?back|rollback|roll (?:that|it) back|take (?:that|it|this) back|(?:bring|put|get|give me|restore|change|move|set|switch) (?:it|that|them|those|everything|this|all|the last one|that one)(?: all| both)? back(?: (?:please|again|how it was|to (?:how|what|where|the way) it was|the way it was|as it was|where it was|like it was))?|bring back (?:it|that|them|those|everything|that one|what i deleted|the last (?:one|task))|restore (?:it|that|them|those|everything|the last .*)|go back|ctrl ?[+-]? ?z|unde?lete(?: it| that| them)?|i didnt mean (?:that|to|it|to do that|to delete (?:it|that|them)|to do it)|that was (?:a mistake|wrong|the wrong one|not what i (?:meant|wanted))|didnt mean (?:that|to do that|to delete (?:it|that))|wrong one|wrong task|not that one|thats wrong|thats not what i (?:meant|wanted|said|asked)|cancel (?:that|it|this) last (?:one|change)|scratch that|strike that|forget that last (?:one|change)|annuler|annule|deshacer|deshaz|ruckgangig)(?: ?[,.!]? ?(?:please|pls|sorry|oops|thanks|again|my mistake|wrong one|that was wrong|bring it back|put it back|undo|undo it|undo that|that was a mistake))*(?: [!.?])*$/;

export function undo(text: string): Command | null {
  if (/^(?:please )?(?:redo|re-do|redo (?:it|that|the last .*))(?: please)?$/.test(text))
    return say("undo", "I can undo, but not redo. Nothing has changed; say what you want once more.");
  return UNDO.test(text) ? { type: "undo" } : null;
}

/** One of the words every such request has. */
const SUSPECT =
  /instruction|prompt|rules|guideline|command|direction|developer|jailbreak|root|admin|sudo|without asking|drop table|select|act as|users?|account|person|people|customer|member|else|password|key|secret|token|credential|database|data/;

/** Requests about other people's data or about how the assistant is made: declined. */
export function forbidden(text: string): Command | null {
  if (!SUSPECT.test(text)) return null;
  if (
    /\b(?:ignore|disregard|forget|override|bypass) (?:all |any |the |your |my )*(?:previous|prior|above|earlier|preceding|system|safety|other)? ?(?:instructions?|prompts?|rules|guidelines|directions|commands)\b|\b(?:system prompt|developer mode|jailbreak|you are (?:now )?(?:root|admin|dan|an? admin)|sudo|as root|without asking|drop table|select \* from|act as (?:an? )?(?:admin|root|system))\b/.test(
      text,
    )
  ) {
    return say(
      "none",
      "I only do what you ask about your own list, and I ask before I delete several tasks. Nothing has changed.",
    );
  }
  const others =
    /\b(?:other|another|someone elses?|somebody elses?|everyones?|everybodys?|all|different|every) (?:other )?(?:users?|persons?|peoples?|accounts?|customers?|members?)(?:s)?\b.*\b(?:tasks?|lists?|todos?|data|reminders?|passwords?|emails?|accounts?)\b|\b(?:tasks?|lists?|todos?|data|reminders?|passwords?|emails?) (?:of|from|for|belonging to) (?:other|another|all|every|someone|somebody|everyone|user|the other|different) ?(?:users?|people|person|else|account|accounts|persons)?\b|\b(?:users?|accounts?) (?:id )?(?:\d+|\p{L}+@\S+)s? (?:tasks?|lists?|data|todos?)\b|\blist (?:all )?(?:users|accounts)\b|\b(?:passwords?|api keys?|secrets?|tokens?|credentials)\b.*\b(?:users?|show|tell|give|print|reveal)\b|\b(?:show|tell|give|print|reveal|dump)\b.*\b(?:users|user table|passwords?|api keys?|secrets|credentials|environment variables|database)\b/u;
  if (others.test(text)) return say("out_of_scope", "I can only see your own list, so I can’t do that.");
  return null;
}

export function scopeAnswer(_line: Line, _state: State): Command {
  return say("out_of_scope", `${SCOPE} You could say “add …”, “what is due today?” or “help”.`);
}
