/**
 * Subjects of the JetStream API by what they do. A server rewrites the domain prefix of its own domain before it checks
 * a client (`$JS.hub.API.…` is checked as `$JS.API.…`), but what comes through a leaf link is checked as it is written.
 * @param domain of another server, reached through a leaf link; absent: the server itself
 * @see nats-server 2.9 server/jetstream_api.go, where each subject is a constant
 */
export function jetstreamApi(domain?: string) {
  const api = domain === undefined ? '$JS.API' : `$JS.${domain}.API`;
  return {
    account: `${api}.INFO`,
    streamNames: `${api}.STREAM.NAMES`,
    streamList: `${api}.STREAM.LIST`,
    streamInfo: (stream: string) => `${api}.STREAM.INFO.${stream}`,
    /** Creates a stream, or changes it. */
    streamWrite: (stream: string) => [`${api}.STREAM.CREATE.${stream}`, `${api}.STREAM.UPDATE.${stream}`],
    streamPurge: (stream: string) => `${api}.STREAM.PURGE.${stream}`,
    messageGet: (stream: string) => `${api}.STREAM.MSG.GET.${stream}`,
    messageDelete: (stream: string) => `${api}.STREAM.MSG.DELETE.${stream}`,
    consumerNames: (stream: string) => `${api}.CONSUMER.NAMES.${stream}`,
    consumerList: (stream: string) => `${api}.CONSUMER.LIST.${stream}`,
    consumerInfo: (stream: string, consumer: string) => `${api}.CONSUMER.INFO.${stream}.${consumer}`,
    consumerPause: (stream: string) => `${api}.CONSUMER.PAUSE.${stream}.*`,
    /** Reads a message without the leader; the answer is the message itself, wherever it is asked to go. */
    directGet: (stream: string) => [`${api}.DIRECT.GET.${stream}`, `${api}.DIRECT.GET.${stream}.>`],
    consumerDelete: (stream: string) => `${api}.CONSUMER.DELETE.${stream}.*`,
    /** Creates a consumer, or changes it; the filter stands in the subject of newer clients. */
    consumerWrite: (stream: string) => [
      `${api}.CONSUMER.CREATE.${stream}`,
      `${api}.CONSUMER.CREATE.${stream}.>`,
      `${api}.CONSUMER.DURABLE.CREATE.${stream}.*`,
    ],
    /** Takes messages from a durable consumer; acknowledgements carry no domain. */
    pull: (stream: string, consumer: string) => [
      `${api}.CONSUMER.INFO.${stream}.${consumer}`,
      `${api}.CONSUMER.MSG.NEXT.${stream}.${consumer}`,
      `$JS.ACK.${stream}.${consumer}.>`,
    ],
  } as const;
}

/** What shows streams and consumers, and single messages, and changes nothing. */
export function inspection(domain?: string): string[] {
  const api = jetstreamApi(domain);
  return [
    api.account,
    api.streamNames,
    api.streamList,
    api.streamInfo('*'),
    api.messageGet('*'),
    api.consumerNames('*'),
    api.consumerList('*'),
    api.consumerInfo('*', '*'),
  ];
}
