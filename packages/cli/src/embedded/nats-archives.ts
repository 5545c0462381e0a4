/** A release archive of nats-server and the checksum under which the NATS project published it. */
export interface NatsArchive {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly url: string;
  readonly sha256: string;
}

const VERSION = '2.10.12';

/** The checksums are those with which the official container images are built (github.com/nats-io/nats-docker). */
export const natsArchives: readonly NatsArchive[] = [
  archive('x64', 'amd64', '462584768f2e734d6be3cb5f24d817abef5191f3575091612e849e4718aac5dd'),
  archive('arm64', 'arm64', 'df353b32cc8813cc84b9a5fe131d702136bfbbcd3394d83cefe2dd59ecf9078c'),
];

function archive(arch: string, goArch: string, sha256: string): NatsArchive {
  const name = `nats-server-v${VERSION}-linux-${goArch}.tar.gz`;
  const url = `https://github.com/nats-io/nats-server/releases/download/v${VERSION}/${name}`;
  return { platform: 'linux', arch, url, sha256 };
}
