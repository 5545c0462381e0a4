import { seededRandom } from '../random.ts';
import { type SecretShape, secretShapes } from './secret-shapes.ts';

/** A secret as it stands in a configuration text. */
export interface SimulatedSecret {
  /** What it protects, unique in the device, such as `user admin`. */
  readonly name: string;
  readonly value: string;
}

/** The moment a configuration is written out: what changes although nobody changed the configuration. */
export interface Moment {
  /** Counts up whenever volatile lines move. */
  readonly drift: number;
  readonly at: Date;
  /** When and by whom the configuration was changed last. */
  readonly changedAt: Date;
}

/** What a configuration writer uses beside the facts: the moment, and secrets by name. */
export interface Writing extends Moment {
  /** The value of a secret: the same at every read until it is changed. */
  secret(name: string, shape: SecretShape): string;
  /** The value of a secret that the device encrypts anew at every read. */
  reencrypted(name: string, shape: SecretShape): string;
  /** What `secret` and `reencrypted` gave out, in order. */
  readonly secrets: readonly SimulatedSecret[];
}

/**
 * Starts writing one configuration.
 * @param versions how often each secret was changed, by name; absent means never
 */
export function startWriting(seed: string, moment: Moment, versions: ReadonlyMap<string, number>): Writing {
  const secrets: SimulatedSecret[] = [];
  const give = (name: string, shape: SecretShape, salt: string) => {
    const value = secretShapes[shape](seededRandom(`${seed}/${name}/${versions.get(name) ?? 0}/${salt}`));
    secrets.push({ name, value });
    return value;
  };
  return {
    ...moment,
    secrets,
    secret: (name, shape) => give(name, shape, ''),
    reencrypted: (name, shape) => give(name, shape, String(moment.drift)),
  };
}
