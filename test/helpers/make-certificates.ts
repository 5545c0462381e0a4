import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Paths of PEM files: an authority, a server it signed for 127.0.0.1 and localhost, and a client it signed. */
export interface Certificates {
  readonly ca: string;
  readonly serverCert: string;
  readonly serverKey: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Makes certificates with openssl that are good for a day. */
export async function makeCertificates(folder: string, name: string): Promise<Certificates> {
  const file = (part: string) => join(folder, `${name}-${part}.pem`);
  const openssl = (...args: string[]) => run('openssl', args);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const ca = { cert: file('ca'), key: file('ca-key') };
  await openssl(
    ...['req', '-x509', '-days', '1', '-subj', `/CN=${name}`, ...newKey],
    ...['-keyout', ca.key, '-out', ca.cert],
  );
  const sign = async (part: string, extension: string) => {
    const [cert, key, request, extensions] = [
      file(part),
      file(`${part}-key`),
      file(`${part}-csr`),
      file(`${part}-ext`),
    ];
    await writeFile(extensions, extension);
    await openssl('req', '-new', '-subj', `/CN=${part}`, ...newKey, '-keyout', key, '-out', request);
    await openssl(
      ...['x509', '-req', '-days', '1', '-in', request, '-out', cert, '-CA', ca.cert, '-CAkey', ca.key],
      ...['-CAcreateserial', '-extfile', extensions],
    );
    return { cert, key };
  };
  const server = await sign(
    'server',
    'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n',
  );
  const client = await sign('client', 'extendedKeyUsage=clientAuth\n');
  return {
    ca: ca.cert,
    serverCert: server.cert,
    serverKey: server.key,
    clientCert: client.cert,
    clientKey: client.key,
  };
}
