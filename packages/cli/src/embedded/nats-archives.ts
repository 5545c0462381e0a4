/** A release archive of nats-server and the SHA-256 with which the NATS project published it. */
export interface NatsArchive {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly url: string;
  readonly sha256: string;
}

const VERSION = '2.11.9';

/**
 * The sums of `SHA256SUMS` of that release, as Hermit's package index records them; those for Linux are also in the
 * official container image.
 * @see https://github.com/cashapp/hermit-packages/blob/master/nats-server.hcl
 * @see https://github.com/docker-library/repo-info/tree/master/repos/nats
 */
export const natsArchives: readonly NatsArchive[] = [
  archive('linux', 'x64', '3eef83faa048d3879937a6871f59ae5d9c3bbf5900905b7a9ff996a894d755ab'),
  archive('linux', 'arm64', '47d7e652eb761d771bc42df04924aae0acf4e026d30ea98faa9bab216cc2e742'),
  archive('darwin', 'x64', '6b46d52e327ea0c177cf64d7afb9159031972adfef961ce0bef24eaf2a6754fd'),
  archive('darwin', 'arm64', '600b5cdca8cfe634881b53c782b5f6384500a3ffcb10cc83d02a6239f788d48c'),
];

function archive(platform: NodeJS.Platform, arch: string, sha256: string): NatsArchive {
  const name = `nats-server-v${VERSION}-${platform}-${arch === 'x64' ? 'amd64' : arch}.tar.gz`;
  const url = `https://github.com/nats-io/nats-server/releases/download/v${VERSION}/${name}`;
  return { platform, arch, url, sha256 };
}
