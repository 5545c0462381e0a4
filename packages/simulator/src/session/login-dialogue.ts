import type { Login } from '../device/device-plan.ts';
import type { Terminal } from './terminal.ts';

const MAX_LOGIN_TRIES = 3;

/** Asks for user name and password in the shell, as devices do that leave SSH authentication open. */
export async function askLogin(terminal: Terminal, login: Login): Promise<boolean> {
  for (let tries = 0; tries < MAX_LOGIN_TRIES; tries++) {
    await terminal.write('\nUsername: ');
    const username = await terminal.readLine(true);
    await terminal.write('\nPassword: ');
    const password = await terminal.readLine(false);
    await terminal.write('\n');
    if (username === login.username && password === login.password) return true;
    await terminal.write('% Login invalid\n');
  }
  return false;
}

/** Asks for a password until it is right or the tries are used up. */
export async function askPassword(
  terminal: Terminal,
  { question, password, tries }: { question: string; password: string; tries: number },
): Promise<boolean> {
  for (let tried = 0; tried < tries; tried++) {
    await terminal.write(question);
    const answer = await terminal.readLine(false);
    await terminal.write('\n');
    if (answer === password) return true;
  }
  return false;
}
