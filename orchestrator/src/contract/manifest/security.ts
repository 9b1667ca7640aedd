import type { Rule } from "../violation.ts";
import { valueAt } from "./expect.ts";
import { at, container, differs, list, type ManifestSubject, ruleFor } from "./subject.ts";

const SECRET_NAME = /(secret|password|passwd|token|api_?key|private_?key|credential|database_url)/i;
const pod = (subject: ManifestSubject, path: string) => at(subject, `spec.template.spec.${path}`);

function hardened(
  id: string,
  title: string,
  fix: string,
  check: (subject: ManifestSubject) => string[],
): Rule<ManifestSubject> {
  return ruleFor(["Deployment"], id, title, fix, check);
}

/** Rules that limit what a pod can do: the restricted Pod Security Standard, and a read-only root. */
export const securityRules: readonly Rule<ManifestSubject>[] = [
  hardened(
    "run-as",
    "Runs as the numeric user of the image, never root",
    "Set runAsNonRoot true, and runAsUser and runAsGroup to the numbers asked for, in the pod's securityContext.",
    (subject) => [
      ...differs("runAsNonRoot", pod(subject, "securityContext.runAsNonRoot"), true),
      ...differs("runAsUser", pod(subject, "securityContext.runAsUser"), subject.expected.user?.id),
      ...differs("runAsGroup", pod(subject, "securityContext.runAsGroup"), subject.expected.user?.group),
      ...[0, false].flatMap((bad) =>
        ["runAsUser", "runAsGroup", "runAsNonRoot"]
          .filter((field) => valueAt(container(subject), `securityContext.${field}`) === bad)
          .map((field) => `the container's ${field} is ${bad}`),
      ),
    ],
  ),
  hardened(
    "privilege-escalation",
    "No privileges to gain",
    "Set allowPrivilegeEscalation false in the container's securityContext, and never privileged true.",
    (subject) => [
      ...differs(
        "allowPrivilegeEscalation",
        valueAt(container(subject), "securityContext.allowPrivilegeEscalation"),
        false,
      ),
      ...(valueAt(container(subject), "securityContext.privileged") === true ? ["privileged is true"] : []),
    ],
  ),
  hardened(
    "capabilities",
    "No capabilities",
    "Drop ALL capabilities in the container's securityContext and add none.",
    (subject) =>
      differs("capabilities", valueAt(container(subject), "securityContext.capabilities"), { drop: ["ALL"] }),
  ),
  hardened(
    "seccomp",
    "The runtime's seccomp profile",
    "Set seccompProfile type RuntimeDefault in the pod's securityContext.",
    (subject) =>
      differs("seccompProfile", pod(subject, "securityContext.seccompProfile"), { type: "RuntimeDefault" }),
  ),
  hardened(
    "read-only-root",
    "A read-only root filesystem",
    "Set readOnlyRootFilesystem true in the container's securityContext.",
    (subject) =>
      differs(
        "readOnlyRootFilesystem",
        valueAt(container(subject), "securityContext.readOnlyRootFilesystem"),
        true,
      ),
  ),
  hardened(
    "no-token",
    "No service-account token",
    "Set automountServiceAccountToken false in the pod's spec.",
    (subject) => differs("automountServiceAccountToken", pod(subject, "automountServiceAccountToken"), false),
  ),
  hardened(
    "no-host",
    "Nothing of the node",
    "Leave hostNetwork, hostPID, hostIPC, hostPath volumes and hostPort out.",
    (subject) => [
      ...["hostNetwork", "hostPID", "hostIPC"]
        .filter((f) => pod(subject, f) === true)
        .map((f) => `${f} is true`),
      ...list(pod(subject, "volumes"))
        .filter((volume) => valueAt(volume, "hostPath") !== undefined)
        .map((volume) => `volume ${valueAt(volume, "name")} is a hostPath`),
      ...list(valueAt(container(subject), "ports"))
        .filter((port) => valueAt(port, "hostPort") !== undefined)
        .map((port) => `hostPort ${valueAt(port, "hostPort")}`),
    ],
  ),
  hardened(
    "no-literal-secret",
    "No secret written into env",
    "Take secrets from the Secret by envFrom; never write a value into env.",
    (subject) =>
      list(valueAt(container(subject), "env"))
        .filter(
          (item) => SECRET_NAME.test(String(valueAt(item, "name"))) && valueAt(item, "value") !== undefined,
        )
        .map((item) => `${valueAt(item, "name")} has its value written down`),
  ),
  hardened(
    "volumes",
    "Volumes are scratch space with a limit",
    "Use only emptyDir volumes with a sizeLimit.",
    (subject) =>
      list(pod(subject, "volumes"))
        .filter((volume) => valueAt(volume, "hostPath") === undefined)
        .filter((volume) => valueAt(volume, "emptyDir.sizeLimit") === undefined)
        .map((volume) => `volume ${valueAt(volume, "name")} is no emptyDir with a sizeLimit`),
  ),
  hardened(
    "no-shell",
    "Starts the image's own command",
    "Leave command and args out: the image knows what it starts.",
    (subject) =>
      ["command", "args"]
        .filter((f) => valueAt(container(subject), f) !== undefined)
        .map((f) => `${f} is set`),
  ),
];
