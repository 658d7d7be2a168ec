import type { Command } from 'commander';
import type { CliIo } from './io.ts';

export function addStartCommand(program: Command, io: CliIo): void {
  program
    .command('start')
    .description('run the bot; with no Slack tokens, in a workspace on this machine')
    .addHelpText(
      'after',
      '\nSettings come from the environment and from .env; README.md lists them, .env.example is a beginning.',
    )
    .action(async () => {
      // Loaded here: the other commands need neither Bolt nor the workspace, and start faster without them.
      const { runProcess } = await import('../main.ts');
      await runProcess((text) => io.stdout.write(text));
    });
}
