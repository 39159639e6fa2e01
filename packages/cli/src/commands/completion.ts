import { ExitCode } from '../command.js';
import { SHELLS } from '../completion/shells.js';
import { defineCommand } from '../define-command.js';

export const completion = defineCommand({
  name: 'completion',
  summary: 'Print a completion script for your shell',
  arguments: [{ name: 'shell', description: 'shell', choices: SHELLS }],
  options: [],
  examples: [
    'corsmith completion bash >> ~/.bashrc',
    'corsmith completion zsh >> ~/.zshrc',
    'corsmith completion fish > ~/.config/fish/completions/corsmith.fish',
  ],
  run: async ({ arguments: [name], commands, terminal }) => {
    const { completionScript } = await import('../completion/script.js');
    const shell = SHELLS.find((one) => one === name);
    if (shell === undefined) return ExitCode.Usage;
    terminal.print(completionScript(shell, commands));
    return ExitCode.Allowed;
  },
});
