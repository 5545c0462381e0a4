import { findConcerns } from '../overview/find-concerns.ts';
import { lookAtFleet } from '../overview/look-at-fleet.ts';
import type { Handler } from './handler.ts';

export const checkSystem: Handler<'system.check'> = async (dispatcher) => {
  const facts = await lookAtFleet(dispatcher);
  return { roles: facts.roles.length, concerns: findConcerns(facts) };
};
