#!/usr/bin/env node
import { main } from '../src/main.ts';
import { openTerminal } from '../src/output/open-terminal.ts';

const exitCode = await main(process.argv.slice(2), {
  terminal: openTerminal(process.env),
  environment: process.env,
});
// A role that runs in this process may have set its own.
if (exitCode !== 0) process.exitCode = exitCode;
