import type { RedactionPattern } from '@netraven/common/platform';

/** Secrets in addresses. */
export const urlRules: readonly RedactionPattern[] = [
  {
    kind: 'url-passwd',
    pattern: '://[^\\s:/@"\'<>]{0,80}:(?<secret>[^\\s/"\'<>]+)@',
    source: 'RFC 3986 section 3.2.1; archive and boot URLs of IOS, Junos, VyOS',
  },
  {
    kind: 'api-token',
    pattern:
      '[?&;][\\w.-]{0,40}(?:token|key|secret|password|passwd|pwd|signature|sig|auth)=(?<secret>[^&\\s"\'#<>;]+)',
    source: 'Query parameters of web hooks, dynamic DNS and update addresses',
  },
  {
    kind: 'url-passwd',
    pattern:
      '(?:mail[ -]server|http-proxy|https-proxy|proxy-server|curl .{0,200}?(?:-u|--user)) +"?[^\\s:@"/]{1,80}:(?<secret>[^\\s@"/]+)(?=[@\\s"]|$)',
    source: 'Cisco IOS call-home and event manager: logins without a scheme; curl(1)',
  },
  {
    kind: 'api-token',
    pattern:
      '(?:hooks\\.slack\\.com/services|discord(?:app)?\\.com/api/webhooks|webhook\\.office\\.com/webhookb2)/(?<secret>[^\\s"\'<>]+)',
    source: 'Web hooks, whose address is the secret',
  },
];
