import { readIfThere, writeDurably } from "../files.ts";
import { type Context, own } from "../run/context.ts";

/** What a run has made in the cluster and nothing else had: exactly this is taken away by `down`. */
export interface Created {
  namespace: boolean;
  release: boolean;
  secrets: string[];
  images: string[];
  cluster: boolean;
}

const file = (context: Context) =>
  own(context, `created-${context.cluster.context}-${context.kubectl.place.namespace}.json`);

export function readCreated(context: Context): Created {
  const text = readIfThere(file(context));
  return text
    ? (JSON.parse(text) as Created)
    : { namespace: false, release: false, secrets: [], images: [], cluster: false };
}

/** Notes what is about to be made, before it is made: a crash in between leaves a note too many, never too few. */
export function noteCreated(context: Context, change: (created: Created) => void): void {
  const created = readCreated(context);
  change(created);
  writeDurably(file(context), `${JSON.stringify(created, null, 1)}\n`, 0o600);
}

export function forgetCreated(context: Context): void {
  writeDurably(
    file(context),
    `${JSON.stringify({ namespace: false, release: false, secrets: [], images: [], cluster: false })}\n`,
    0o600,
  );
}
