/**
 * Matters other assistants are asked about: a clause about one of them that is not put as a command for the list is
 * not added without asking.
 */
const TOPICS =
  /\b(?:weather|forecast|temperature|music|songs?|playlists?|podcasts?|episodes?|audio ?books?|audio-book|audio|radio|fm|albums?|tracks?|volume|speakers?|sound|noise|brightness|lamp|lights?|stocks?|stock prices?|exchange rates?|xchange rates?|forex|currency|usd|dollars?|euros?|timezones?|time zones?|traffic|news|headlines?|recipes?|jokes?|trivia|fun facts?|facts?|transactions?|apr|routing|credit (?:score|limit|card)s?|interest rates?|visa card|insurance|w-?2s?|pto|vacation days?|days off|day off|paycheck|income|spending history|nutrition(?:al)?|calories|ingredients? in|substitut\w+|restaurants?|movies?|films?|games?|apps?|application status|dice|die|coin|whisper(?:ing)?|accent|mpg|gas|tire pressure|tires|definition|synonyms?|meaning of|map|location|directions|nearest|closest|nearby|train (?:times?|schedule|departure|ticket|tickets)|trains|flight status|my flight|my (?:i)?phone|cell ?phone|reward points|rewards|points|minimum payment|bank of america|discover|amex|american express|mastercard|google|facebook|twitter|instagram|youtube|netflix|spotify|pandora|audible|roomba|smart home|thermostat|furnace|mute|movie times|tax rate|credit rating|payday|horoscope|things to do|height of|age of|distance (?:from|to|between)|time taken|per ?cen\w*|percan\w*|alarms?|timers?|lottery|male|female|voices?|hobbies|dinner ideas|meal ideas|ideas|suggestions?|pets|parents names|tourist|attractions|travel visa|international visa|international fees|transaction fees|carry ?-?on|math|percent\w*|multiplied|divided|square root|capital of|population|shopping mall|shops|mobile shop|events?|ongoing|exhibitions|concert tickets near|colou?rs?|to play|play next|ted talks?|npr|travel alerts?|yes or no|todays date|date for today|date today|my name|your name|the time|the date|what day|full date|account balance|balance|wait time|sport'?s news|romantic|hotel california|information|details of|review of|reviews)\b/;

/** A question inside a sentence: "before I leave should I get shots". */
const INSIDE =
  /(?:^|[ ,])(?:should|do|can|could|would|am|is|are|will|does|did) (?:i|it|there|you|we|they|he|she)\b/;

const WH = /(?:^|[ ,])(?:what|whats|when|where|which|who|whom|whose|why|how|whence)(?: |$|,)/;

/** Requests put to the assistant itself: what follows is for it to do, not for the person. */
const ASKED =
  /\b(?:can|could|will|would|cld|cud) (?:you|u|ya|i|we)\b|\bmay i\b|\bdo you mind\b|\bi (?:want|wanna|wish|would like|d like|would love)\b|\bid (?:like|love)\b|\bhelp me\b|\blet me\b|\blets\b|\blet us\b|\bi need (?:for )?you\b|\bable to\b|\bgo ahead\b|\b(?:alexa|siri|olly|pda|cortana|google|ai|house|ally|computer|assistant|bot|robot)\b|\byour\b|\byou\b|\bwith me\b|\bto me\b|\bfor me\b/;

/** Verbs of what an assistant is told to do, which are hardly ever somebody's own task. */
const TOLD =
  /^(?:let me|read (?:me|my)|view|solve|darken|brighter|louder|quieter|warmer|wake up|channel|too (?:loud|quiet|bright|dark|fast|slow)|good looking|nice (?:talking|to)|appreciate|tata|bye|goodbye|hey|hello|load up|make the (?:room|lighting|lights?)|divide|multiply|subtract|add (?:up|all (?:of )?my|one|two|three|twelve)|on turn|by switch|get my (?:car|furnace|fan)|lock (?:the|all|every|my)(?: the)? (?:front |back )?doors?|open up|check (?:the )?time|\S+ channel$|number for|remind me of|notify me|fun things|go to sleep|tell|say|speak|talk|play|pause|resume|skip|mute|unmute|shuffle|rewind|name|state|define|translate|convert|calculate|spell|roll|role|flip|toss|dim|brighten|lower|raise|increase|decrease|reduce|lessen|turn|switch|shut|queue|begin|beginning|repeat|whisper|suggest|recommend|explain|describe|indicate|refer|share (?:me|my|the list|this)|inform|given|given me|give me|show|display|locate|navigate|slow|speed|jump|fast|cut|cutoff|disable|enable|activate|crack|chear|cheer|surprise|entertain|silence|stop$|stop (?:it|that|now)$|do nothing|do not|dont|make (?:me|it)|go (?:now|into|back|in)|call me|heads or|knock|tv|sing|search|look up|pull up|bring up|control|use|access|list|check (?:to see|if|for|days|time|how|the (?:time|date|weather|news|traffic|status))|find (?:me|that|the|out|events|local|a good|some|my|correct)|get (?:me|more|the (?:latest|news))|add (?:up|\w+ plus)|down|up|more|back|next|previous|open (?:up )?(?:the )?\w+ ?(?:game|app)?$|start (?:my|the|audio|a)|place a marker|count|choose|pick (?:me|a (?:number|card|restaurant))|update me|notify|thank|much obliged|nice to|take it easy|see you|please be|be (?:quiet|silent)|put on|change (?:to|mode|my (?:room )?lights?|the (?:lights?|color|colour))|replace color|set (?:an? |the |my )?(?:alarm|timer)|set (?:to|the (?:volume|lights?)|volume|lights?|music)|shift the light|move forward|walk me|ask a|read to|hit)\b/;

/**
 * How sure it is that a bare clause is no task of the person's: 0 a task, 1 doubtful (worth offering), 2 surely not.
 * `prefix` is what politeness was taken off its start; `dated`: it has a date, a label or a priority.
 */
export function strangeness(text: string, prefix: string, dated: boolean): 0 | 1 | 2 {
  const first = text.split(" ", 1)[0] ?? "";
  if (
    WH.test(text) &&
    !/^(?:ask|find out|figure out|check|research|decide|learn|remember|tell|see|look|work out|google|discuss|plan)\b/.test(
      text,
    )
  )
    return 2;
  if (INSIDE.test(text) && !/^(?:ask|check|see|find out|figure out|decide)\b/.test(text)) return 2;
  if (ASKED.test(prefix)) return 1;
  if (/^\p{L}+ me (?!to )/u.test(text)) return 1;
  if (/^add /.test(text)) return 1;
  const topic = TOPICS.test(text);
  if (TOLD.test(text)) return dated && !topic && !/^(?:tell|say|show|name|give)/.test(text) ? 0 : 1;
  if (
    topic &&
    !(dated && !/\b(?:weather|news|stocks?|forecast|traffic|movie times|things to do)\b/.test(text)) &&
    !isOwnErrand(first)
  )
    return 1;
  if (
    /\b(?:with me|to me|for me|your|you)\b/.test(text) &&
    !dated &&
    /\byou\b|\byour\b|\bwith me\b|\bto me\b/.test(text)
  )
    return 1;
  return 0;
}

/** Whether a clause is about such a matter and not an errand: "i need to turn the lights down". */
export function isForeign(text: string): boolean {
  return (
    (TOPICS.test(text) && !isOwnErrand(text.split(" ", 1)[0] ?? "")) || WH_END.test(text) || INSIDE.test(text)
  );
}

const WH_END = / (?:what|when|where|who|why|how)$/;

/** Verbs that make even such a matter an errand: "buy a lamp", "book train tickets", "call the insurance". */
function isOwnErrand(verb: string): boolean {
  return /^(?:buy|call|phone|ring|email|e-mail|write|pay|book|renew|cancel|return|fix|repair|clean|wash|collect|fetch|replace|sell|send|post|print|sign|review|prepare|draft|finish|submit|install|organise|organize|order|pick|drop|take|bring|read|study|learn|practise|practice|cook|bake|hang|paint|mow|schedule|visit|meet|text|message|contact|dust|service|charge|pump|insure|hoover|wrap|pack|sort|file|upload|rehearse|plan|unsubscribe|apply|register|research|compare|donate|water|feed|tidy|mend|oil|descale|attend|host|talk|update|test|rent|rotate|top|fill|empty|swap)$/.test(
    verb,
  );
}
