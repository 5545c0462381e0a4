import type { InitialisedInstance } from '../instance/initialise-instance.ts';
import { fieldsText } from './fields-text.ts';
import { paint, type Style } from './style.ts';

/** What was made, and what the operator has to do with it. */
export function initText(made: InitialisedInstance, style: Style): string {
  const fields = fieldsText(
    [
      ['instance', made.dir],
      ['settings', made.settings],
      [`key of site ${made.site.name}`, made.site.recipient],
      ...made.recipients.map((recipient) => ['originals sealed to', recipient] as const),
    ],
    style,
  );
  const restart = made.needsRestart
    ? `\n${paint(style, 'warn', 'Restart "netraven up":')} it runs without these recipients until then.\n`
    : '';
  if (made.identityFile === null) return fields + restart;
  return [
    fields,
    restart,
    '\n',
    `${paint(style, 'strong', 'Keep the private key:')} ${made.identityFile}\n`,
    'It alone opens the sealed originals, for an exact restore. Move it off this machine, to where you keep\n',
    'your most important secrets, with a second copy for whoever restores when you cannot. netraven works\n',
    'without it; "age -d -i FILE" and "netraven config restore" need it.\n',
  ].join('');
}
