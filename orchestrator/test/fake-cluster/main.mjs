// Stands in for minikube, kind, k3d, docker, kubectl and helm, by the name it is called by. Its state is kept in
// $FAKE_STATE/state.json, what it was asked to change in $FAKE_STATE/effects.log; $FAKE_STATE/fault names a fault.
// Templates are rendered and linted by the real helm ($REAL_HELM): only the cluster is faked.
import { program } from "./command.mjs";

// Only the program that is called is loaded: a run starts hundreds of them.
const { run } = await import(`./${program}.mjs`);
await run();
