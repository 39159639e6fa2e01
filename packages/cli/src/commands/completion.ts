import { type Command, ExitCode } from '../command.js';
import type { Shell } from '../completion/script.js';

export const completion: Command = {
  name: 'completion',
  summary: 'Print a completion script for your shell',
  arguments: [{ name: 'shell', description: 'shell', choices: ['bash', 'zsh', 'fish'] }],
  options: [],
  examples: [
    'corsmith completion bash >> ~/.bashrc',
    'corsmith completion zsh >> ~/.zshrc',
    'corsmith completion fish > ~/.config/fish/completions/corsmith.fish',
  ],
  run: async ({ arguments: [shell], commands, terminal }) => {
    const { completionScript } = await import('../completion/script.js');
    terminal.print(completionScript(shell as Shell, commands));
    return ExitCode.Allowed;
  },
};
