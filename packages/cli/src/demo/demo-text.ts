import { count } from '../output/format.ts';
import { paint, type Style } from '../output/style.ts';
import type { DemoStep } from './play-demo.ts';

/** One part of the demo as it appears on the screen. */
export function demoText(step: DemoStep, style: Style): string {
  switch (step.kind) {
    case 'chapter':
      return `\n${paint(style, 'strong', `${step.number}. ${step.title}`)}\n${wrap(step.text, style)}`;
    case 'command':
      return `\n${paint(style, 'dim', '$')} ${paint(style, 'place', step.command)}\n`;
    case 'output':
      return indent(step.text);
    case 'note':
      return `\n${wrap(step.text, style)}`;
    case 'end':
      return `\n${step.text}\n`;
    default:
      return step satisfies never;
  }
}

/** What the check of the repository for secrets found. */
export function secretsNote(checked: number, left: number): string {
  if (left > 0)
    return `${count(left, 'secret')} of ${checked} stand in the repository: this is a defect, please report it.`;
  return `All ${checked} secrets of these devices were looked for in the stored configurations: none is there.`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

/** Paragraphs in lines of a width that is good to read. */
function wrap(text: string, style: Style): string {
  const width = Math.min(88, style.width - 2);
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    const line = lines[last] ?? '';
    if (line.length + word.length + 1 > width && line !== '') lines.push(word);
    else lines[last] = line === '' ? word : `${line} ${word}`;
  }
  return `${lines.join('\n')}\n`;
}
