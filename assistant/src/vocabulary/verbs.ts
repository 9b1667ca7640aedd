/** English verbs a thing to do begins with, in their plain form. */
const PLAIN = `
accept activate adjust air alphabetise alphabetize answer apologise apologize apply appoint approve arrange ask assemble assign attach attend
audit back backup bake bathe bike bleach block boil book borrow brainstorm bring browse brush budget build buy calibrate call cancel
capture carry cash catch celebrate change charge chase check choose clean clear clip collect comb come compare compile complete compost
compress configure confirm congratulate connect consider contact convert cook copy courier cover create crop cut darn deal debug declutter decide
decorate deep-clean defrost deliver deploy deposit descale design develop dig discuss dispose ditch divide do donate double-check download
draft draw dress drill drive drop dry dust eat edit email e-mail empty enable enrol enroll enter estimate evaluate exchange exercise explain
export extend fetch figure file fill film finalise finalize find finish fit fix flip floss fold follow follow-up forward frame freeze
fry fund garden gather get gift give glue go grab grade grate grease greet grind groom handle hand hang harvest have hem hire hold hook
hoover host hunt ice identify implement improve inform inspect install insure interview introduce invest investigate invite invoice
iron join journal jog jot keep knit label launch lay lead leave lend let light link list load lock log look lubricate mail make
manage mark maintain massage measure meditate meet mend merge message migrate mix mop mount move mow mulch nail negotiate note notify
oil onboard open order organise organize overhaul pack paint pair park patch pay peel phone photocopy pick ping pitch plan plant plaster
play plug polish pop post practice practise pray prep prepare present press print proofread prune publish pull pump purchase push put
quote raise rake read rearrange rebook recharge reconcile record recycle redo refactor refill register rehearse release remind remove
renew rent reorder repaint repair replace reply report repot request reschedule research reserve reset resize resolve respond
restart restock restore retrieve return revert review revise ring rinse roast rotate rsvp run sand save scan schedule scrape
scrub seal search see sell send separate serve service set settle sew shampoo share sharpen shave ship shop shovel shred sign sketch sleep
slice smooth sort speak spray stamp start steam sterilise sterilize stitch stock stop store stretch study submit subscribe sue
suggest supervise swap sweep swim switch sync tag take talk taste tax teach tell test text thank tidy tie tile top top-up touch
tow trade train transcribe transfer translate transplant treat trim try tune turn type unblock unclog unload unpack unplug unsubscribe
update upgrade upload use vacuum varnish verify view visit vote wait walk wallpaper wash watch water wax weed weigh whitewash wipe
work worm wrap write
`;

/** Verbs that are nouns as often: "water bottles", "paint brushes"; an object with an article or a name settles them. */
const NOUNISH = `
air back bike book brush call cash change check clip comb copy cover cut design dress drill drop dust email exercise export fax file film
fit floss frame garden gift glue grease hand hem hold host hunt ice invoice iron journal label launch lead light link list load
lock log look mail mark massage meet merge message mix mop move mulch nail note offer oil order pack paint pair park patch pitch
plan plant plaster play plug polish pop post practice present press print pump purchase quote rake record release rent repair report
request research rest return review ring run sand save scan seal search service set share ship shop shovel sign sketch sleep
slice sort spray stamp start steam stitch stock store stretch study swim switch tag talk taste tax test text tidy tie tile top touch
trade train transfer treat trim tune turn type update upgrade use view visit vote wait walk wash watch water wax weed work wrap
`;

const IRREGULAR = `
bring:brought build:built burn:burnt buy:bought catch:caught choose:chose,chosen come:came cut:cut deal:dealt dig:dug do:did,done
draw:drew,drawn drive:drove,driven eat:ate,eaten feed:fed find:found fly:flew,flown forget:forgot get:got,gotten give:gave,given
go:went,gone grind:ground grow:grew,grown hang:hung have:had hear:heard hide:hid hold:held keep:kept know:knew lay:laid
lead:led learn:learnt,learned leave:left lend:lent let:let lose:lost make:made meet:met mow:mown,mowed pay:paid,payed put:put read:read
ring:rang,rung run:ran say:said see:saw,seen sell:sold send:sent set:set sew:sewed,sewn shake:shook show:showed,shown shut:shut
sing:sang sit:sat sleep:slept speak:spoke,spoken spend:spent spread:spread stand:stood stick:stuck sweep:swept swim:swam,swum
take:took,taken teach:taught tear:tore tell:told think:thought throw:threw,thrown wake:woke wear:wore win:won wind:wound
withdraw:withdrew write:wrote,written rewrite:rewrote,rewritten redo:redid,redone undergo:underwent feed:fed bleed:bled
`;

const words = (text: string): string[] => text.trim().split(/\s+/);

export const taskVerbs: ReadonlySet<string> = new Set([
  ...words(PLAIN),
  ...words("feed fly learn show throw wake win withdraw rewrite spend shut stick think wear"),
]);
export const nounishVerbs: ReadonlySet<string> = new Set(words(NOUNISH));

const irregularPast: ReadonlyMap<string, string> = new Map(
  words(IRREGULAR).flatMap((entry) => {
    const [base = "", forms = ""] = entry.split(":");
    return forms.split(",").map((form) => [form, base] as const);
  }),
);

/** Spellings that lose a letter or change one before an ending. */
function bases(stem: string): string[] {
  const out = [stem, `${stem}e`];
  const last = stem.at(-1);
  if (stem.length > 3 && last === stem.at(-2)) out.push(stem.slice(0, -1));
  if (last === "i") out.push(`${stem.slice(0, -1)}y`);
  return out;
}

/** The plain form of an English past tense or participle ("watered" → "water", "paid" → "pay"), else null. */
export function plainOfPast(word: string): string | null {
  const irregular = irregularPast.get(word);
  if (irregular) return irregular;
  if (!word.endsWith("ed") || word.length < 4) return null;
  const found = bases(word.slice(0, -2)).find((base) => taskVerbs.has(base));
  return found ?? null;
}

/** The plain form of an "-ing" word ("shopping" → "shop"), else null. */
export function plainOfGerund(word: string): string | null {
  if (!word.endsWith("ing") || word.length < 5) return null;
  return bases(word.slice(0, -3)).find((base) => taskVerbs.has(base)) ?? null;
}
