/** What the files of a site with a server of its own are made from. */
export interface SiteKit {
  readonly site: string;
  /** Where the hub takes leaf nodes: `host:port`. */
  readonly hub: string;
  readonly hubDomain: string;
  /** Whether the link is encrypted; a hub on the same machine or behind a VPN may do without. */
  readonly usesTls: boolean;
  readonly logins: SiteLogins;
  /** Private key of the site, in the form of age-keygen; absent where it was made at the site. */
  readonly identity: string | undefined;
  readonly fingerprintKey: string;
}

export interface SiteLogins {
  /** Of the site's server at the hub. */
  readonly leaf: string;
  /** Of the executors at the site's server. */
  readonly executor: string;
}

export interface SiteFile {
  readonly path: string;
  readonly content: string;
  /** Readable by its owner alone. */
  readonly isSecret: boolean;
}
