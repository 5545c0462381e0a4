import type { Login } from '../device/device-plan.ts';
import type { Enable } from '../platform/family.ts';
import type { Terminal } from './terminal.ts';

const MAX_LOGIN_TRIES = 3;

/** Asks for user name and password in the shell, as devices do that leave SSH authentication open. */
export async function askLogin(terminal: Terminal, login: Login): Promise<boolean> {
  for (let tries = 0; tries < MAX_LOGIN_TRIES; tries++) {
    await terminal.write('\nUsername: ');
    const username = await terminal.readLine('plain');
    await terminal.write('\nPassword: ');
    const password = await terminal.readLine('none');
    await terminal.write('\n');
    if (username === login.username && password === login.password) return true;
    await terminal.write('% Login invalid\n');
  }
  return false;
}

/** Asks for the enable password until it is right or the tries are used up. */
export async function askEnable(
  terminal: Terminal,
  { enable, password, tries }: { readonly enable: Enable; readonly password: string; readonly tries: number },
): Promise<boolean> {
  for (let tried = 0; tried < tries; tried++) {
    await terminal.write(enable.asks);
    const answer = await terminal.readLine(enable.showsStars ? 'stars' : 'none');
    await terminal.write('\n');
    if (answer === password) return true;
  }
  return false;
}
