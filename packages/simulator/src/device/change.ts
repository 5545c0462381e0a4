import type { Random } from '../random.ts';
import { makeFilterLine } from './build-facts.ts';
import type { DeviceFacts, FilterLine, Vlan } from './device-facts.ts';

export const changeKinds = ['description', 'vlan', 'filter', 'secret'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One edit an operator made on a device. */
export type Change =
  | { readonly kind: 'description'; readonly port: number; readonly description: string }
  | { readonly kind: 'vlan'; readonly vlan: Vlan }
  | { readonly kind: 'filter'; readonly filter: number; readonly line: FilterLine }
  | { readonly kind: 'secret'; readonly name: string };

/**
 * Thinks of a change that touches one place of the configuration.
 * @param secretNames names of secrets that stand in exactly one line and keep their value between reads; not empty
 */
export function inventChange(
  kind: ChangeKind,
  facts: DeviceFacts,
  choice: { readonly random: Random; readonly secretNames: readonly [string, ...string[]] },
): Change {
  const { random } = choice;
  switch (kind) {
    case 'description': {
      const ports = facts.ports.filter((port) => port.use !== 'unused');
      const port = ports[random.integer(0, ports.length - 1)]?.index ?? 0;
      return { kind, port, description: `moved to patch ${random.integer(1000, 9999)}` };
    }
    case 'vlan': {
      const id = 1 + Math.max(...facts.vlans.map((vlan) => vlan.id));
      return { kind, vlan: { id, name: `project-${random.integer(1000, 9999)}` } };
    }
    case 'filter':
      return { kind, filter: random.integer(0, facts.filters.length - 1), line: makeFilterLine(random) };
    case 'secret':
      return { kind, name: random.pick(choice.secretNames) };
    default:
      return kind satisfies never;
  }
}

/** The facts after a change; a changed secret leaves them as they are. */
export function applyChange(facts: DeviceFacts, change: Change): DeviceFacts {
  switch (change.kind) {
    case 'description': {
      const ports = facts.ports.map((port) =>
        port.index === change.port ? { ...port, description: change.description } : port,
      );
      return { ...facts, ports };
    }
    case 'vlan':
      return { ...facts, vlans: [...facts.vlans, change.vlan] };
    case 'filter': {
      const filters = facts.filters.map((filter, index) =>
        index === change.filter ? { ...filter, lines: [...filter.lines, change.line] } : filter,
      );
      return { ...facts, filters };
    }
    case 'secret':
      return facts;
    default:
      return change satisfies never;
  }
}
