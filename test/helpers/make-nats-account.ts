import { randomUUID } from 'node:crypto';
import { nkeys } from 'nats';

const encoder = new TextEncoder();
type KeyPair = ReturnType<typeof nkeys.createUser>;

/** What a nats-server with decentralised authentication needs, and a user's `.creds` file. */
export interface NatsAccount {
  /** Lines of the server's configuration. */
  readonly serverConfig: string;
  readonly creds: string;
}

/** Makes operator, account and user, as `nsc` does. */
export function makeNatsAccount(): NatsAccount {
  const [operator, account, user] = [nkeys.createOperator(), nkeys.createAccount(), nkeys.createUser()];
  const operatorJwt = sign(operator, operator, { type: 'operator', version: 2 });
  const accountJwt = sign(operator, account, {
    type: 'account',
    version: 2,
    limits: {
      subs: -1,
      data: -1,
      payload: -1,
      imports: -1,
      exports: -1,
      wildcards: true,
      conn: -1,
      leaf: -1,
    },
  });
  const userJwt = sign(account, user, { type: 'user', version: 2, subs: -1, data: -1, payload: -1 });
  return {
    serverConfig: `operator: ${operatorJwt}\nresolver: MEMORY\nresolver_preload: { ${account.getPublicKey()}: ${accountJwt} }\n`,
    creds: [
      '-----BEGIN NATS USER JWT-----',
      userJwt,
      '------END NATS USER JWT------',
      '',
      '-----BEGIN USER NKEY SEED-----',
      new TextDecoder().decode(user.getSeed()),
      '------END USER NKEY SEED------',
      '',
    ].join('\n'),
  };
}

function sign(issuer: KeyPair, subject: KeyPair, nats: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    jti: randomUUID(),
    iat: Math.floor(Date.now() / 1000),
    iss: issuer.getPublicKey(),
    name: 'test',
    sub: subject.getPublicKey(),
    nats,
  };
  const body = `${part({ typ: 'JWT', alg: 'ed25519-nkey' })}.${part(claims)}`;
  return `${body}.${Buffer.from(issuer.sign(encoder.encode(body))).toString('base64url')}`;
}
