import type { Kubectl } from "../cluster/kubectl.ts";

/** A port on which a process in a pod listens. */
export interface Listener {
  port: number;
  /** Only reachable from within the pod, so not by probes. */
  loopback: boolean;
}

const FILES = ["/proc/net/tcp", "/proc/net/tcp6"];
const READ = `for (const file of ${JSON.stringify(FILES)}) process.stdout.write(require("fs").readFileSync(file, "utf8"))`;
/** An image without a shell has at least the runtime of its program. */
const READERS = [
  ["cat", ...FILES],
  ["node", "-e", READ],
  ["python3", "-c", `for file in ${JSON.stringify(FILES)}: print(open(file).read())`],
];
const LISTEN = "0A";

/** Listening sockets in the kernel's own table (proc(5), /proc/net/tcp), each port once. */
export function listenersIn(table: string): Listener[] {
  const ports = new Map<number, boolean>();
  for (const line of table.split("\n")) {
    const [, address, port, state] =
      /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2})/.exec(line) ?? [];
    if (!address || !port || state !== LISTEN) continue;
    const number = Number.parseInt(port, 16);
    // 127.0.0.0/8 in the byte order of a little-endian machine, and ::1.
    const loopback = /^.{6}7F$|^0{24}01000000$/.test(address);
    ports.set(number, (ports.get(number) ?? true) && loopback);
  }
  return [...ports].map(([port, loopback]) => ({ port, loopback }));
}

/**
 * The sockets on which a pod's processes listen, read with a program in its container; null if it has none of the known
 * ones.
 */
export async function listenersOf(
  kubectl: Kubectl,
  pod: string,
  container: string,
): Promise<Listener[] | null> {
  for (const reader of READERS) {
    const result = await kubectl.try(["exec", pod, "-c", container, "--", ...reader], undefined, 10_000);
    if (result.exitCode === 0) return listenersIn(result.stdout);
  }
  return null;
}
