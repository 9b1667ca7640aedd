import { plainOfGerund, plainOfPast } from "../vocabulary/verbs.ts";

/** Words that mean one another on a list; each line's first stands for all. */
const SAME = `
mum mom mother mummy mommy
dad father daddy
grandma gran granny nan nana grandmother
grandpa grandad granddad grandfather
appointment appt apt appointement
birthday bday b-day
doctor dr doc
christmas xmas
photo pic picture photograph
call ring phone telephone
buy purchase
vacuum hoover
fridge refrigerator
tv telly television
bike bicycle cycle
trash garbage rubbish
with w/
and &
about abt
laundry washing
message msg text
meeting mtg
`;
const same = new Map(
  SAME.trim()
    .split("\n")
    .flatMap((line) => {
      const all = line.split(" ");
      return all.map((word) => [word, all[0] as string] as const);
    }),
);

const cache = new Map<string, string>();
const CACHE_LIMIT = 20_000;

/** What a folded word is compared by: without its ending, and one word for several of the same meaning. */
export function stem(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const found = compute(word);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(word, found);
  return found;
}

function compute(word: string): string {
  const plain = same.get(word) ?? plainOfPast(word) ?? plainOfGerund(word) ?? word;
  let out = same.get(plain) ?? plain;
  if (/\d/.test(out) || out.length < 4) return out;
  if (out.endsWith("ies") && out.length > 4) out = `${out.slice(0, -3)}y`;
  else if (/(?:ss|us|is)$/.test(out)) return out;
  else if (/(?:ches|shes|sses|xes|zes)$/.test(out)) out = out.slice(0, -2);
  else if (out.endsWith("s")) out = out.slice(0, -1);
  out = same.get(out) ?? out;
  if (out.length > 4 && out.endsWith("e")) out = out.slice(0, -1);
  return out;
}
