#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../src/embedded/cache-folder.ts';

// Halves the start of every command; where the folder cannot be written nothing is cached.
enableCompileCache(join(cacheFolder(process.env), 'compile'));
const { main } = await import('../src/main.ts');
const { openTerminal } = await import('../src/output/open-terminal.ts');

const exitCode = await main(process.argv.slice(2), {
  terminal: openTerminal(process.env),
  environment: process.env,
});
// A role that runs in this process may have set its own.
if (exitCode !== 0) process.exitCode = exitCode;
