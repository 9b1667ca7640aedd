import type { Command } from "commander";

/** A completion script generated from the commands, so that it is always complete. */
export function completionScript(program: Command, shell: string): string | null {
  const name = program.name();
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    words: [
      ...command.commands.map((sub) => sub.name()),
      ...command.options.flatMap((option) => option.long ?? []),
    ],
  }));
  const names = commands.map((command) => command.name).join(" ");
  const cases = (format: (name: string, words: string) => string) =>
    commands.map((command) => format(command.name, command.words.join(" "))).join("\n");
  if (shell === "bash")
    return `_infra_orchestrator() {
  local word=\${COMP_WORDS[COMP_CWORD]} words
  case \${COMP_WORDS[1]} in
${cases((command, words) => `    ${command}) words="${words}" ;;`)}
    *) words="${names}" ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${names}"
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _infra_orchestrator ${name}
`;
  if (shell === "zsh")
    return `#compdef ${name}
_infra_orchestrator() {
  local -a words
  if (( CURRENT == 2 )); then words=(${names})
  else
    case \${words[2]:-$words[2]} in
${cases((command, words) => `      ${command}) words=(${words}) ;;`)}
    esac
  fi
  compadd -- $words
}
compdef _infra_orchestrator ${name}
`;
  if (shell === "fish")
    return `${commands
      .map(
        ({ name: command, description, words }) =>
          `complete -c ${name} -f -n __fish_use_subcommand -a ${command} -d '${description.replaceAll("'", "\\'")}'\n` +
          words
            .map((word) =>
              word.startsWith("--")
                ? `complete -c ${name} -f -n '__fish_seen_subcommand_from ${command}' -l ${word.slice(2)}`
                : `complete -c ${name} -f -n '__fish_seen_subcommand_from ${command}' -a ${word}`,
            )
            .join("\n"),
      )
      .join("\n")}\n`;
  return null;
}
